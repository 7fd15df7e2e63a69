"""How far the reading of a community is, and where open pages hear of it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from folkmoot.kit import events
from folkmoot.kit.times import number

from . import texts


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


def topic_of(community_id: int) -> str:
    return f"understanding/{community_id}"


def tell(community_id: int, *, is_over: bool = False) -> None:
    """Tell open pages how far it is; when it is over, they load themselves anew."""
    now = progress_of(community_id)
    events.publish(topic_of(community_id), value=now.value, most=now.most, words=now.words, done=int(is_over))
