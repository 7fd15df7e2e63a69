"""What is held about me, and what I can do with it."""

from django.urls import path

from . import views

app_name = "privacy"
urlpatterns = [
    path("", views.index, name="index"),
    path("consents/<slug:purpose>/give/", views.give, name="give"),
    path("consents/<slug:purpose>/withdraw/", views.withdraw, name="withdraw"),
    path("export/", views.export, name="export"),
    path("exports/<int:pk>/stop/", views.stop, name="stop"),
    path("exports/<int:pk>/resume/", views.resume, name="resume"),
    path("exports/<int:pk>/download/", views.download, name="download"),
    path("leave/", views.leave, name="leave"),
    path("erasures/<int:pk>/stay/", views.stay, name="stay"),
    path("erasures/<int:pk>/erase/", views.erase, name="erase"),
]
