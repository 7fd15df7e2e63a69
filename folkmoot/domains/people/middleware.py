"""Middleware of accounts: how people read, when a browser was last here, a fresh sign-in before what is sensitive."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from folkmoot.kit.limits import READING

from . import actions, sessions
from .models import Person, came_along
from .reading import preferred_zone

EVERY = 15 * 60  # seconds
SEEN = "seen"
#: Whoever holds a stolen session must not make it last: these ask people who have only their mail for a fresh code.
#: allauth asks all others for their password or their second step.
SENSITIVE = {
    "account_email",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "socialaccount_connections",
    "people:make_token",
    "privacy:leave",
}
READ_FREELY = {"account_email", "socialaccount_connections"}  # only their forms change something


class ReadAsPreferred:
    """Pages in the language and with the times that this person chose; a language chosen on this device comes first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self._answer(request)
        finally:
            came_along.set(None)  # nobody stays for the next request of this thread

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, Person):
            return self.get_response(request)
        # Known by now: a page asks hundreds of times who it is, and each time by way of the one who would look it up.
        request.user = getattr(request.user, "_wrapped", request.user)
        if request.user.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        with preferred_zone(request.user):
            return self.get_response(request)


class NoteLastSeen:
    """Written once in a quarter of an hour, and nothing is read: the session knows when it was noted last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get("_auth_user_id") and isinstance(request.user, Person):
            now = int(time.time())
            if now - request.session.get(SEEN, 0) > EVERY and request.session.session_key:
                request.session[SEEN] = now
                actions.note_seen(request.session.session_key, request.user)
        return self.get_response(request)


class AskAgain:
    """Before what is sensitive, somebody who signed in a while ago signs in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        found = request.resolver_match
        if found is None or found.view_name not in SENSITIVE or not isinstance(request.user, Person):
            return None
        if found.view_name in READ_FREELY and request.method in READING:
            return None
        if sessions.was_recent(request, request.user):
            return None
        # What was posted is lost; the page it was posted from is where they come back.
        back = request.path if found.view_name != "people:make_token" else reverse("people:tokens")
        return redirect(f"{reverse('people:sign_in_again')}?{urlencode({'next': back})}")
