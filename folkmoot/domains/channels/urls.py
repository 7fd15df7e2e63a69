"""Imports."""

from django.urls import path

from . import views

app_name = "channels"
urlpatterns = [
    path("", views.index, name="index"),
    path("into/<slug:slug>/", views.upload, name="upload"),
    path("claims/", views.claims, name="claims"),
    path("claims/ask/", views.ask, name="ask"),
    path("claims/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("claims/<int:pk>/refuse/", views.refuse, name="refuse"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/start/", views.start, name="start"),
    path("<int:pk>/match/", views.match, name="match"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/rejected/", views.rejected, name="rejected"),
    path("<int:pk>/take_all/", views.take_all, name="take_all"),
    path("<int:pk>/keep_all/", views.keep_all, name="keep_all"),
    path("conflicts/<int:pk>/take/", views.take, name="take"),
    path("conflicts/<int:pk>/keep/", views.keep, name="keep"),
    path("<int:pk>/stop/", views.stop, name="stop"),
    path("<int:pk>/resume/", views.resume, name="resume"),
]
