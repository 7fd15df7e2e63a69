"""Following, and the feeds."""

from django.urls import path
from django.views.decorators.http import require_safe

from . import rss, views

app_name = "following"
urlpatterns = [
    path("following/", views.index, name="index"),
    path("following/follow/", views.follow, name="follow"),
    path("following/unfollow/", views.unfollow, name="unfollow"),
    path("feeds/", require_safe(rss.Everything()), name="everything"),
    path("feeds/<slug:stream>/", require_safe(rss.OfAStream()), name="stream"),
    path("feeds/<slug:kind>/<int:pk>/", require_safe(rss.OfAThing()), name="thing"),
]
