"""Doors for programs: whose token this is."""

from ninja import Field, Router, Schema

from folkmoot.domains.people import actions
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.shapes import SOME_WORDS, Closed
from folkmoot.site.programs import scopes_of, token_of

router = Router(tags=["me"])


class MeShape(Schema):
    id: int
    name: str
    language: str
    time_zone: str
    scopes: list[str]


class NewName(Closed):
    name: str = Field(max_length=120, pattern=SOME_WORDS)


@router.get("/me/", response=MeShape, url_name="me")
def read_me(request: SignedInRequest) -> dict[str, object]:
    """Whose token this is, and what it is for."""
    me = request.user
    return {
        "id": me.pk,
        "name": me.name,
        "language": me.language,
        "time_zone": me.time_zone,
        "scopes": scopes_of(token_of(request)),
    }


@router.put("/me/name/", response=MeShape, url_name="rename")
def rename(request: SignedInRequest, new: NewName) -> dict[str, object]:
    """Appear under another name, also on what you gave before."""
    actions.rename(request.user, name=new.name)
    return read_me(request)
