"""Preparing: a read is compiled once, and filled with values whenever it is asked.

Django makes the SQL of a queryset anew each time, which for a page of a dozen reads takes longer than their answers. A
function that makes a queryset of its arguments is called once with stand-ins for them; where these turn up among the
parameters, the values go::

    @prepared
    def comments_on(subject: str) -> QuerySet[Comment]:
        return Comment.objects.filter(subject=subject)

Numbers, texts, moments and lists of keys (``among.py``) are values. All else (a tuple, None, a bool) belongs to the
shape of the read, which is compiled for each; whoever reads has a shape, too (:func:`shapes`). The function must not
look into its values.
"""

import copy
import functools
import json
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, ParamSpec

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from psycopg.sql import Literal
from psycopg.types.numeric import Int8

from folkmoot.kit.among import Array, Keys, array_of
from folkmoot.kit.rows import maker_of

Params = ParamSpec("Params")
#: What of a value a read depends on, and what makes a stand-in that is known by a number.
Shape = tuple[Hashable, Callable[[int], Any]]

MOST = 1000
LARGEST = 2**63
#: Where a parameter comes from: the number of a value, and what array is found for it.
Place = tuple[int, Callable[[Any], Any] | None]
_known: OrderedDict[Hashable, "tuple[Compiled, list[Place]]"] = OrderedDict()
_shapes: dict[type, Callable[[Any], Shape]] = {}

_READERS: dict[str, Callable[[Any], Any]] = {
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "JSONField": json.dumps,  # the field reads it again
}
_PLAIN = {
    "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "EmailField", "FloatField",
    "ForeignKey", "IntegerField", "OneToOneField", "PositiveIntegerField", "PositiveSmallIntegerField", "SlugField",
    "SmallIntegerField", "TextField", "URLField", "ArrayField",
}  # fmt: skip


@dataclass(frozen=True)
class Summed:
    """What a queryset comes to: one row of these expressions of SQL, in which its columns are c0, c1 and so on."""

    things: QuerySet[Any, Any]
    expressions: str
    nothing: tuple[Any, ...]  # what comes of a queryset that asks nothing


@dataclass(frozen=True)
class Prepared:
    """A read with its values."""

    make: "Make"
    values: tuple[Any, ...]


Read = QuerySet[Any, Any] | Summed | Prepared
Make = Callable[..., QuerySet[Any, Any] | Summed]


def prepared(make: Callable[Params, QuerySet[Any, Any] | Summed]) -> Callable[Params, Prepared]:
    """Decorator of a function that makes a queryset: it makes a read that is compiled once."""

    @functools.wraps(make)
    def ready(*values: Params.args, **_named: Params.kwargs) -> Prepared:
        return Prepared(make, values)

    return ready


def shapes(kind: type) -> Callable[[Callable[[Any], Shape]], Callable[[Any], Shape]]:
    """Decorator: for things of this kind the function answers what of them a read depends on, and what makes a stand-in
    whose key is a given number."""

    def register(shape: Callable[[Any], Shape]) -> Callable[[Any], Shape]:
        _shapes[kind] = shape
        return shape

    return register


class Compiled:
    """The SQL of a queryset as a column of JSON; and the way from what comes back to its objects."""

    def __init__(self, read: QuerySet[Any, Any] | Summed) -> None:
        self.summed = read if isinstance(read, Summed) else None
        queryset = read.things if isinstance(read, Summed) else read
        if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise TypeError("What is read together prefetches nothing.")
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.params = "", ()
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            return
        names = ", ".join(f"c{number}" for number in range(len(self.compiler.select)))
        if self.summed:
            self.column = (
                f"(select json_build_array({self.summed.expressions}) from ({self.sql}) as t({names}))"
            )
            return
        self.readers = [_reader(column[0].output_field) for column in self.compiler.select]
        self.make = maker_of(queryset, self.compiler, self.readers)
        self.column = (
            "(select coalesce(json_agg(one), '[]') from"
            f" (select json_build_array({names}) as one from ({self.sql}) as t({names})) as r)"
        )

    @property
    def nothing(self) -> list[Any]:
        """What comes of a read that asks nothing, since nothing could fit."""
        return list(self.summed.nothing) if self.summed else []

    def objects(self, found: list[list[Any]]) -> list[Any]:
        if self.summed or not found:
            return found
        if self.make is not None:
            return list(map(self.make, found))
        rows = [
            tuple(
                value if read is None or value is None else read(value)
                for read, value in zip(self.readers, row, strict=True)
            )
            for row in found
        ]
        compiler = copy.copy(self.compiler)  # threads share the other
        compiler.connection = connection
        compiler.execute_sql = lambda *_args, **_options: [rows]
        query = self.queryset.query.chain()
        query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        clone = self.queryset._chain()  # type: ignore[attr-defined]
        clone._query = query  # the property would forget how the rows are to come
        return list(clone._iterable_class(clone))


def compiled(read: Read) -> tuple[Compiled, Sequence[Any]]:
    """The SQL of a read, and its parameters."""
    if not isinstance(read, Prepared) or any(map(_is_no_key, read.values)):
        # Django knows what to make of a number that is in no table.
        fresh = Compiled(read.make(*read.values) if isinstance(read, Prepared) else read)
        return fresh, fresh.params
    shapes = [_shape(value) for value in read.values]
    key = (read.make, *[shape for shape, _stand_in in shapes])
    known = _known.get(key)
    if known is None:
        stand_ins = [stand_in(number) for number, (_shape, stand_in) in enumerate(shapes)]
        known = _known[key] = _compile(read.make, stand_ins)
        while len(_known) > MOST:
            _known.popitem(last=False)
    once, places = known
    return once, [_filled(read.values[number], of) for number, of in places]


def _filled(value: Any, of: Callable[[Any], Any] | None) -> Any:
    """A number always has the same type: what the database prepared for one holds for all."""
    if of is not None:
        return array_of(of(value))
    plain = _value(value)
    return Int8(plain) if isinstance(plain, int) else plain


def _compile(make: "Make", stand_ins: Sequence[Any]) -> "tuple[Compiled, list[Place]]":
    once = Compiled(make(*stand_ins))
    params: Sequence[Any] = once.params
    of_value = {_value(stand_in): number for number, stand_in in enumerate(stand_ins) if _is_value(stand_in)}
    places = [_place(param, of_value, stand_ins) for param in params]
    # What somebody may read need not depend on who they are.
    plain = {
        number
        for number, stand_in in enumerate(stand_ins)
        if (_is_value(stand_in) or isinstance(stand_in, Keys)) and stand_in.__class__ not in _shapes
    }
    if once.sql and (missing := plain - {place[0] for place in places if place}):
        raise TypeError(
            f"{make.__name__} does more with its argument {min(missing)} than to compare with it."
        )
    if once.sql:
        once.column = _with_constants(once.column, params, places)
    return once, [place for place in places if place]


def _with_constants(sql: str, params: Sequence[Any], places: Sequence[Place | None]) -> str:
    """The SQL with what is always the same written into it: so the plan that the database keeps knows, for example,
    that nearly all ideas are published."""
    told = iter(zip(params, places, strict=True))

    def written(found: re.Match[str]) -> str:
        if found[0] != "%s":
            return found[0]
        param, place = next(told)
        return "%s" if place else Literal(param).as_string(connection.connection).replace("%", "%%")

    return re.sub("%[s%]", written, sql)


def _place(param: Any, of_value: dict[Any, int], stand_ins: Sequence[Any]) -> Place | None:
    if isinstance(param, Array):
        if param.keys is None:
            return None
        told = (param.keys, param.keys.whom)
        return next(number for number, one in enumerate(stand_ins) if one in told), param.keys.of
    number = of_value.get(param) if isinstance(param, Hashable) else None
    return None if number is None else (number, None)


def _shape(value: Any) -> Shape:
    kind = value.__class__  # of a lazy user type() would tell nothing
    if kind in _shapes:
        shape, like = _shapes[kind](value)
        return shape, lambda number: like(_number(number))
    if kind in _STAND_INS:
        return kind, _STAND_INS[kind]
    if isinstance(value, str):
        return str, _STAND_INS[str]
    return value, lambda _number: value


def _number(number: int) -> int:
    return -9_000_000_000_000_000 - number


_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: _number,
    str: lambda number: f"\ue000{number}",
    datetime: lambda number: datetime(1, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
    list: lambda _number: Keys([], list),
}


def _is_no_key(value: Any) -> bool:
    return type(value) is int and not -LARGEST <= value < LARGEST


def _is_value(value: Any) -> bool:
    return value.__class__ in _shapes or (
        isinstance(value, int | str | datetime) and not isinstance(value, bool)
    )


def _value(value: Any) -> Any:
    key: Any = value.pk if value.__class__ in _shapes else value  # type: ignore[attr-defined]
    return key


def _reader(field: Any) -> Callable[[Any], Any] | None:
    kind = field.get_internal_type()
    if kind in _PLAIN:
        return None
    if kind not in _READERS:
        raise TypeError(f"{kind} does not travel as JSON: defer it.")
    return _READERS[kind]
