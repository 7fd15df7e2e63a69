"""Among: a column is one of some keys, which go to the database as one array, however many they are.

``filter(pk__among=[3, 7])`` has the same SQL for any number of keys, where ``pk__in`` has a parameter for each: what is
compiled and planned once holds for all (``preparing.py``). Keys that depend on who asks are found when they are asked
for: ``filter(pk__among=Keys(person, communities_of))``.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Field, Func, IntegerField, Lookup
from django.db.models.fields.related import ForeignObject
from psycopg.types.numeric import Int8

Of = Callable[[Any], Iterable[int]]


class Keys:
    """What ``of`` finds for ``whom``."""

    def __init__(self, whom: Any, of: Of) -> None:
        self.whom, self.of = whom, of

    def found(self) -> "Array":
        return array_of(self.of(self.whom), self)


class Array(list[Int8]):
    """A parameter; ``keys`` tells how it was found, if it depends on who asks."""

    keys: Keys | None = None


def array_of(keys: Iterable[int], found_by: Keys | None = None) -> Array:
    made = Array(Int8(key) for key in keys)
    made.keys = found_by
    return made


def _array(keys: "Keys | Iterable[int]") -> Array:
    return keys.found() if isinstance(keys, Keys) else array_of(keys)


@Field.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):
    """``rhs``: Keys, or an iterable of whole numbers."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s::bigint[])", [*params, _array(self.rhs)]


class PlaceIn(Func):
    """For ``order_by``: the place of a column's value in a list of keys."""

    template = "array_position(%%s::bigint[], %(expressions)s)"
    output_field = IntegerField()

    def __init__(self, column: str, keys: Keys | Iterable[int]) -> None:
        super().__init__(column)
        self.keys = keys

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        sql, params = super().as_sql(compiler, connection, *args, **extra)
        return sql, [_array(self.keys), *params]
