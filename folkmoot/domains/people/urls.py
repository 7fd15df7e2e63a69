"""My page, and ways in."""

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/name/", views.rename, name="rename"),
    path("enter/<str:token>/", views.enter, name="enter"),
]
