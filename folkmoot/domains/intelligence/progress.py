"""How far the reading of a community is, and where open pages hear of it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from folkmoot.activity.keeping import remember
from folkmoot.kit import events
from folkmoot.kit.times import number

from . import texts

SECONDS = 10  # an open page hears of the rest


class Progress(NamedTuple):
    """So many of so many things are understood."""

    value: int
    most: int

    @property
    def is_done(self) -> bool:
        return self.value >= self.most

    @property
    def words(self) -> str:
        return _("%(value)s of %(most)s") % {"value": number(self.value), "most": number(self.most)}


def progress_of(community_id: int) -> Progress:
    most = texts.count_public(community_id)
    return Progress(min(most, texts.count_understood(community_id)), most)


def progress_lately(community_id: int) -> Progress:
    """The same as of some seconds ago, for whoever is told the rest (:func:`topic_of`): it counts all that was said."""
    return remember(
        ("intelligence.progress", community_id), (), lambda: progress_of(community_id), seconds=SECONDS
    )


def topic_of(community_id: int) -> str:
    return f"understanding/{community_id}"


def tell(community_id: int, *, is_over: bool = False) -> None:
    """Tell open pages how far it is; when it is over, they load themselves anew."""
    now = progress_of(community_id)
    events.publish(topic_of(community_id), value=now.value, most=now.most, words=now.words, done=int(is_over))
