"""All pages, as WSGI: they run in threads."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from folkmoot.kit.threads import keep_by_thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")


class ShortLivedRequest(WSGIRequest):
    """It goes, with all that was hung on it, when its answer is closed.

    Messages, tokens and the frame of a page hang on it and point back at it: some four hundred objects for each page,
    which would wait for the collector of garbage and keep it at work.
    """

    def close(self) -> None:
        super().close()
        vars(self).clear()


class Pages(WSGIHandler):
    request_class: Any = ShortLivedRequest


django.setup(set_prefix=False)
application = Pages()
keep_by_thread()
