"""What the organisation promises, page by page."""

from django.urls import path

from . import views

app_name = "agreements"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:kind>/", views.detail, name="detail"),
    path("<slug:kind>/versions/", views.versions, name="versions"),
    path("<slug:kind>/versions/<slug:language>/<int:number>/", views.version, name="version"),
    path("<slug:kind>/publish/", views.publish, name="publish"),
]
