"""Notices, and the outbox of an instance without a mail server."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/see/", views.see, name="see"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.letter, name="letter"),
]
