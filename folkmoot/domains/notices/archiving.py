"""What people were told and how they want to be, for an archive. Nobody is told again."""

from folkmoot.kit.archives import goes_along, stays_behind

goes_along(
    "notices.notice",
    "id person activity_id verb actor object target context made_at seen_at occasion pace",
    stays={
        "mail_at": "this place sends the letter, or sent it",
        "push_at": "this place pushes it, or did",
        "letter": "letters stay behind",
    },
)
goes_along("notices.preference", "id person occasion pace is_pushed")
goes_along("notices.rhythm", "person digest_hour digest_weekday quiet_from quiet_until")
goes_along(
    "notices.bounce",
    "id address is_permanent status said came_at",
    stays={"letter": "letters stay behind"},
)

stays_behind("notices.letter", why="copies of what notices say; none is sent twice")
stays_behind("notices.device", why="keys by which this place reaches a browser; the browser asks anew")
