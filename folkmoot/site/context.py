"""The context of every page: one name, ``site``. It costs no query until a page asks for what needs one."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from folkmoot.kit.tokens import Token
from folkmoot.site import brand, navigation, rules
from folkmoot.site.brand import Look
from folkmoot.site.known import known

# No eval and no inline styles, as the policy asks. A refusal (403, 429, 503) and a form with errors (422) are shown.
HTMX = json.dumps(
    {
        "allowEval": False,
        "includeIndicatorStyles": False,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "403|422|429|503", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }
)


class WholePage:
    """What the frame of a page shows. ``person`` is whoever asks, signed in or not."""

    htmx = HTMX

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def look(self) -> Look:
        """How this place looks and speaks; a preview shows its page in a look that nobody else sees."""
        tried: Look | None = getattr(self.request, "look", None)
        return tried or known().look

    @property
    def name(self) -> str:
        return self.look.name or brand.default_name()

    @property
    def ideas(self) -> str:
        """What ideas are called here, as the name of the place where they stand."""
        return self.look.ideas or _("Ideas")

    @property
    def stylesheet(self) -> SafeString:
        return brand.stylesheet(self.look.colour)

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def direction(self) -> str:
        return "rtl" if get_language_bidi() else "ltr"

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """The other languages this page can be read in, each by its own name."""
        return tuple((code, name) for code, name in settings.LANGUAGES if code != self.language)

    @property
    def scheme(self) -> str:
        """Light or dark, if the reader chose; empty: as the device."""
        chosen = self.request.COOKIES.get("scheme")
        return chosen if chosen in ("light", "dark") else ""

    @property
    def is_demo(self) -> bool:
        return known().is_demo

    @property
    def person(self) -> Any:
        return getattr(self.request, "user", None)

    @cached_property
    def links(self) -> tuple[navigation.Place, ...]:
        """In the head; for whoever is signed in, without what stands under "More"."""
        shown = navigation.named(navigation.PUBLIC, self.look.ideas)
        if self.has_menu:
            shown = [link for link in shown if link[1] not in navigation.MENU]
        return navigation.places(shown, self.request.path)

    @property
    def has_menu(self) -> bool:
        return bool(getattr(self.person, "is_authenticated", False))

    @cached_property
    def menu(self) -> tuple[navigation.Place, ...]:
        """What stands under "More"."""
        shown = [link for link in navigation.PUBLIC if link[1] in navigation.MENU]
        if rules.manages(self.person):
            shown = shown + navigation.OF_MANAGERS
        if rules.may_rebrand(self.person):
            shown = shown + navigation.OF_ADMINISTRATORS
        return navigation.places(shown, self.request.path)

    @cached_property
    def desks(self) -> tuple[navigation.Place, ...]:
        return navigation.places(navigation.DESKS, self.request.path)

    @cached_property
    def foot(self) -> tuple[navigation.Place, ...]:
        return navigation.places(navigation.FOOT)

    @cached_property
    def home(self) -> str:
        return navigation.address_of("home") or "/"

    @cached_property
    def sign_in(self) -> str | None:
        return navigation.address_of("account_login")

    @cached_property
    def choose_language(self) -> str | None:
        return navigation.address_of("choose_language")

    @cached_property
    def sign_out(self) -> str | None:
        return navigation.address_of("account_logout")


def whole_page(request: HttpRequest) -> dict[str, Any]:
    """The context processor that all pages share; the templates of slots share it with their page."""
    shared: dict[str, Any] | None = getattr(request, "whole_page", None)
    if shared is None:
        shared = {"site": WholePage(request), "csrf_input": Token(request)}
        request.whole_page = shared  # type: ignore[attr-defined]
    return shared
