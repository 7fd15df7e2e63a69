"""Themes, and what people put right."""

from django.urls import path

from . import views

app_name = "intelligence"
urlpatterns = [
    path("themes/", views.index, name="index"),
    path("look-alikes/", views.look_alikes, name="look_alikes"),
    path("themes/<int:pk>/", views.theme, name="theme"),
    path("themes/<int:pk>/name/", views.name_theme, name="name"),
    path("themes/members/<int:pk>/move/", views.move, name="move"),
    path("understandings/<int:pk>/language/", views.correct_language, name="correct_language"),
    path("understandings/<int:pk>/sentiment/", views.correct_sentiment, name="correct_sentiment"),
    path("communities/<slug:slug>/themes/", views.themes, name="themes"),
]
