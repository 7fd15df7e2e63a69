"""Imports."""

from django.urls import path

from . import views

app_name = "channels"
urlpatterns = [
    path("", views.index, name="index"),
    path("into/<slug:slug>/", views.upload, name="upload"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/start/", views.start, name="start"),
]
