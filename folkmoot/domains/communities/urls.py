"""Communities and their doors."""

from django.urls import path

from . import views

app_name = "communities"
urlpatterns = [
    path("", views.index, name="index"),
    path("found/", views.found, name="found"),
    path("invitations/<str:token>/", views.accept, name="accept"),
    path("playbooks/", views.playbooks, name="playbooks"),
    path("playbooks/<slug:name>/", views.playbook, name="playbook"),
    path("programmes/<int:pk>/", views.programme, name="programme"),
    path("programmes/<int:pk>/rename/", views.rename, name="rename"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/join/", views.join, name="join"),
    path("<slug:slug>/leave/", views.leave, name="leave"),
    path("<slug:slug>/open/", views.open_door, name="open_door"),
    path("<slug:slug>/close/", views.close_door, name="close_door"),
    path("<slug:slug>/members/", views.members, name="members"),
    path("<slug:slug>/invite/", views.invite, name="invite"),
    path("<slug:slug>/appoint/", views.appoint, name="appoint"),
]
