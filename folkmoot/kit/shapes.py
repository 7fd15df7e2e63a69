"""Shapes of what programs send and get: text that PostgreSQL can hold, words that say something, a yes or a no."""

from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import ConfigDict

from .answers import Answer

NO_NUL = r"^[^\x00]*$"
SOME_WORDS = r"^[^\x00]*[^\x00\s][^\x00]*$"
SLUG = r"^[-a-zA-Z0-9_]*$"
REF = r"^[a-z_]{1,40}\.[a-z_]{1,40}/[0-9]{1,18}$"

Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]
Ref = Annotated[str, Field(pattern=REF, description="A thing, such as ideas.idea/7")]
Key = Annotated[int, Field(ge=1, lt=2**63)]


class Closed(Schema):
    """What is sent: a field that is not asked for is a fault, and never set by chance."""

    model_config = ConfigDict(extra="forbid")


class May(Schema):
    """Whether you may do it; a no says why, as the page does."""

    is_yes: bool
    because: str


def may_of(**answers: Answer) -> dict[str, dict[str, Any]]:
    """The answers of the rules, by verb."""
    return {verb: {"is_yes": bool(one), "because": str(one.because)} for verb, one in answers.items()}


class Named(Schema):
    """Somebody, as others may read their name."""

    id: int
    name: str
