"""The real pages, and one that tells what arrived."""

import hashlib
import time

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def arrived(request: HttpRequest) -> JsonResponse:
    file = request.FILES.get("file")
    digest = hashlib.sha256()
    for chunk in file.chunks() if file else ():
        digest.update(chunk)
    return JsonResponse(
        {
            "word": request.POST.get("word", ""),
            "sha256": digest.hexdigest(),
            "is_on_disk": isinstance(file, TemporaryUploadedFile),
        }
    )


def long(request: HttpRequest) -> StreamingHttpResponse:
    """Some megabytes in many pieces, as a static file is sent."""
    return StreamingHttpResponse(b"." * 65536 for _ in range(200))


def slow(request: HttpRequest) -> JsonResponse:
    time.sleep(float(request.GET["seconds"]))
    return JsonResponse({})


urlpatterns = [
    path("testbed/slow/", slow),
    path("testbed/arrived/", arrived),
    path("testbed/long/", long),
    path("", include("folkmoot.site.urls")),
]
