"""What happened to things, newest first, as a reader may see it: for the page, and for feeds."""

from collections.abc import Collection

from django.db.models import Q

from folkmoot.activity.models import Activity, ActivityQuerySet
from folkmoot.activity.telling import Told, tell_apart
from folkmoot.activity.vocabulary import News, names_of_news
from folkmoot.domains.people.models import Visitor

SHEET = 30
#: Feeds by what happened: their names in addresses, and the verbs.
STREAMS = {
    "ideas": ["ideas.idea.published"],
    "answers": ["insights.insight.answered", "discussions.subject.answered"],
    "deliveries": [
        "insights.insight.planned",
        "insights.insight.progressed",
        "insights.insight.shipped",
        "insights.insight.stopped",
        "insights.insight.measured",
    ],
}


def news_about(refs: Collection[str]) -> ActivityQuerySet:
    """All that is news to whoever follows one of these things."""
    of_the_place = names_of_news(News.OF_THE_PLACE)
    of_the_thing = names_of_news(News.OF_THE_THING, News.OF_THE_PLACE)
    about = Q(object__in=refs, verb__in=of_the_thing) | Q(target__in=refs, verb__in=of_the_thing)
    return Activity.objects.filter(about | Q(context__in=refs, verb__in=of_the_place), is_imported=False)


def news_of(stream: str = "") -> ActivityQuerySet:
    """All news of the house, or of one of its streams."""
    verbs = STREAMS[stream] if stream else names_of_news(News.OF_THE_PLACE)
    return Activity.objects.of(*verbs).filter(is_imported=False)


def sheet_of(news: ActivityQuerySet, reader: Visitor, *, before: int = 0) -> tuple[list[Told[Activity]], int]:
    """One sheet of what the reader may see, and the key before which the next begins (0: there is none)."""
    news = news.visible_to(reader).order_by("-id")
    if before:
        news = news.filter(pk__lt=before)
    rows = list(news[: SHEET + 1])
    told = tell_apart(rows[:SHEET], to=reader.pk)
    more = rows[SHEET - 1].pk if len(rows) > SHEET else 0
    return [one for one in told if not one.is_hidden and not one.is_gone], more
