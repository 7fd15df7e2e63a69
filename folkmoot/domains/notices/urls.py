"""Notices, how one is told, and the outbox of an instance without a mail server."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/see/", views.see, name="see"),
    path("notices/bell/", views.bell, name="bell"),
    path("notices/prefer/", views.prefer, name="prefer"),
    path("notices/lift/", views.lift, name="lift"),
    path("notices/devices/add/", views.add, name="add"),
    path("notices/devices/<int:pk>/remove/", views.remove, name="remove"),
    path("notices/unsubscribe/<token>/", views.unsubscribe, name="unsubscribe"),
    path("notices/resubscribe/<token>/", views.resubscribe, name="resubscribe"),
    path("push-worker.js", views.push_worker, name="push_worker"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.letter, name="letter"),
]
