"""Small pieces of HTML that pages have by the hundred: made by joining, looked up where they do not change."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape


@cache
def button_classes(kind: str, is_small: bool) -> SafeString:
    """What a button looks like."""
    look = f" button--{escape(kind)}" if kind else ""
    return mark_safe(f"button{look}{' button--small' if is_small else ''}")


def attributes(given: Mapping[str, Any]) -> SafeString:
    """HTML attributes from named arguments: ``hx_post`` is ``hx-post``; True is bare; False, None, "" go."""
    return mark_safe("".join([_attribute(name, value) for name, value in given.items()]))


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False or value == "":
        return ""
    written = escape(name.replace("_", "-"))
    return f" {written}" if value is True else f' {written}="{escape(value)}"'


def url(name: str, *args: Any) -> str:
    """The address of a named page. Raises ``NoReverseMatch``."""
    if args and args[-1].__class__ is int and args[-1] >= 0:
        # Of a thing with its key there are many, and only the key differs.
        return _address(name, (*args[:-1], _KEY)).replace(str(_KEY), str(args[-1]))
    return _address(name, args)


#: Stands for a key, which may be any whole number.
_KEY = 8_999_999_999_999_999_999


@lru_cache(maxsize=16_384)
def _address(name: str, args: tuple[Any, ...]) -> str:
    return reverse(name, args=args or None)
