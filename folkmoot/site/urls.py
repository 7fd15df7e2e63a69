"""The table of contents: one line per room."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("folkmoot.domains.people.urls")),
    path("account/", include("allauth.account.urls")),
    path("communities/", include("folkmoot.domains.communities.urls")),
    path("ideas/", include("folkmoot.domains.ideas.urls")),
    path("discussions/", include("folkmoot.domains.discussions.urls")),
    path("", include("folkmoot.domains.notices.urls")),
    path("", include("folkmoot.domains.insights.urls")),
    path("imports/", include("folkmoot.domains.channels.urls")),
    path("", include("folkmoot.domains.intelligence.urls")),
    path("numbers/", include("folkmoot.domains.metrics.urls")),
    path("kit/", include("folkmoot.kit.urls")),
]
