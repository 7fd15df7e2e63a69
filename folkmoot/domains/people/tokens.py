"""Who asks by a token: for the doors of the API."""

from . import actions
from .models import ApiToken, Person, Scope, digest


def person_with(token: str, scope: str = Scope.READ) -> Person | None:
    """The person in whose name a program asks, or None if this token does not open that.

    Used up, revoked, unknown, without the scope, or of somebody whose account is closed: all are None alike.
    """
    if not token.startswith(actions.TOKEN_PREFIX) or len(token) > 200:
        return None
    found = ApiToken.objects.open().select_related("person").filter(digest=digest(token)).first()
    if found is None or scope not in found.scopes:
        return None
    actions.note_token_used(found)
    return found.person
