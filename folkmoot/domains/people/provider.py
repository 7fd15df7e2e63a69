"""Sign-in by another provider (OpenID Connect): allauth's own, with a nonce and with nothing taken from the address.

allauth finds ``provider_classes`` here, for this room is an app with a module of that name.
"""

import secrets
from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

NONCE = "people.oidc.nonce"


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The answer of the provider must bear the nonce of this browser: a stolen answer opens nothing elsewhere."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        expected = request.session.pop(NONCE, None)
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("the provider sent no ID token")
        said = self._decode_id_token(app, id_token)
        if not expected or not secrets.compare_digest(str(said.get("nonce", "")), expected):
            raise OAuth2Error("the answer of the provider is not for this browser")
        login = super().complete_login(request, app, token, **kwargs)
        if login.account.uid != str(said["sub"]):
            raise OAuth2Error("the provider speaks of two people")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        # Once: allauth notes the token's id, and refuses it the second time.
        if not hasattr(self, "_said"):
            self._said: dict[str, Any] = super()._decode_id_token(app, id_token)
        return self._said


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """What is asked for is decided here, never by the address of the page."""

    oauth2_adapter_class = Adapter

    @classmethod
    def get_package(cls) -> str:
        return "allauth.socialaccount.providers.openid_connect"

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        nonce = request.session[NONCE] = secrets.token_urlsafe(24)
        return {**self.get_auth_params(), "nonce": nonce}

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        scope: list[str] = self.get_scope()
        return scope


provider_classes = [Provider]


@login_not_required  # type: ignore[untyped-decorator]
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2LoginView, request, provider_id)


@login_not_required  # type: ignore[untyped-decorator]
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as nobody:
        raise Http404 from nobody
    return answer


urlpatterns = [
    path("<slug:provider_id>/login/", login, name="openid_connect_login"),
    path("<slug:provider_id>/login/callback/", callback, name="openid_connect_callback"),
]
