"""The pages of this room."""

from django.urls import path

from . import views

app_name = "metrics"
urlpatterns = [
    path("", views.index, name="index"),
    path("all.csv", views.export_all, name="export_all"),
    path("report/", views.report, name="report"),
    path("<slug:name>.csv", views.export, name="export"),
    path("<slug:name>/", views.detail, name="detail"),
    path("<slug:name>/aim/", views.aim, name="aim"),
    path("<slug:name>/items/", views.items, name="items"),
    path("<slug:name>/items.csv", views.export_items, name="export_items"),
    path("<slug:name>/compare/", views.compare, name="compare"),
    path("<slug:name>/compare.csv", views.export_compared, name="export_compared"),
]
