"""Registering webhooks, and what is done with them. A secret is shown on the next page, once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.domains.webhooks import actions, rules, tasks
from folkmoot.domains.webhooks.forms import ChangeForm, RegisterForm
from folkmoot.domains.webhooks.models import Webhook
from folkmoot.domains.webhooks.showing import groups, may
from folkmoot.kit.answers import Overtaken, Refused
from folkmoot.kit.fields import give_back

FRESH = "webhooks.fresh_secret"


def seen(request: SignedInRequest, pk: int) -> Webhook:
    """The webhook, if this person may see it; else 404."""
    visible = Webhook.objects.visible_to(request.user).select_related("owner", "community")
    return get_object_or_404(visible, pk=pk)


@require_safe
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    rules.may_index(request.user).insist()
    visible = Webhook.objects.visible_to(request.user).select_related("owner", "community")
    sheet = Paginator(visible.newest_first(), 30).get_page(request.GET.get("page"))
    return render(request, "webhooks/index.html", {"sheet": sheet})


@require_http_methods(["GET", "POST"])
@login_required
def register(request: SignedInRequest) -> HttpResponse:
    rules.may_index(request.user).insist()
    form = RegisterForm(_sent(request), person=request.user, initial={"community": request.GET.get("in")})
    if form.is_valid():
        try:
            webhook, secret = actions.register(by=request.user, **form.cleaned_data)
        except Refused as because:
            form.add_error(None, str(because))
        else:
            request.session[FRESH] = [webhook.pk, secret]
            return redirect(webhook)
    return _form(request, "webhooks/register.html", form)


@require_safe
@login_required
@never_cache
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    webhook = seen(request, pk)
    fresh = request.session.get(FRESH)
    if fresh and fresh[0] == pk:
        del request.session[FRESH]
    context = {
        "webhook": webhook,
        "may": may(request.user, webhook),
        "fresh": fresh[1] if fresh and fresh[0] == pk else "",
        "newest": webhook.deliveries.newest_first()[:5],
    }
    return render(request, "webhooks/detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    webhook = seen(request, pk)
    rules.may_change(request.user, webhook).insist()
    form = ChangeForm(_sent(request), initial=_as_it_is(webhook))
    if form.is_valid():
        try:
            return redirect(actions.change(webhook, by=request.user, **form.cleaned_data))
        except Overtaken as because:
            webhook.refresh_from_db()
            give_back(form, because, after=webhook.edit_number)
        except Refused as because:
            form.add_error(None, str(because))
    return _form(request, "webhooks/change.html", form, webhook=webhook)


def _sent(request: SignedInRequest) -> QueryDict | None:
    """A form that holds nothing was sent, too."""
    return request.POST if request.method == "POST" else None


def _as_it_is(webhook: Webhook) -> dict[str, object]:
    names = ("name", "address", "verbs", "has_words")
    return {name: getattr(webhook, name) for name in names} | {"after": webhook.edit_number}


def _form(request: SignedInRequest, template: str, form: ChangeForm, **context: object) -> HttpResponse:
    context |= {"form": form, "groups": groups(form["verbs"].value() or ())}
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
@login_required
def rotate(request: SignedInRequest, pk: int) -> HttpResponse:
    webhook = seen(request, pk)
    request.session[FRESH] = [pk, actions.rotate(webhook, by=request.user)]
    return redirect(webhook)


@require_POST
@login_required
def pause(request: SignedInRequest, pk: int) -> HttpResponse:
    webhook = seen(request, pk)
    actions.pause(webhook, by=request.user)
    messages.success(request, _("It is paused. What happens now is not told; what waits goes on waiting."))
    return redirect(webhook)


@require_POST
@login_required
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    webhook = seen(request, pk)
    with transaction.atomic():
        tasks.queue(actions.resume(webhook, by=request.user))
    messages.success(request, _("It works again."))
    return redirect(webhook)


@require_POST
@login_required
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    webhook = seen(request, pk)
    actions.remove(webhook, by=request.user)
    messages.success(request, _("%(name)s is removed, with its log.") % {"name": webhook.name})
    return redirect("webhooks:index")
