"""Ideas and what is done with them."""

from django.urls import path

from . import views

app_name = "ideas"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/card/", views.card, name="card"),
    path("<int:pk>/versions/", views.versions, name="versions"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/revise/", views.revise, name="revise"),
    path("<int:pk>/attach/", views.attach, name="attach"),
    path("<int:pk>/pictures/<int:picture>/", views.picture, name="picture"),
    path("<int:pk>/pictures/<int:picture>/detach/", views.detach, name="detach"),
    path("<int:pk>/support/", views.support, name="support"),
    path("<int:pk>/unsupport/", views.unsupport, name="unsupport"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/propose/", views.propose, name="propose"),
    path("merges/<int:pk>/agree/", views.agree, name="agree"),
    path("merges/<int:pk>/refuse/", views.refuse, name="refuse"),
    path("merges/<int:pk>/unmerge/", views.unmerge, name="unmerge"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("in/<slug:slug>/", views.index, name="index_of"),
    path("in/<slug:slug>/draft/", views.draft, name="draft"),
]
