"""People and the addresses they proved, for an archive. Their ways in stay behind."""

from django.contrib.auth.hashers import make_password

from folkmoot.kit.archives import goes_along, stays_behind

goes_along(
    "people.person",
    "id last_login source source_id source_url email name is_active is_administrator is_demo language "
    "time_zone merged_into arrived_at",
    stays={"password": "a way in", "session_epoch": "of sessions, which stay behind"},
    arrives={"password": lambda _: make_password(None)},
)
goes_along("people.merge", "id kept gone reason by at parted_at")
goes_along("account.emailaddress", "id person=user email verified primary")

stays_behind(
    "people.signinlink", why="a way in; people sign in there by a code that is sent to their address"
)
stays_behind("people.apitoken", why="a way in for a program; it is made anew there")
stays_behind(
    "account.emailconfirmation", why="a way in that was mailed; addresses that are confirmed stay so"
)
stays_behind("mfa.authenticator", why="passkeys and one-time codes are bound to the address of this place")
stays_behind("usersessions.usersession", why="where somebody is signed in")
stays_behind("sessions.session", why="where somebody is signed in")
stays_behind("socialaccount.socialapp", why="secrets that a provider gave to this place")
stays_behind("socialaccount.socialaccount", why="ways in by a provider that knows this place")
stays_behind("socialaccount.socialtoken", why="keys to accounts of people elsewhere")
