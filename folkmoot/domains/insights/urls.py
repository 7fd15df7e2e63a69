"""Insights, and the owner's desk."""

from django.urls import path

from . import views

app_name = "insights"
urlpatterns = [
    path("insights/", views.index, name="index"),
    path("insights/<int:pk>/", views.detail, name="detail"),
    path("insights/<int:pk>/give/", views.give, name="give"),
    path("insights/<int:pk>/answer/", views.answer, name="answer"),
    path("insights/make/<int:theme_pk>/", views.make, name="make"),
    path("desk/", views.desk, name="desk"),
    path("desk/answer/", views.answer_many, name="answer_many"),
]
