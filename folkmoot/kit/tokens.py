"""The hidden field that each form of a page bears against cross-site requests, made once for the page."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

#: Stands for the token in a page that is kept for others. Nobody can write it into a page: it is drawn at each start.
OPEN = f"open-{secrets.token_hex(16)}"

OPEN_FIELD = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', OPEN)


class Token:
    """Written into a page by its name. Django masks its token anew each time one is shown, which takes time."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def field(self) -> SafeString:
        is_open = is_left_open(self.request)
        return OPEN_FIELD if is_open else mark_safe(OPEN_FIELD.replace(OPEN, get_token(self.request)))

    def __html__(self) -> SafeString:
        return self.field

    def __str__(self) -> str:
        return self.field


@contextmanager
def left_open(request: HttpRequest) -> Iterator[None]:
    """What is rendered meanwhile bears :data:`OPEN` in the place of the token; what comes after a fault does not."""
    request.leaves_token_open = True  # type: ignore[attr-defined]
    try:
        yield
    finally:
        request.leaves_token_open = False  # type: ignore[attr-defined]


def is_left_open(request: HttpRequest) -> bool:
    return getattr(request, "leaves_token_open", False)


def filled(page: bytes, request: Any) -> bytes:
    """The page with the token of whoever asks."""
    return page.replace(OPEN.encode(), get_token(request).encode()) if OPEN.encode() in page else page
