"""Another provider of sign-in, a real one: ``python __main__.py PORT DATABASE REDIRECT`` serves OpenID Connect."""

import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

PORT, DATABASE, REDIRECT = int(sys.argv[1]), sys.argv[2], sys.argv[3]
CLIENT, SECRET = "folkmoot", "a secret between the two"
#: What the provider says of each of its people; the header X-Who names who sits before the browser.
CLAIMS = {
    "nora": {"email": "nora@example.org", "email_verified": True, "name": "Nora Berg"},
    "mallory": {"email": "ada@example.org", "email_verified": False, "name": "Not Ada"},
    "double": {"email": "ada@example.org", "email_verified": True, "name": "Ada There"},
    "silent": {},
    "marked": {
        "email": "marked@example.org",
        "email_verified": True,
        "name": "<script>x</script> {user.password}",
    },
}
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)

settings.configure(
    SECRET_KEY="of the provider",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "oauth2_provider",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        f"{__name__}.whoever_sits_there",
    ],
    USE_TZ=True,
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": KEY.decode(),
        "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{PORT}/o",
        "PKCE_REQUIRED": True,
        "SCOPES": {"openid": "OpenID", "profile": "Profile", "email": "E-mail"},
        "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Validator",
    },
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402  (after the settings)
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402
from oauth2_provider.models import Application  # noqa: E402
from oauth2_provider.oauth2_validators import OAuth2Validator  # noqa: E402

urlpatterns = [path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]


class Validator(OAuth2Validator):
    oidc_claim_scope = None

    def get_additional_claims(self, request):
        return dict(CLAIMS[request.user.get_username()])


def whoever_sits_there(get_response):
    def answer(request):
        if name := request.headers.get("X-Who"):
            request.user = get_user_model().objects.get(username=name)
        return get_response(request)

    return answer


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        """Nothing."""


def main() -> None:
    call_command("migrate", verbosity=0)
    for name in CLAIMS:
        get_user_model().objects.create_user(name)
    Application.objects.create(
        name="Folkmoot",
        client_id=CLIENT,
        client_secret=SECRET,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=REDIRECT,
        algorithm=Application.RS256_ALGORITHM,
        skip_authorization=True,
    )
    make_server("127.0.0.1", PORT, get_wsgi_application(), Server, Quiet).serve_forever()


if __name__ == "__main__":
    sys.modules["provider"] = sys.modules[__name__]
    main()
