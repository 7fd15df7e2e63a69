"""The stream as tests of metrics write it: lines of an example, without the rooms that say them."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest

from folkmoot.activity.models import Activity
from folkmoot.domains.metrics.kpis import Event

CONTEXT = "communities.community/1"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def tell(db: None) -> Callable[..., None]:
    """Write these events into the stream of a community; those without an arrival were recorded as they happened."""

    def tell(events: Iterable[Event], context: str = CONTEXT) -> None:
        Activity.objects.bulk_create(
            Activity(
                verb=event.verb,
                actor=event.actor,
                object=event.object,
                target=event.target,
                context=context,
                happened_at=moment(event.at),
                recorded_at=moment(event.arrived or event.at),
                is_imported=bool(event.arrived),
                details=event.details,
            )
            for event in events
        )

    return tell
