"""What Django keeps for each thread or task, kept for each thread: pages run in threads alone.

``asgiref.local.Local`` takes one lock for all threads at each look, and a page looks for its language a thousand times.
Where a dozen threads serve, they waited for that lock half of their time (docs/decisions/0025).
"""

import threading
from typing import Any

from django.core.signals import request_started
from django.urls import base as addresses
from django.utils import timezone, translation
from django.utils.translation import trans_real as languages


def keep_by_thread() -> None:
    """For a process whose pages are WSGI, before it serves: language, time zone and addresses are the thread's own."""
    languages._active = threading.local()  # type: ignore[attr-defined]
    timezone._active = threading.local()  # type: ignore[attr-defined]
    addresses._prefixes = threading.local()  # type: ignore[attr-defined]
    addresses._urlconfs = threading.local()  # type: ignore[attr-defined]
    request_started.connect(begin_afresh)


def begin_afresh(**_told: Any) -> None:
    """A thread serves one request after the other: nothing of the last one's language and time zone is left."""
    translation.deactivate()
    timezone.deactivate()
