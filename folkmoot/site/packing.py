"""Packing: pages go out by gzip, of a length that varies; files, streams and what programs read go as they are."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PackPages(GZipMiddleware):
    """Only whole pages: static files are packed beforehand, pictures cannot be, and the tags of an API stay strong.

    Django adds up to 100 random bytes, so that the length tells nothing of a secret beside words that somebody else
    chose (BREACH; "Heal the Breach", IEEE 9754554), and masks the token of forms anew in each page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page and not response.streaming else response
