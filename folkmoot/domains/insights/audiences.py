"""Whom an insight concerns."""

from folkmoot.activity.models import Activity
from folkmoot.kit.audiences import tells
from folkmoot.kit.refs import key

from .activities import ANSWERED, GIVEN
from .evidence import people_behind
from .models import Evidence


@tells(GIVEN.name)
def the_person_who_must_answer(activity: Activity) -> set[int]:
    return {key(activity.target)}


@tells(ANSWERED.name)
def everybody_who_spoke(activity: Activity) -> set[int]:
    """Authors, supporters and commenters of the evidence, each once."""
    subjects = Evidence.objects.filter(insight=key(activity.object)).values_list("subject", flat=True)
    return people_behind(subjects)
