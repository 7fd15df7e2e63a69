"""The pages of this room."""

from django.urls import path

from . import views

app_name = "metrics"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:name>.csv", views.export, name="export"),
    path("<slug:name>/", views.detail, name="detail"),
]
