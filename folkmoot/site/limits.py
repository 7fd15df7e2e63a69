"""The one table of limits: page by its name in the URLs -> how often it may be asked for.

Pages that share an action share its count: a guesser gains nothing by going from one door to the next. An address may
be a whole workshop behind one line, so it may do much; an account may be guessed at little.
"""

from folkmoot.kit.limits import Limit

HOUR = 3600

SIGN_IN = Limit("sign in", 300, per_address=120, per_typed=10, typed="login")
SECOND_STEP = Limit("second step", 300, per_address=120, per_account=10)
CODE = Limit("ask for a code", HOUR, per_address=200, per_account=6, per_typed=6, typed="email")
GUESS = Limit("enter a code", 300, per_address=120)
NEW = Limit("sign up", HOUR, per_address=200, per_account=6, per_typed=6, typed="email")
PROVE = Limit("confirm that it is you", 300, per_address=30, per_account=10)
DRAFT = Limit("draft", HOUR, per_address=2000, per_account=900)  # kept while it is typed
MAIL = Limit("write as a visitor", HOUR, per_address=60, per_typed=5, typed="email", only_visitors=True)
PUBLISH = Limit("publish", HOUR, per_address=300, per_account=40)
PICTURE = Limit("attach a picture", HOUR, per_address=300, per_account=60)
TALK = Limit("comment", HOUR, per_address=600, per_account=100)
SUPPORT = Limit("support", HOUR, per_address=3000, per_account=300)
SEARCH = Limit("search", 60, per_address=120, asks="q", fails_open=True)
TYPING = Limit("look-alikes", 60, per_address=240, asks="text", fails_open=True)
IMPORT = Limit("import", HOUR, per_address=60, per_account=30)
INVITE = Limit("invite", HOUR, per_address=200, per_account=60)
NAME = Limit("change a name", HOUR, per_address=60, per_account=10)
ASK = Limit(
    "ask a person", HOUR, per_address=120, per_account=30
)  # a flag, an appeal, a claim: somebody reads each
TAKE = Limit("take everything along", HOUR, per_address=60, per_account=6)
TOKEN = Limit("make a token", HOUR, per_address=60, per_account=20)
HOOK = Limit("register or try a webhook", HOUR, per_address=120, per_account=60)

LIMITS = {
    "account_login": (SIGN_IN,),
    "mfa_login_webauthn": (SIGN_IN,),
    "mfa_authenticate": (SECOND_STEP,),
    "openid_connect_login": (SIGN_IN,),
    "people:enter": (SIGN_IN,),
    "webhooks:register": (HOOK,),
    "webhooks:test": (HOOK,),
    "webhooks:replay": (HOOK,),
    "account_request_login_code": (CODE,),
    "account_reset_password": (CODE,),
    "account_confirm_login_code": (GUESS,),
    "account_email_verification_sent": (GUESS,),
    "account_signup": (NEW,),
    "socialaccount_signup": (NEW,),
    "account_reauthenticate": (PROVE,),
    "mfa_reauthenticate": (PROVE,),
    "mfa_reauthenticate_webauthn": (PROVE,),
    "account_change_password": (PROVE,),
    "account_set_password": (PROVE,),
    "account_reset_password_from_key": (GUESS,),
    "account_email": (CODE,),
    "ideas:draft": (DRAFT, MAIL),
    "ideas:edit": (DRAFT,),
    "insights:draft": (DRAFT,),
    "ideas:publish": (PUBLISH,),
    "ideas:revise": (PUBLISH,),
    "ideas:attach": (PICTURE,),
    "preview": (PICTURE,),
    "rebrand": (PICTURE,),
    "ideas:confirm": (GUESS,),
    "discussions:post": (TALK,),
    "discussions:answer": (TALK,),
    "ideas:support": (SUPPORT,),
    "ideas:unsupport": (SUPPORT,),
    "ideas:propose": (ASK,),
    "ideas:index": (SEARCH,),
    "ideas:index_of": (SEARCH,),
    "intelligence:look_alikes": (TYPING,),
    "go": (TYPING,),
    "channels:upload": (IMPORT,),
    "communities:invite": (INVITE,),
    "communities:accept": (GUESS,),
    "people:rename": (NAME,),
    "notices:unsubscribe": (GUESS,),
    "notices:resubscribe": (GUESS,),
    "notices:add": (TOKEN,),
    "people:make_token": (TOKEN,),
    "people:claim": (NAME,),
    "channels:ask": (ASK,),
    "moderation:flag": (ASK,),
    "moderation:appeal": (ASK,),
    "privacy:export": (TAKE,),
    "api:ideas": (PUBLISH, SEARCH),
    "api:invitations": (INVITE,),
    "api:comments": (TALK,),
    "api:support": (SUPPORT,),
    "api:search": (SEARCH,),
    "api:look_alikes": (TYPING,),
    "api:drafts": (DRAFT,),
    "api:edit": (DRAFT,),
    "api:publish": (PUBLISH,),
    "api:versions": (PUBLISH,),
    "api:official": (TALK,),
    "api:merges": (ASK,),
    "api:draft_answer": (DRAFT,),
    "api:insight_answers": (TALK,),
    "api:flag": (ASK,),
    "api:appeal": (ASK,),
    "api:pictures": (PICTURE,),
    "api:imports": (IMPORT,),
    "api:claims": (ASK,),
    "api:rename": (NAME,),
    "api:exports": (TAKE,),
}
