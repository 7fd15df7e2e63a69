"""Themes, and what people put right."""

from django.urls import path

from . import views

app_name = "intelligence"
urlpatterns = [
    path("themes/", views.index, name="index"),
    path("look-alikes/", views.look_alikes, name="look_alikes"),
    path("themes/<int:pk>/", views.theme, name="theme"),
    path("themes/<int:pk>/name/", views.name_theme, name="name"),
    path("themes/<int:pk>/merge/", views.merge, name="merge"),
    path("themes/<int:pk>/unmerge/", views.unmerge, name="unmerge"),
    path("themes/<int:pk>/split/", views.split, name="split"),
    path("themes/<int:pk>/rejoin/", views.rejoin, name="rejoin"),
    path("themes/<int:pk>/set-aside/", views.set_aside, name="set_aside"),
    path("themes/<int:pk>/take-up/", views.take_up, name="take_up"),
    path("themes/members/<int:pk>/move/", views.move, name="move"),
    path("themes/members/<int:pk>/put-back/", views.put_back, name="put_back"),
    path("understanding/", views.explain, name="explain"),
    path("understanding/encoder/stop/", views.stop_encoder, name="stop_encoder"),
    path("understanding/encoder/resume/", views.resume_encoder, name="resume_encoder"),
    path("communities/<slug:slug>/understanding/corrections/", views.export, name="export"),
    path("understandings/<int:pk>/language/", views.correct_language, name="correct_language"),
    path("understandings/<int:pk>/sentiment/", views.correct_sentiment, name="correct_sentiment"),
    path("communities/<slug:slug>/themes/", views.themes, name="themes"),
    path("communities/<slug:slug>/understanding/stop/", views.stop, name="stop"),
    path("communities/<slug:slug>/understanding/resume/", views.resume, name="resume"),
]
