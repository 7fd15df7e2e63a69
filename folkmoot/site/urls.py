"""The table of contents: one line per room."""

from django.urls import include, path
from django.views.generic import RedirectView

from folkmoot.domains.ideas.views import oembed

from . import views
from .api import api

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.choose_language, name="choose_language"),
    path("go/", views.go, name="go"),
    path("keys/", views.keys, name="keys"),
    path("first-hour/", views.first_hour, name="first_hour"),
    path("first-hour/put-away/", views.put_away, name="put_away"),
    path("first-hour/bring-back/", views.bring_back, name="bring_back"),
    path("brand/", views.brand, name="brand"),
    path("brand/preview/", views.preview, name="preview"),
    path("brand/rebrand/", views.rebrand, name="rebrand"),
    path("brand/revert/", views.revert, name="revert"),
    path("brand/style/<slug:stamp>/<slug:colour>.css", views.brand_style, name="brand_style"),
    path("brand/logo/<slug:digest>/", views.brand_logo, name="brand_logo"),
    path("", include("folkmoot.domains.people.urls")),
    path("account/", include("allauth.account.urls")),
    # What allauth shows on pages of its own is on one page here.
    path("account/2fa/", RedirectView.as_view(pattern_name="people:security")),
    path("account/2fa/webauthn/", RedirectView.as_view(pattern_name="people:security")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/3rdparty/", include("allauth.socialaccount.urls")),
    path("account/oidc/", include("folkmoot.domains.people.provider")),
    path("communities/", include("folkmoot.domains.communities.urls")),
    path("promises/", include("folkmoot.domains.agreements.urls")),
    path("privacy/", include("folkmoot.domains.privacy.urls")),
    path("ideas/", include("folkmoot.domains.ideas.urls")),
    path("oembed", oembed, name="oembed"),
    path("discussions/", include("folkmoot.domains.discussions.urls")),
    path("moderation/", include("folkmoot.domains.moderation.urls")),
    path("", include("folkmoot.domains.notices.urls")),
    path("", include("folkmoot.domains.following.urls")),
    path("webhooks/", include("folkmoot.domains.webhooks.urls")),
    path("", include("folkmoot.domains.insights.urls")),
    path("imports/", include("folkmoot.domains.channels.urls")),
    path("", include("folkmoot.domains.intelligence.urls")),
    path("numbers/", include("folkmoot.domains.metrics.urls")),
    path("kit/", include("folkmoot.kit.urls")),
    path("api/v1/", api.urls),
]
handler400 = "folkmoot.domains.channels.too_large.refuse"
handler429 = "folkmoot.kit.limits.too_many"
handler500 = "folkmoot.site.operations.outage.broken"
