"""Sheets: one page of a long list with the number of all, asked together with what else a page reads."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from django.core.paginator import Page, Paginator

from folkmoot.kit.preparing import Read
from folkmoot.kit.together import MOST_COUNTED, Asking

#: A read, and what makes of its rows how many things there are.
Counting = tuple[Read, Callable[[Sequence[Any]], int]]


def sheet_of(
    count: Read | Counting, rows_from: Callable[[int], Read], number: str | None, *, per_page: int
) -> "Asking[Page[Any]]":
    """The sheet with this number as it stands in an address; the last one if there are not so many.

    ``count`` reads or tells how many there are, ``rows_from`` makes the read of the rows of one sheet, by its first.
    """
    wanted = int(number) if number and number.isascii() and number.isdigit() and len(number) < 6 else 1
    wanted = max(wanted, 1)
    read, number_of = count if isinstance(count, tuple) else (count, itemgetter(0))
    counted, shown = yield [read, rows_from((wanted - 1) * per_page)]
    paginator = _Counted(per_page, number_of(counted))
    if wanted > paginator.num_pages:
        wanted = paginator.num_pages
        (shown,) = yield [rows_from((wanted - 1) * per_page)]
    return Page(shown, wanted, paginator)


class _Counted(Paginator):  # type: ignore[type-arg]
    """Knows how many there are, or that they are more than anybody leafs through; the rows come otherwise."""

    def __init__(self, per_page: int, count: int) -> None:
        super().__init__([], per_page)
        self.is_all = count <= MOST_COUNTED
        self.count = min(count, MOST_COUNTED)
