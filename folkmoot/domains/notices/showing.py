"""How somebody is told now, as the page of preferences shows it."""

from typing import Any

from folkmoot.domains.people.models import Person

from .forms import PreferForm
from .models import OCCASIONS
from .ways import hours_of, preferred, usual


def form_of(person: Person, data: Any = None) -> PreferForm:
    """The form of preferences, filled with what holds now."""
    wanted, hours = preferred([person.pk]), hours_of([person.pk])[person.pk]
    initial: dict[str, Any] = {
        "digest_hour": f"{hours.digest_hour:02}",
        "digest_weekday": hours.digest_weekday,
        "quiet_from": f"{hours.quiet_from:%H}" if hours.quiet_from else "",
        "quiet_until": f"{hours.quiet_until:%H}" if hours.quiet_until else "",
    }
    for occasion, _label in OCCASIONS:
        pace, is_pushed = wanted.get((person.pk, occasion), usual(occasion))
        initial |= {f"pace-{occasion}": pace, f"push-{occasion}": is_pushed}
    return PreferForm(data, initial=initial)


def rows_of(form: PreferForm) -> list[tuple[Any, Any]]:
    """The two fields of each occasion, in their order."""
    return [(form[f"pace-{occasion}"], form[f"push-{occasion}"]) for occasion, _label in OCCASIONS]


def labels_of(occasions: list[str]) -> list[Any]:
    return [label for occasion, label in OCCASIONS if occasion in occasions]
