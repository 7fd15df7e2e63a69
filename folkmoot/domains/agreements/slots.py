"""The foot of every page leads to what is promised."""

from django.http import HttpRequest
from django.urls import NoReverseMatch

from folkmoot.kit.slots import Filling, fills
from folkmoot.kit.tags import url

from .models import Kind


@fills("site.foot", most=0)
def what_we_promise(request: HttpRequest, thing: None) -> Filling | None:
    """Links only: whether a page is written yet, is said on it. A site without these pages has no links to them."""
    try:
        links = tuple((url("agreements:detail", kind.value), str(kind.label)) for kind in Kind)
    except NoReverseMatch:
        return None
    return Filling("agreements/foot.html", {"links": links}, is_plain=True)
