"""Rows: from what the database answered to Django's objects, by a way that is laid once for each read.

Django lays it anew at each read, and runs each object through ``Model.__init__``, which takes longer than all else on a
page of fifty objects. What comes from the database needs neither its defaults nor its checks.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable
from django.db.models.signals import post_init, pre_init  # noqa: TID251  (asks whether anybody listens)

Row = Sequence[Any]
Make = Callable[[Row], Any]
Reader = Callable[[Any], Any]


def maker_of(queryset: QuerySet[Any, Any], compiler: Any, readers: Sequence[Reader | None]) -> Make | None:
    """What makes an object of a row of JSON; None where only Django's own way is known to be right.

    ``readers`` read the columns that JSON has no type for. The compiler has made its SQL.
    """
    read: Any = queryset
    iterable = read._iterable_class
    if read._known_related_objects:
        return None
    if iterable is ModelIterable and _is_plain(compiler.klass_info):
        make = _object_maker(compiler.klass_info, compiler.select)
        annotated = list((compiler.annotation_col_map or {}).items())
        whole = _with_annotations(make, annotated) if annotated else make
    elif iterable is FlatValuesListIterable:
        whole = itemgetter(0)
    elif iterable is ValuesListIterable and list(read._fields or ()) == list(read.query.values_select):
        whole = tuple
    else:
        return None
    converting = [*_read_by(readers), *_converted_by(compiler)]
    return _after(converting, whole) if converting else whole


def _is_plain(klass_info: Any) -> bool:
    """Models of one table each, on whose making nobody listens."""
    model = klass_info["model"]
    is_listened_to = pre_init.has_listeners(model) or post_init.has_listeners(model)
    parts = klass_info.get("related_klass_infos", ())
    return not (is_listened_to or klass_info.get("from_parent")) and all(_is_plain(part) for part in parts)


def _object_maker(klass_info: Any, select: Any) -> Make:
    model: type[Model] = klass_info["model"]
    columns = klass_info["select_fields"]
    first, end = columns[0], columns[-1] + 1
    names = [column[0].target.attname for column in select[first:end]]
    related = [_related_maker(part, select) for part in klass_info.get("related_klass_infos", ())]

    def make(row: Row) -> Model:
        made = model.__new__(model)
        state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        made.__dict__ = dict(zip(names, row[first:end], strict=True), _state=state)
        for relate in related:
            relate(row, made)
        return made

    return make


def _related_maker(klass_info: Any, select: Any) -> Callable[[Row, Model], None]:
    make = _object_maker(klass_info, select)
    columns = klass_info["select_fields"]
    key = next(
        place for place in columns if select[place][0].target.attname == klass_info["model"]._meta.pk.attname
    )
    to_it, back = klass_info["local_setter"], klass_info["remote_setter"]

    def relate(row: Row, whole: Model) -> None:
        made = make(row) if row[key] is not None else None
        to_it(whole, made)
        if made is not None:
            back(made, whole)

    return relate


def _with_annotations(make: Make, annotated: Sequence[tuple[str, int]]) -> Make:
    def made(row: Row) -> Any:
        thing = make(row)
        for name, place in annotated:
            setattr(thing, name, row[place])
        return thing

    return made


def _read_by(readers: Sequence[Reader | None]) -> list[tuple[int, Reader]]:
    return [(place, _unless_nothing(read)) for place, read in enumerate(readers) if read]


def _unless_nothing(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _converted_by(compiler: Any) -> list[tuple[int, Reader]]:
    """As the fields ask for, in Django's order: what a database answers is not always what a field holds."""
    fields = [column[0] for column in compiler.select[: compiler.col_count]]
    found = compiler.get_converters(fields)
    return [
        (place, _converter(convert, expression, compiler.connection))
        for place, (converters, expression) in found.items()
        for convert in converters
    ]


def _converter(convert: Callable[..., Any], expression: Any, connection: Any) -> Reader:
    return lambda value: convert(value, expression, connection)


def _after(converting: Sequence[tuple[int, Reader]], make: Make) -> Make:
    def made(row: Row) -> Any:
        values = list(row)
        for place, convert in converting:
            values[place] = convert(values[place])
        return make(values)

    return made
