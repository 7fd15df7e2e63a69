"""RSS 2.0 of everything public: for a thing, for a stream, for the whole house."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from folkmoot.activity.models import Activity
from folkmoot.activity.telling import Told
from folkmoot.kit.identity import identity
from folkmoot.kit.refs import ref

from .feeds import STREAMS, news_about, news_of, sheet_of
from .finding import NOBODY, thing_of
from .models import KINDS


class Everything(Feed):  # type: ignore[type-arg]
    """What happened in all public communities."""

    language = settings.LANGUAGE_CODE

    def title(self, _what: Any = None) -> str:
        return identity().name

    def link(self, _what: Any = None) -> str:
        return f"{settings.URL}/"

    def description(self, _what: Any = None) -> str:
        return _("What people gave, and what became of it.")

    def items(self, _what: Any = None) -> list[Told[Activity]]:
        return sheet_of(news_of(), NOBODY)[0]

    def item_title(self, item: Told[Activity]) -> str:
        return item.sentence

    def item_description(self, item: Told[Activity]) -> str:
        return item.about

    def item_link(self, item: Told[Activity]) -> str:
        return f"{settings.URL}{item.path}"

    def item_guid(self, item: Told[Activity]) -> str:
        """By the activity, not by the page: two things may happen to one page."""
        return f"{settings.URL}/feeds/#{item.what.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Told[Activity]) -> datetime:
        return item.what.happened_at


class OfAStream(Everything):
    """One kind of what happened: ideas, answers, deliveries."""

    def get_object(self, request: HttpRequest, *_args: Any, stream: str, **_kwargs: Any) -> Any:
        if stream not in STREAMS:
            raise Http404
        return stream

    def title(self, what: Any = None) -> str:
        here = identity()
        names = {
            "ideas": here.ideas or _("New ideas"),
            "answers": _("Answers"),
            "deliveries": _("What is being delivered"),
        }
        return f"{names[what]} · {here.name}"

    def items(self, what: Any = None) -> list[Told[Activity]]:
        return sheet_of(news_of(what), NOBODY)[0]


class OfAThing(Everything):
    """What happened to one thing that everybody may see."""

    def get_object(self, request: HttpRequest, *_args: Any, kind: str, pk: int, **_kwargs: Any) -> Any:
        thing = thing_of(f"{KINDS.get(kind, '')}/{pk}", NOBODY)
        if thing is None:
            raise Http404
        return thing

    def title(self, what: Any = None) -> str:
        return f"{what} · {identity().name}"

    def link(self, what: Any = None) -> str:
        return f"{settings.URL}{what.get_absolute_url()}"

    def items(self, what: Any = None) -> list[Told[Activity]]:
        return sheet_of(news_about([ref(what)]), NOBODY)[0]
