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


def test_no_two_lists_of_words_have_one_name():
    """The same holds for what may be chosen: an operation would promise the words of another."""
    known = api.get_openapi_schema()["components"]["schemas"]
    for shape in every(Schema):
        if ".api" in shape.__module__:
            for name, part in shape.model_json_schema().get("$defs", {}).items():
                assert part.get("enum") == known.get(name, part).get("enum"), f"{name} of {shape}"


def every(shape):
    for one in shape.__subclasses__():
        yield one
        yield from every(one)


def test_no_operation_takes_a_field_that_it_does_not_ask_for():
    shapes = api.get_openapi_schema()["components"]["schemas"]
    for name, said in operations().items():
        for sent in said.get("requestBody", {"content": {}})["content"].values():
            shape = sent["schema"]
            shape = shapes[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
            assert shape["additionalProperties"] is False, name
