"""The pictures of an idea: the page on which its author adds and removes them, and each picture itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.forms import PictureForm
from folkmoot.domains.ideas.models import Idea, Picture
from folkmoot.domains.people.requests import Request, SignedInRequest
from folkmoot.kit import uploads
from folkmoot.kit.answers import Refused


@require_http_methods(["GET", "POST"])
@login_required
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.by(request.user).with_names(), pk=pk)
    form = PictureForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            actions.attach(idea, by=request.user, **form.cleaned_data)
        except Refused as because:
            form.add_error("file", str(because))
        else:
            messages.success(request, _("The picture is there."))
            return redirect("ideas:attach", idea.pk)
    pictures = idea.pictures.all()
    context = {"idea": idea, "form": form, "pictures": pictures, "may": rules.may_attach(request.user, idea)}
    return render(request, "ideas/attach.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def detach(request: SignedInRequest, pk: int, picture: int) -> HttpResponse:
    mine = Picture.objects.filter(idea__in=Idea.objects.by(request.user))
    idea = actions.detach(get_object_or_404(mine, idea=pk, pk=picture), by=request.user)
    messages.success(request, _("The picture is gone."))
    return redirect("ideas:attach", idea.pk)


@require_safe
def picture(request: Request, pk: int, picture: int) -> HttpResponseBase:
    """The picture as this house drew it, asked anew each time whether this person may see its idea."""
    visible = Picture.objects.filter(idea__in=Idea.objects.visible_to(request.user))
    found = get_object_or_404(visible, idea=pk, pk=picture)
    tag = f'"{found.digest}"'
    answer: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        try:
            answer = FileResponse(
                uploads.place_of(found.digest).open("rb"), content_type=uploads.CONTENT_TYPE
            )
        except FileNotFoundError as gone:
            raise Http404 from gone
    for name, value in (uploads.HEADERS | {"ETag": tag}).items():
        answer.headers[name] = value
    return answer
