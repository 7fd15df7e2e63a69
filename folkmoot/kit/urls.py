"""The living page of all components."""

from django.urls import path

from folkmoot.kit import views

app_name = "kit"
urlpatterns = [path("", views.kit, name="kit")]
