"""What numbers hold about somebody: which targets they set. An act of office stays, the name goes with them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from folkmoot.kit.refs import ref
from folkmoot.kit.subjects import Record, holds, record

from .models import Target


@holds("metrics", label=gettext_lazy("Targets I set"), covers=("metrics.target",))
def targets(person: Any) -> Iterator[Record]:
    for one in Target.objects.filter(set_by=ref(person)).order_by("pk").iterator(chunk_size=500):
        yield record(
            "target", title=one.kpi, address=f"/numbers/{one.kpi}/", moment=one.set_at, value=one.value
        )
