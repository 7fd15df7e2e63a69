"""An idea from somebody who has an e-mail address and nothing else."""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import actions
from folkmoot.domains.ideas.forms import VisitorForm
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.accounts import let_in
from folkmoot.domains.people.actions import confirm_email, meet
from folkmoot.domains.people.requests import Request
from folkmoot.kit.identity import identity

SALT = "folkmoot.ideas.confirm"
MAX_AGE = 60 * 60 * 24 * 3  # seconds


def give(request: Request, community: Community) -> HttpResponse:
    """Keep the idea as a draft of whoever owns the address, and send them the link that publishes it."""
    form = VisitorForm(request.POST or None)
    if not form.is_valid():
        context = {"community": community, "form": form, "idea": None}
        return render(request, "ideas/write.html", context, status=422 if form.errors else 200)
    person = meet(form.cleaned_data["email"])
    idea = actions.draft(
        community, by=person, title=form.cleaned_data["title"], body=form.cleaned_data["body"]
    )
    _send_link(idea, to=form.cleaned_data["email"])
    return render(
        request, "ideas/look_into_your_mail.html", {"idea": idea, "email": form.cleaned_data["email"]}
    )


def _send_link(idea: Idea, *, to: str) -> None:
    token = signing.dumps(idea.pk, salt=SALT)
    link = settings.URL + reverse("ideas:confirm", args=[token])
    here = identity()
    send_mail(
        _("Publish your idea: %(title)s") % {"title": idea.title},
        _(
            "With this link your idea is published, and you see what becomes of it:\n\n%(link)s\n\n"
            "If you wrote no idea, do nothing: then nobody will see it."
        )
        % {"link": link}
        + f"\n\n{here.signature}",
        here.sender,
        [to],
    )


@require_http_methods(["GET", "POST"])
def confirm(request: Request, token: str) -> HttpResponse:
    """The link is shown as a button, for mail scanners follow links; the button publishes."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return render(request, "ideas/confirm.html", {"idea": None}, status=410)
    idea = get_object_or_404(Idea.objects.with_names(), pk=pk)
    if request.method == "GET" or not idea.is_draft:
        return render(request, "ideas/confirm.html", {"idea": idea})
    confirm_email(idea.author)
    idea = actions.publish(idea, by=idea.author)
    messages.success(request, words_after(idea))
    # Through the door of all who sign in: whoever set up a second step is asked for it.
    return let_in(request, idea.author, to=idea.get_absolute_url())


def words_after(idea: Idea) -> str:
    """What its author reads after publishing it: it is live, or waits."""
    if idea.is_held:
        return _("It holds a link, and you are new here: it appears when a moderator has looked.")
    return _("Your idea is live. You will be told what becomes of it.")
