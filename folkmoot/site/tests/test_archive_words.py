"""Every table and every column of the house is decided upon: it goes along by a word, or stays behind for a reason."""

import pytest
from django.apps import apps

from folkmoot.site.archive import rooms

MODELS = {
    model._meta.label_lower: model
    for model in apps.get_models(include_auto_created=True)
    if not model._meta.proxy and model._meta.app_label != "testbed"
}
KINDS = {kind.label: kind for kind in rooms.kinds()}
SECRETS = ("password", "token", "secret", "session", "endpoint", "p256dh")


def test_every_table_goes_along_or_stays_behind():
    decided = {**dict.fromkeys(KINDS), **rooms.staying()}
    missing, gone = set(MODELS) - set(decided), set(decided) - set(MODELS)
    assert missing == set(), "Say in the archiving.py of its room that it goes along, or why it stays behind."
    assert gone == set(), "This table is gone: take it out of its archiving.py."
    assert set(KINDS) & set(rooms.staying()) == set()


@pytest.mark.parametrize("label", KINDS)
def test_every_column_goes_along_or_stays_behind(label):
    kind = KINDS[label]
    columns = {column.name for column in MODELS[label]._meta.concrete_fields}
    said = set(kind.words.values())
    assert columns - said - set(kind.stays) == set(), "Give it a word, or say why it stays behind."
    assert (said | set(kind.stays)) - columns == set(), "This column is gone."
    assert said & set(kind.stays) == set()
    assert set(kind.arrives) <= set(kind.stays)


@pytest.mark.parametrize("label", KINDS)
def test_what_goes_along_points_to_what_goes_along(label):
    for name in KINDS[label].words.values():
        target = MODELS[label]._meta.get_field(name).related_model
        assert target is None or target._meta.label_lower in KINDS, f"{name} would point to nothing."


@pytest.mark.parametrize("label", KINDS)
def test_no_way_in_goes_along(label):
    assert [word for word in KINDS[label].words if any(secret in word for secret in SECRETS)] == []


def test_every_reason_is_a_reason():
    reasons = [*rooms.staying().values(), *(why for kind in KINDS.values() for why in kind.stays.values())]
    assert all(len(why.split()) >= 2 for why in reasons)
