"""Followers: told of all that is news to them, as long as they may see it."""

from folkmoot.activity.models import Activity
from folkmoot.activity.vocabulary import VERBS, News, names_of_news
from folkmoot.domains.communities.models import Community
from folkmoot.kit.audiences import Occasion, tells
from folkmoot.kit.refs import key

from .models import Follow


def followers(activity: Activity) -> set[int]:
    """Those who follow the thing; of what is news to the place, also those who follow its community."""
    refs = {activity.object, activity.target}
    if VERBS[activity.verb].news == News.OF_THE_PLACE:
        refs.add(activity.context)
    following = Follow.objects.filter(thing__in=refs - {""}, since__lte=activity.happened_at)
    people = set(following.values_list("person_id", flat=True))
    # Following opens no door: only those who still may enter the place are told.
    return Community.objects.who_may_see(key(activity.context), people)


for _verb in names_of_news(News.OF_THE_THING, News.OF_THE_PLACE):
    tells(_verb, Occasion.FOLLOWING)(followers)
