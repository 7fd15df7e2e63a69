"""Whom an insight concerns."""

from folkmoot.activity.models import Activity
from folkmoot.domains.communities.models import Membership, Role
from folkmoot.kit.audiences import Occasion, quotes, tells
from folkmoot.kit.markdown import plain
from folkmoot.kit.refs import key

from .activities import ANSWERED, ESCALATED, GIVEN, HANDED_OVER, MEASURED, REMINDED, SHIPPED, STOPPED
from .evidence import people_behind
from .models import Answer, Evidence, ReplyTerms


@tells(GIVEN.name, Occasion.DUTY)
def the_person_who_must_answer(activity: Activity) -> set[int]:
    return {key(activity.target)}


@tells(HANDED_OVER.name, Occasion.DUTY)
def the_person_who_must_answer_now(activity: Activity) -> set[int]:
    return {key(activity.target)}


@tells(REMINDED.name, Occasion.DUTY)
def the_person_who_has_not_answered(activity: Activity) -> set[int]:
    return {key(activity.target)}


@tells(ESCALATED.name, Occasion.DUTY)
def whoever_sees_to_it(activity: Activity) -> set[int]:
    """The person whom the community named for this, else its managers; and whoever owes the answer."""
    community = key(activity.context)
    terms = ReplyTerms.objects.filter(community=community, escalates_to__isnull=False)
    named = set(terms.values_list("escalates_to", flat=True))
    managers = Membership.objects.filter(community=community).in_role(Role.MANAGER)
    return (named or set(managers.values_list("person_id", flat=True))) | {key(activity.target)}


def behind(activity: Activity) -> set[int]:
    """Authors, supporters and commenters of the evidence, each once."""
    subjects = Evidence.objects.filter(insight=key(activity.object)).values_list("subject", flat=True)
    return people_behind(subjects)


@tells(ANSWERED.name, Occasion.ANSWER)
def everybody_who_spoke(activity: Activity) -> set[int]:
    return behind(activity)


@tells(SHIPPED.name, Occasion.ANSWER)
def everybody_who_asked_for_it(activity: Activity) -> set[int]:
    return behind(activity)


@tells(STOPPED.name, Occasion.ANSWER)
def everybody_who_asked_for_what_is_stopped(activity: Activity) -> set[int]:
    return behind(activity)


@tells(MEASURED.name, Occasion.ANSWER)
def everybody_who_wants_to_know_what_came_of_it(activity: Activity) -> set[int]:
    return behind(activity)


@quotes(ANSWERED.name)
def the_reason(activity: Activity) -> str:
    """People read what was answered, not only that something was."""
    newest = Answer.objects.filter(insight=key(activity.object)).first()
    return f"{newest.said}: {plain(newest.reason_html)}" if newest else ""
