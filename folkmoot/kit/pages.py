"""Pages: the Jinja2 environment, and how a view answers with a page or with one block of it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.backends.jinja2 import Template
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from folkmoot.kit import assets, events, fields, slots, states, times
from folkmoot.kit.markdown import words


def environment(**options: Any) -> Environment:
    """The environment of all pages: a missing variable is an error, every text is escaped and translated."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals |= {
        "ngettext": _with_number(made.globals["ngettext"]),
        "url": url,
        "static": static,
        "slot": slot,
        "icon": icon,
        "now": timezone.now,
        "topic": events.sign,
        "clock": times.clock,
        "mark": states.mark,
        "verdict": states.verdict,
        "note_mark": states.note,
        "favicon": assets.favicon,
        "tile_options": fields.options,
        "field_kind": fields.kind,
        "control": fields.control,
        "attributes": attributes,
        "querystring": querystring,
        "stylesheet": assets.stylesheet,
        "script": assets.script,
    }
    made.filters |= {
        "ago": times.ago,
        "day": times.day,
        "moment": times.moment,
        "number": times.number,
        "percent": times.percent,
        "words": words,
        "initials": initials,
    }
    return made


def _with_number(ngettext: Any) -> Callable[..., str]:
    """The ngettext of pages: its ``%(num)s`` has the separators of the reader's language."""

    @pass_context
    def with_number(context: Context, singular: str, plural: str, num: float, **variables: Any) -> str:
        counted: str = ngettext(context, singular, plural, num, **{"num": times.number(num), **variables})
        return counted

    return with_number


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    block: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; to htmx, the named block of it alone.

    Not when htmx asks for a whole page, boosted or from history.
    """
    htmx = getattr(request, "htmx", None)
    if block and htmx and not htmx.boosted and not htmx.history_restore_request:
        answer = HttpResponse(render_block(request, template, block, context), status=status)
    else:
        answer = HttpResponse(get_template(template).render(dict(context or {}), request), status=status)
    if block:
        answer["Vary"] = "HX-Request"
    return answer


def render_block(
    request: HttpRequest, template: str, block: str, context: Mapping[str, Any] | None = None
) -> SafeString:
    """One block of a page's template, rendered alone. KeyError if the page has no such block.

    What a template imports and sets above its first output is there for its blocks too: the root function is
    run up to that output, which in a page that extends a layout is the layout's first line.
    """
    source = get_template(template)
    if not isinstance(source, Template):
        raise TypeError(f"{template} is no Jinja2 template")
    jinja = source.template
    state = jinja.new_context(_whole_context(request, source, context))
    next(iter(jinja.root_render_func(state)), None)
    try:
        return mark_safe("".join(state.blocks[block][0](state)))
    except KeyError as missing:
        if missing.args == (block,):
            raise KeyError(f"{template} has no block named {block}") from None
        raise


def _whole_context(
    request: HttpRequest, source: Template, context: Mapping[str, Any] | None
) -> dict[str, Any]:
    whole = {
        **(context or {}),
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in source.backend.template_context_processors:
        whole.update(processor(request))
    return whole


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page. Raises ``NoReverseMatch``."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@pass_context
def slot(context: Context, name: str, thing: Any = None) -> SafeString:
    """All that rooms put in this slot, each rendered from its template with its context and the thing."""
    request = context["request"]
    filled = (filled_by(filler, request, thing) for filler in slots.fillers_of(name))
    return format_html_join("", "{}", ((one,) for one in filled))


def filled_by(filler: slots.Filler, request: HttpRequest, thing: Any) -> SafeString:
    """What one room puts into a slot; empty where it has nothing to say."""
    filling = filler.fill(request, thing)
    if filling is None:
        return SafeString("")
    return mark_safe(get_template(filling.template).render({**filling.context, "thing": thing}, request))


def icon(name: str, classes: str = "") -> SafeString:
    """An icon of the sprite. It never stands for a word alone, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" {classes}" if classes else "",
        static("kit/icons.svg"),
        name,
    )


def attributes(given: Mapping[str, Any]) -> SafeString:
    """HTML attributes from named arguments: ``hx_post`` is ``hx-post``; True is bare; False, None, "" go."""
    pairs = ((name.replace("_", "-"), value) for name, value in given.items())
    shown = [(name, value) for name, value in pairs if not (value is None or value is False or value == "")]
    return format_html_join(
        "",
        "{}",
        ((format_html(' {}="{}"', n, v) if v is not True else format_html(" {}", n),) for n, v in shown),
    )


def querystring(query: QueryDict, **changes: Any) -> str:
    """The query of this page with changes, such as ``?state=live&page=2``; None takes a part away."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return "?" + changed.urlencode()


def initials(name: str) -> str:
    """One or two letters for a face: first and last word of a name."""
    parts = [part for part in name.split() if part[0].isalnum()] or [name.strip() or "?"]
    letters = parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")
    return letters.upper()
