"""Every table of the house is answered for: a room holds and erases it, or it holds nothing personal, because …"""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from folkmoot.domains.people.models import Person
from folkmoot.kit.subjects import covered, erasers, holdings

NOTHING_PERSONAL = {
    "activity.activity": "refs, small facts and seals: they outlive whom they tell of",
    "activity.receipt": "which listener heard which activity",
    "activity.auditentry": "refs, short keys, and a network without its last part; kept to explain what was done",
    "kit.allowance": "an HMAC and a count",
    "kit.keptanswer": "what a program was answered, under HMACs; forgotten after a day, and with the person",
    "metrics.measurement": "numbers over many",
    "metrics.chart": "drawings of numbers over many",
    "intelligence.grouping": "which model grouped a community, and when",
    "socialaccount.socialapp": "the keys of the organisation's own provider",
    "procrastinate.procrastinateworker": "programs",
    "procrastinate.procrastinatejob": "names of tasks with keys and refs",
    "procrastinate.procrastinateevent": "when a task did what",
    "procrastinate.procrastinateperiodicdefer": "when a task is next",
    "auth.permission": "words of programs; people here have roles of rooms",
    "auth.group": "never used; people here have roles of rooms",
    "contenttypes.contenttype": "names of tables",
}


def holds_text_or_people(model: type[models.Model]) -> bool:
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField, ArrayField)
    return any(
        isinstance(field, kinds) or getattr(field, "related_model", None) is Person
        for field in model._meta.concrete_fields
    )


def test_every_table_with_people_or_words_is_answered_for():
    tables = {model._meta.label_lower for model in apps.get_models() if holds_text_or_people(model)}
    tables -= set(NOTHING_PERSONAL)
    assert tables - set(covered()) == set(), (
        "Add it to the holdings.py of its room, or say why it is nothing personal."
    )
    assert set(covered()) <= tables, "This table is gone, or holds no words."


def test_a_table_that_points_to_people_is_never_nothing_personal():
    pointing = {
        model._meta.label_lower
        for model in apps.get_models()
        if any(field.related_model is Person for field in model._meta.concrete_fields)
    }
    assert pointing & set(NOTHING_PERSONAL) == set()


def test_every_room_that_holds_erases_too_or_keeps_words_of_the_organisation():
    erasing = {erase.__module__ for erase in erasers()}
    assert {holding.name for holding in holdings() if holding.tell.__module__ not in erasing} == {
        "agreements",
        "metrics",  # a target is an act of office, by a ref
    }


def test_a_holding_yields_record_by_record(both, ada):
    for holding in holdings():
        told = holding.tell(ada)
        assert next(told, None) is not told
        assert iter(told) is told
