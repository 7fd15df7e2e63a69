"""Moderation and what is done in it."""

from django.urls import path

from . import views

app_name = "moderation"
urlpatterns = [
    path("", views.index, name="index"),
    path("log/", views.log, name="log"),
    path("log.csv", views.log_csv, name="log_csv"),
    path("of/<str:kind>/<int:pk>/", views.about, name="about"),
    path("flag/<str:kind>/<int:pk>/", views.flag, name="flag"),
    path("flags/<int:pk>/unflag/", views.unflag, name="unflag"),
    path("hide/", views.hide, name="hide"),
    path("restore/", views.restore, name="restore"),
    path("let-pass/", views.let_pass, name="let_pass"),
    path("lock/", views.lock, name="lock"),
    path("unlock/", views.unlock, name="unlock"),
    path("blocks/", views.blocks, name="blocks"),
    path("people/<int:pk>/block/", views.block, name="block"),
    path("blocks/<int:pk>/unblock/", views.unblock, name="unblock"),
    path("appeals/", views.appeals, name="appeals"),
    path("decisions/<int:pk>/appeal/", views.appeal, name="appeal"),
    path("appeals/<int:pk>/uphold/", views.uphold, name="uphold"),
    path("appeals/<int:pk>/overturn/", views.overturn, name="overturn"),
]
