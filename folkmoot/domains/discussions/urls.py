"""What is said, and taken back."""

from django.urls import path

from . import views

app_name = "discussions"
urlpatterns = [
    path("post/", views.post, name="post"),
    path("answer/", views.answer, name="answer"),
    path("comments/<int:pk>/", views.comment, name="comment"),
    path("comments/<int:pk>/reply/", views.reply, name="reply"),
    path("comments/<int:pk>/take-back/", views.take_back, name="take_back"),
]
