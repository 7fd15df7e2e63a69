"""Pages: the Jinja2 environment, and how a view answers with a page or with one block of it."""

from collections.abc import Mapping, MutableMapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.backends.jinja2 import Template
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from folkmoot.kit import assets, events, fields, fragments, slots, states, times, wording
from folkmoot.kit.icons import icon
from folkmoot.kit.markdown import words
from folkmoot.kit.tags import attributes, button_classes, url
from folkmoot.kit.together import alone, together


class Pages(Environment):
    """An environment in which no template has globals of its own: all share one dictionary, which is copied for each
    rendering and each import much faster than jinja's chain of two."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def environment(**options: Any) -> Environment:
    """The environment of all pages: a missing variable is an error, every text is escaped and translated."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Pages(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.globals |= {
        "_": wording.translated,
        "gettext": wording.translated,
        "pgettext": wording.translated_here,
        "ngettext": wording.counted,
        "npgettext": wording.counted_here,
        "url": url,
        "static": static,
        "slot": slot,
        "kept": fragments.kept,
        "icon": icon,
        "button_classes": button_classes,
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
    source = _jinja(template)
    jinja = source.template
    state = jinja.new_context(_whole_context(request, source, context))
    next(iter(jinja.root_render_func(state)), None)
    try:
        return mark_safe("".join(state.blocks[block][0](state)))
    except KeyError as missing:
        if missing.args == (block,):
            raise KeyError(f"{template} has no block named {block}") from None
        raise


def _jinja(name: str) -> Template:
    source = get_template(name)
    if not isinstance(source, Template):
        raise TypeError(f"{name} is no Jinja2 template")
    return source


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


@pass_context
def slot(context: Context, name: str, thing: Any = None) -> SafeString:
    """All that rooms put in this slot, each rendered from its template with its context and the thing."""
    return filled(context["request"], name, thing)


def filled(request: HttpRequest, name: str, thing: Any = None) -> SafeString:
    """The same for whoever hands it on to a template."""
    return mark_safe("".join([filled_by(filler, request, thing) for filler in slots.fillers_of(name)]))


def fill_together(request: HttpRequest, things: Mapping[str, Any], *askings: Any) -> list[Any]:
    """Ask what the slots of a page will show, as few statements as it has rounds; answers the other askings.

    ``things`` leads from the beginning of the slots' names to what they are about, such as ``{"ideas.idea.": idea}``.
    """
    wanted = [(one, thing) for prefix, thing in things.items() for one in slots.fillers_below(prefix)]
    made = together([filler.fill(request, thing) for filler, thing in wanted] + list(askings))
    known = request.__dict__.setdefault("_filled", {})
    for (filler, thing), filling in zip(wanted, made, strict=False):
        known[filler.name, id(thing)] = (thing, filling)  # with the thing, lest its number be given anew
    return made[len(wanted) :]


def _filling(filler: slots.Filler, request: HttpRequest, thing: Any) -> slots.Filling | None:
    known: dict[Any, tuple[Any, slots.Filling | None]] = request.__dict__.get("_filled", {})
    found = known.get((filler.name, id(thing)))
    return found[1] if found else alone(filler.fill(request, thing))


def filled_by(filler: slots.Filler, request: HttpRequest, thing: Any) -> str:
    """What one room puts into a slot; empty where it has nothing to say."""
    filling = _filling(filler, request, thing)
    if filling is None:
        return ""
    if filling.is_plain:
        return fragments.rendered(_alone, filling.template, filling.context)
    source = _jinja(filling.template)
    shared = request.__dict__.get("_shared")
    if shared is None:
        shared = request.__dict__["_shared"] = _whole_context(request, source, None)
    return mark_safe(source.template.render({**shared, **filling.context, "thing": thing}))


def _alone(template: str, context: Mapping[str, Any]) -> str:
    return _jinja(template).template.render(context)


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
