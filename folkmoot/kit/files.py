"""Files as answers to programs: what the schema says of them, and how they are named."""

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def gives(media_type: str) -> dict[str, Any]:
    """For ``openapi_extra``: this operation answers with a file of this type."""
    file = {"schema": {"type": "string", "format": "binary"}}
    return {"responses": {200: {"content": {media_type.partition(";")[0]: file}}}}


def file_answer(content: bytes | str, media_type: str, *, name: str = "") -> HttpResponse:
    """The file; with a name it is to be kept under it."""
    answer = HttpResponse(content, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    if name:
        answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer
