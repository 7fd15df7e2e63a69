"""Checks and what they find. A module of this package is a part of the body; its checks are found without a list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

State = Literal["ok", "warning", "wrong"]


@dataclass(frozen=True)
class Finding:
    """``says`` what is, ``remedy`` what to do about it."""

    state: State
    says: str
    remedy: str = ""


Check = Callable[[], Finding]

_checks: dict[str, Check] = {}
_in_need_of_database: set[str] = set()


def fine(says: str) -> Finding:
    return Finding("ok", says)


def warning(says: str, remedy: str) -> Finding:
    return Finding("warning", says, remedy)


def wrong(says: str, remedy: str) -> Finding:
    return Finding("wrong", says, remedy)


def check(name: str, *, needs_database: bool = False) -> Callable[[Check], Check]:
    """Decorator: this function is a check with this name."""

    def add(function: Check) -> Check:
        if name in _checks:
            raise ValueError(f"There are two checks named {name}.")
        _checks[name] = function
        if needs_database:
            _in_need_of_database.add(name)
        return function

    return add


def checks() -> dict[str, Check]:
    """All checks by name, in the order of the modules and of their lines."""
    package = __name__.rpartition(".")[0]
    for module in iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")
    return _checks


def examine() -> Iterator[tuple[str, Finding]]:
    """Each check and what it found. Those that need the database are left out where it does not answer."""
    has_database = True
    for name, look in checks().items():
        if name in _in_need_of_database and not has_database:
            continue
        try:
            found = look()
        except Exception as error:  # noqa: BLE001  (a doctor that falls ill says so, and goes on)
            found = wrong(f"It could not be looked at ({type(error).__name__}: {error}).", "See the log.")
        if name == "database" and found.state == "wrong":
            has_database = False
        yield name, found
