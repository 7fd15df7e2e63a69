"""The document of the API tells every operation, and no other."""

from collections import Counter

from ninja import Schema

from folkmoot.site.api import api

from .documents import DOCUMENT, blocks, table
from .operations import operations


def test_every_operation_stands_in_the_document():
    assert table() in DOCUMENT.read_text(), f"The table should be:\n{table()}"


def test_there_is_an_example_in_each_language():
    assert len(blocks("sh")) >= 4
    assert len(blocks("python")) >= 2


def test_no_two_shapes_have_one_name():
    """The schema knows a shape by its name alone: the second would silently stand for the first."""
    shapes = [one for one in every(Schema) if ".api" in one.__module__]
    twice = [name for name, count in Counter(one.__name__ for one in shapes).items() if count > 1]
    assert twice == []


def every(shape):
    for one in shape.__subclasses__():
        yield one
        yield from every(one)


def test_no_operation_takes_a_field_that_it_does_not_ask_for():
    shapes = api.get_openapi_schema()["components"]["schemas"]
    for name, said in operations().items():
        if "requestBody" in said:
            sent = said["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert shapes[sent]["additionalProperties"] is False, name
