"""Answers: a yes, or a no with a reason that a person can read."""

from dataclasses import dataclass

from django.utils.functional import Promise


class Refused(Exception):
    """An expected "no". Pages show it as a message, commands as a sentence; it is never logged as a fault."""


class Overtaken(Refused):
    """Somebody else changed the thing while this person wrote. A page gives the words back, to be looked at again."""


@dataclass(frozen=True)
class Answer:
    """True means yes. A no is false and says ``because``."""

    because: str | Promise = ""

    def __bool__(self) -> bool:
        return not self.because

    def insist(self) -> None:
        """Raise :class:`Refused` with the reason, if the answer is no."""
        if self.because:
            raise Refused(str(self.because))


YES = Answer()


def unless(*objections: tuple[bool, str | Promise]) -> Answer:
    """Yes, unless one of the objections holds; the first that holds gives the reason."""
    return next((Answer(reason) for holds, reason in objections if holds), YES)


def insist_on_the_newest(seen: int | None, newest: int, *, because: str | Promise) -> None:
    """Raise :class:`Overtaken` if the writer had seen another number than the newest; None asks for no check."""
    if seen is not None and seen != newest:
        raise Overtaken(str(because))
