"""Shapes of what programs send and get: text that PostgreSQL can hold, words that say something, a yes or a no."""

from typing import Annotated, Any

from django.forms import BaseForm
from ninja import Field, Schema
from ninja.errors import ValidationError
from pydantic import BeforeValidator, ConfigDict

from .answers import Answer

NO_NUL = r"^[^\x00]*$"
SOME_WORDS = r"^[^\x00]*[^\x00\s][^\x00]*$"
SLUG = r"^[-a-zA-Z0-9_]*$"
REF = r"^[a-z_]{1,40}\.[a-z_]{1,40}/[0-9]{1,18}$"

Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]
Ref = Annotated[str, Field(pattern=REF, description="A thing, such as ideas.idea/7")]
Key = Annotated[int, Field(ge=1, lt=2**63)]


#: Words that are translated when they are read.
Words = Annotated[str, BeforeValidator(str)]


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


def cleaned(form: BaseForm) -> dict[str, Any]:
    """What a form of a page makes of files and fields. Where it finds faults, they are told as those of a shape."""
    if not form.is_valid():
        faults = [(name, message) for name, messages in form.errors.items() for message in messages]
        raise ValidationError([{"loc": ("body", name), "msg": str(message)} for name, message in faults])
    return form.cleaned_data
