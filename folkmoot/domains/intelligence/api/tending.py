"""Tending themes: name, merge, split, set aside, move a voice. Each can be undone, and a later run leaves it alone."""

from django.shortcuts import get_object_or_404
from ninja import Field, Status

from folkmoot.domains.intelligence import actions
from folkmoot.domains.intelligence.models import Theme, ThemeMember
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.shapes import NO_NUL, Closed, Key

from .shapes import ThemeShape, router, shown, theme_for

MOST_PICKED = 500


class NewThemeName(Closed):
    name: str = Field("", max_length=120, pattern=NO_NUL)


class Merged(Closed):
    """``into`` is the key of a theme of the same community."""

    into: Key


class Part(Closed):
    """``items`` are keys of its voices; without a name it goes by the words of the theme that it was."""

    items: list[Key] = Field(min_length=1, max_length=MOST_PICKED)
    name: str = Field("", max_length=120, pattern=NO_NUL)


class Moved(Closed):
    """``to`` is the key of a theme of the same community."""

    to: Key


@router.put("/themes/{int:pk}/name/", response=ThemeShape, url_name="name_theme")
def name_theme(request: SignedInRequest, pk: int, new: NewThemeName) -> Theme:
    """Give it a name that people understand; left empty, it goes by its own words."""
    return _now(request, actions.name_theme(theme_for(request, pk), by=request.user, name=new.name))


@router.post("/themes/{int:pk}/merge/", response=ThemeShape, url_name="merge_theme")
def merge_theme(request: SignedInRequest, pk: int, merged: Merged) -> Theme:
    """What is in it shows in another theme from now on, which is the answer."""
    theme, into = theme_for(request, pk), theme_for(request, merged.into)
    return _now(request, actions.merge(theme, by=request.user, into=into))


@router.post("/themes/{int:pk}/unmerge/", response=ThemeShape, url_name="unmerge_theme")
def unmerge_theme(request: SignedInRequest, pk: int) -> Theme:
    """It is a theme of its own again, with what was found or put in it."""
    return _now(request, actions.unmerge(theme_for(request, pk), by=request.user))


@router.post("/themes/{int:pk}/split/", response={201: ThemeShape}, url_name="split_theme")
def split_theme(request: SignedInRequest, pk: int, part: Part) -> Status[Theme]:
    """Make a theme of its own of some of its voices."""
    made = actions.split(theme_for(request, pk), by=request.user, members=part.items, name=part.name)
    return Status(201, _now(request, made))


@router.post("/themes/{int:pk}/rejoin/", response=ThemeShape, url_name="rejoin_theme")
def rejoin_theme(request: SignedInRequest, pk: int) -> Theme:
    """What was split off goes back to the theme that it came from, which is the answer."""
    return _now(request, actions.rejoin(theme_for(request, pk), by=request.user))


@router.post("/themes/{int:pk}/set-aside/", response=ThemeShape, url_name="set_aside")
def set_theme_aside(request: SignedInRequest, pk: int) -> Theme:
    """It is not shown among the others any more."""
    return _now(request, actions.set_aside(theme_for(request, pk), by=request.user))


@router.post("/themes/{int:pk}/take-up/", response=ThemeShape, url_name="take_up")
def take_theme_up(request: SignedInRequest, pk: int) -> Theme:
    """It is shown again."""
    return _now(request, actions.take_up(theme_for(request, pk), by=request.user))


@router.post("/theme-items/{int:pk}/move/", response=ThemeShape, url_name="move_item")
def move_theme_item(request: SignedInRequest, pk: int, moved: Moved) -> Theme:
    """Put a voice into another theme of its community, where it stays; that theme is the answer."""
    member = actions.move(_member(request, pk), by=request.user, to=theme_for(request, moved.to))
    return _now(request, member.theme)


@router.post("/theme-items/{int:pk}/put-back/", response=ThemeShape, url_name="put_item_back")
def put_theme_item_back(request: SignedInRequest, pk: int) -> Theme:
    """Where the model found it; that theme is the answer."""
    return _now(request, actions.put_back(_member(request, pk), by=request.user).theme)


def _member(request: SignedInRequest, pk: int) -> ThemeMember:
    return get_object_or_404(ThemeMember.objects.visible_to(request.user).select_related("theme"), pk=pk)


def _now(request: SignedInRequest, theme: Theme) -> Theme:
    return shown(request, [theme_for(request, theme.pk)])[0]
