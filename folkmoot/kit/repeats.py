"""Repeats: a program that does not know whether its request arrived sends it again, and nothing is done twice.

After draft-ietf-httpapi-idempotency-key-header-07. The answer is kept in the transaction of the change: if the process
dies, neither is there. A lock of PostgreSQL tells a request that still runs, and ends with its transaction.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import KeptAnswer

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
#: A text that can be seen, of ASCII, with its quotes (as the draft has it) or without.
PATTERN = r'^("[!#-~]{1,255}"|[!#-~]{1,255})$'
_DIGEST = "_digest_of_what_is_asked_for"


class StillRunning(Exception):
    """The first request with this key has no answer yet."""


class AnotherRequest(Exception):
    """This key was used for something else."""


def key_in(request: HttpRequest) -> str | None:
    """The key of a request (with or without its quotes), or None. ValueError where it can be no key."""
    given = request.headers.get(HEADER)
    if given is None:
        return None
    if not re.fullmatch(PATTERN, given.strip()):
        raise ValueError(given)
    return given.strip().strip('"')


def take(request: HttpRequest, key: str) -> tuple[str, HttpResponse | None]:
    """In a transaction: hold the key to its end. Returns what it is kept under, and the first answer if there is one.

    Raises StillRunning, or AnotherRequest.
    """
    name = _hidden(f"{request.user.pk}|{key}")
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"kit.repeats {name}"])
        if not cursor.fetchone()[0]:
            raise StillRunning
    kept = KeptAnswer.objects.filter(key=name, ends_at__gt=timezone.now()).first()
    if kept is None:
        return name, None
    if kept.digest != digest_of(request):
        raise AnotherRequest
    response = HttpResponse(bytes(kept.content), status=kept.status, content_type=kept.content_type)
    return name, response


def keep(name: str, request: HttpRequest, response: HttpResponse) -> None:
    """In the same transaction: this is the answer to every repeat for a day."""
    KeptAnswer.objects.update_or_create(
        key=name,
        defaults={
            "whose": _hidden(str(request.user.pk)),
            "digest": digest_of(request),
            "status": response.status_code,
            "content": response.content,
            "content_type": response.get("Content-Type", ""),
            "ends_at": timezone.now() + KEPT_FOR,
        },
    )


def forget() -> int:
    """Remove answers that nobody can ask for any more; how many."""
    return KeptAnswer.objects.filter(ends_at__lte=timezone.now()).delete()[0]


def forget_those_of(person_id: int) -> int:
    """Remove what one person's programs were answered, for it holds their words; how many."""
    return KeptAnswer.objects.filter(whose=_hidden(str(person_id))).delete()[0]


def _hidden(words: str) -> str:
    return salted_hmac("folkmoot.kit.repeats", words, algorithm="sha256").hexdigest()


def digest_of(request: HttpRequest) -> str:
    """Of what is asked for; the same for a form that is sent again, though its parts are divided otherwise each time.

    Read once and noted: a form is read once, and its files are not held in memory.
    """
    known: str | None = request.__dict__.get(_DIGEST)
    if known is None:
        found = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
        for part in _form_of(request) if request.content_type == "multipart/form-data" else [request.body]:
            found.update(part)
        known = request.__dict__[_DIGEST] = found.hexdigest()
    return known


def _form_of(request: HttpRequest) -> Iterator[bytes]:
    """Its fields and its files, each with its length before it, so that no two forms read alike."""
    for name, words in sorted(request.POST.lists()):
        yield json.dumps([name, words]).encode()
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield json.dumps([name, file.name, file.size]).encode()
            yield from file.chunks()
            file.seek(0)
