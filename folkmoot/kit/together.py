"""Together: several reads of one page in one statement.

A page is made of what many rooms know, each by a short read of its own; on the way there and back they would cost more
than in the database. Whoever fills a slot may be a generator: it yields its querysets and gets their rows::

    @fills("ideas.idea.marks")
    def the_theme(request, idea):
        (members,) = yield [ThemeMember.objects.filter(subject=ref(idea))[:1]]
        return Filling("intelligence/mark.html", {"theme": members[0].theme}) if members else None

All that is asked in one round is answered by one statement, each queryset as a column of JSON. Whoever depends on what
others asked for in the same round yields ``[]`` first, which asks nothing and waits for them. It uses Django's own
compiler and its own way from rows to objects, so select_related, annotations and values work; prefetching does not.
"""

from collections.abc import Generator, Iterator, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

from folkmoot.kit.preparing import Read, Summed, compiled

Asked = Sequence[Read]
MOST_COUNTED = 10_000
Made = TypeVar("Made")
Asking = Generator[Asked, list[list[Any]], Made]


def counts(things: QuerySet[Any, Any], most: int = MOST_COUNTED) -> Summed:
    """A read of one number: how many they are, up to one more than ``most``; to count on would take as long as to
    read them."""
    return Summed(things.order_by().values("pk")[: most + 1], "count(*)", nothing=(0,))


def alone(asking: Any) -> Any:
    """What one generator makes in the end; whatever asks nothing is its own answer."""
    return together([asking])[0] if isinstance(asking, Generator) else asking


def together(askings: Sequence["Asking[Made] | Made"]) -> list[Made]:
    """What these generators make, asking in rounds: one statement for all that is asked in the same round."""
    made: dict[int, Any] = {}
    asked: dict[int, Asked] = {}

    def go_on(number: int, answer: list[list[Any]] | None) -> None:
        asking: Any = askings[number]
        if not isinstance(asking, Generator):
            made[number] = asking
            return
        try:
            asked[number] = asking.send(answer)
        except StopIteration as end:
            made[number] = end.value

    for number in range(len(askings)):
        go_on(number, None)
    while asked:
        this_round, asked = asked, {}
        answers = iter(rows_of([queryset for one in this_round.values() for queryset in one]))
        for number, querysets in this_round.items():
            go_on(number, [next(answers) for _ in querysets])
    return [made[number] for number in range(len(askings))]


def rows_of(asked: Asked) -> list[list[Any]]:
    """The rows of each queryset, by one statement. TypeError for a column that does not travel as JSON."""
    reads = [compiled(one) for one in asked]
    asking = [(read, values) for read, values in reads if read.sql]
    found: Iterator[list[list[Any]]] = iter(())
    if asking:
        with connection.cursor() as cursor:
            columns = ", ".join(read.column for read, _values in asking)
            cursor.execute(f"select {columns}", [value for _read, values in asking for value in values])
            found = iter(cursor.fetchone())
    return [read.objects(next(found)) if read.sql else read.nothing for read, _values in reads]
