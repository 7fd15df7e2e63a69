"""Programs at the door: who asks by a token, before limits are counted; and all that goes wrong told as a problem."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from folkmoot.domains.people.models import Scope
from folkmoot.domains.people.tokens import person_with
from folkmoot.kit import quotas
from folkmoot.kit.limits import READING
from folkmoot.kit.problems import MEDIA_TYPE, problem, words_of

PLACE = "/api/"
#: Addresses below which a program needs the scope to moderate, for reading too.
MODERATING = "/api/v1/moderation/"
PUBLIC_LOG = "/api/v1/moderation/log/"


class AnswerPrograms:
    """Stands before the session: a cookie opens nothing here, so no page elsewhere can act in somebody's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PLACE):
            return self.get_response(request)
        request.COOKIES = {}
        response = self.get_response(request)
        if response.status_code >= 400 and response.get("Content-Type") != MEDIA_TYPE:
            response.content = words_of(response.status_code)
            response["Content-Type"] = MEDIA_TYPE
            response["Content-Length"] = str(len(response.content))  # that of the page was counted already
        # An answer may be kept by whoever asked, and is asked for anew each time; it is never another's.
        is_kept = request.method in READING and response.status_code < 400
        response["Cache-Control"] = "private, no-cache" if is_kept else "no-store"
        patch_vary_headers(response, ["Authorization"])
        for name, value in quotas.headers_of(request).items():
            response[name] = value
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        return _let_in(request) if request.path_info.startswith(PLACE) else None


def token_of(request: HttpRequest) -> str:
    """The token that a program sends; empty if it sends none."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def scopes_of(token: str) -> list[str]:
    return [scope.value for scope in Scope if person_with(token, scope)]


def scope_of(path: str, method: str) -> Scope:
    """What a token must be made for, to ask this."""
    if path.startswith(MODERATING) and path != PUBLIC_LOG:
        return Scope.MODERATE
    return Scope.READ if method.upper() in READING else Scope.WRITE


def _let_in(request: HttpRequest) -> HttpResponse | None:
    """Whoever asks is the person of the token, or a visitor where there is none. A wrong one is refused."""
    if "Authorization" not in request.headers:
        request.user = AnonymousUser()
        return None
    token = token_of(request)
    scope = scope_of(request.path_info, request.method or "")
    if person := person_with(token, scope):
        request.user = person
        return None
    if scopes_of(token):
        because = _("This token was made for something else: it needs the scope “%(scope)s”.")
        return _refused(403, because % {"scope": scope.value}, f'error="insufficient_scope", scope="{scope}"')
    return _refused(
        401, _("This token opens nothing: it is wrong, used up or revoked."), 'error="invalid_token"'
    )


def _refused(status: int, because: str, challenge: str) -> HttpResponse:
    response = problem(status, because)
    response["WWW-Authenticate"] = f"Bearer {challenge}"
    return response
