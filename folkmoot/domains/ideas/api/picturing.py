"""The pictures of an idea: brought and taken away by its author, and each picture itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from ninja import Field, File, Form, Status
from ninja.files import UploadedFile

from folkmoot.domains.ideas import actions
from folkmoot.domains.ideas.forms import PictureForm
from folkmoot.domains.ideas.models import ALT_LENGTH, Idea, Picture
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit import uploads
from folkmoot.kit.files import file_answer, gives
from folkmoot.kit.shapes import SOME_WORDS, Closed, cleaned

from .reading import PictureShape
from .shapes import router


class NewPicture(Closed):
    """``alt`` says what it shows, for those who do not see it."""

    alt: str = Field(max_length=ALT_LENGTH, pattern=SOME_WORDS)


@router.post("/ideas/{int:pk}/pictures/", response={201: PictureShape}, url_name="pictures")
def attach_picture(
    request: SignedInRequest, pk: int, new: Form[NewPicture], file: File[UploadedFile]
) -> Status[Picture]:
    """Show a picture with your idea: JPEG, PNG or WebP, up to 8 MB. It is drawn anew, without where it was taken."""
    idea = get_object_or_404(Idea.objects.by(request.user).with_names(), pk=pk)
    made = cleaned(PictureForm({"alt": new.alt}, MultiValueDict({"file": [file]})))
    return Status(201, actions.attach(idea, by=request.user, **made))


@router.delete("/pictures/{int:pk}/", response={204: None}, url_name="picture")
def detach_picture(request: SignedInRequest, pk: int) -> None:
    """Take a picture of yours away; its file goes when nobody else shows the same."""
    mine = Picture.objects.filter(idea__in=Idea.objects.by(request.user))
    actions.detach(get_object_or_404(mine, pk=pk), by=request.user)


@router.get("/pictures/{int:pk}/file/", url_name="picture_file", openapi_extra=gives(uploads.CONTENT_TYPE))
def read_picture_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture as this house drew it, while you may see its idea."""
    seen = Picture.objects.filter(idea__in=Idea.objects.visible_to(request.user))
    found = get_object_or_404(seen, pk=pk)
    try:
        content = uploads.place_of(found.digest).read_bytes()
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = file_answer(content, uploads.CONTENT_TYPE)
    for name, value in uploads.HEADERS.items():
        answer[name] = value
    return answer
