"""The targets of a programme are heard from the stream, and set once."""

from datetime import timedelta

import pytest

from folkmoot.activity.stream import Happening, record_many
from folkmoot.activity.vocabulary import VERBS
from folkmoot.domains.metrics import actions
from folkmoot.domains.metrics.listeners import a_programme_comes_with_its_targets
from folkmoot.domains.metrics.models import Target
from folkmoot.kit import clock
from folkmoot.kit.refs import ref


@pytest.fixture
def told(db):
    """A programme was set up that aims so, said by the stream alone."""

    def told(by, targets):
        verb = VERBS["communities.programme.set_up"]
        thing = "communities.programme/1"
        said = Happening(verb, actor=ref(by), object=thing, details={"targets": targets})
        return record_many([said])[0]

    return told


def in_days(days):
    return (clock.today() + timedelta(days=days)).isoformat()


def test_targets_are_set_by_whoever_set_it_up(garden, workshop, root, told, work, happened):
    aim = {"value": 0.8, "by_day": in_days(30)}
    told(root, {ref(garden): {"share_answered": aim}, ref(workshop): {"contributions": {**aim, "value": 9}}})
    work()
    targets = {(one.context, one.kpi): (one.value, one.set_by) for one in Target.objects.all()}
    assert targets == {
        (ref(garden), "share_answered"): (0.8, ref(root)),
        (ref(workshop), "contributions"): (9, ref(root)),
    }
    assert happened("metrics.target.aimed", actor=root, context=garden)


def test_heard_twice_it_is_set_once(garden, root, told, work):
    activity = told(root, {ref(garden): {"share_answered": {"value": 0.8, "by_day": in_days(30)}}})
    work()
    a_programme_comes_with_its_targets(activity)
    assert Target.objects.count() == 1


def test_what_somebody_aimed_at_in_the_meantime_stays(garden, root, mia, told, work):
    told(root, {ref(garden): {"overdue": {"value": 0.1, "by_day": in_days(30)}}})
    actions.aim("overdue", by=mia, context=ref(garden), value=0.3, by_day=clock.today() + timedelta(9))
    work()
    assert Target.objects.get().value == pytest.approx(0.3)


def test_what_was_aimed_at_before_is_followed_by_it(garden, root, mia, told, work):
    with clock.set_to(clock.now() - timedelta(days=1)):
        actions.aim("overdue", by=mia, context=ref(garden), value=0.3, by_day=clock.today() + timedelta(9))
    told(root, {ref(garden): {"overdue": {"value": 0.1, "by_day": in_days(30)}}})
    work()
    assert Target.objects.now(ref(garden)).get().value == pytest.approx(0.1)


def test_the_house_may_aim_too(root, told, work):
    told(root, {"": {"overdue": {"value": 0.1, "by_day": in_days(30)}}})
    work()
    assert Target.objects.now("").get().value == pytest.approx(0.1)


def test_what_is_refused_or_unknown_is_left_out(garden, root, ben, told, work):
    late = {"value": 0.1, "by_day": in_days(-2)}
    fine = {"value": 5, "by_day": in_days(30)}
    told(root, {ref(garden): {"overdue": late, "happiness": fine, "contributions": fine}})
    told(ben, {ref(garden): {"active_participants": fine}})
    work()
    assert [one.kpi for one in Target.objects.all()] == ["contributions"]
