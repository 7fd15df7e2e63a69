"""My page, ways in, what keeps them safe, and the audit."""

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/name/", views.rename, name="rename"),
    path("me/prefer/", views.prefer, name="prefer"),
    path("me/identities/", views.identities, name="identities"),
    path("me/claim/", views.claim, name="claim"),
    path("me/part/<int:pk>/", views.part, name="part"),
    path("me/security/", views.security, name="security"),
    path("me/sign-in-again/", views.sign_in_again, name="sign_in_again"),
    path("me/end-session/<int:pk>/", views.end_session, name="end_session"),
    path("me/end-other-sessions/", views.end_other_sessions, name="end_other_sessions"),
    path("me/tokens/", views.tokens, name="tokens"),
    path("me/make-token/", views.make_token, name="make_token"),
    path("me/revoke-token/<int:pk>/", views.revoke_token, name="revoke_token"),
    path("audit/", views.audit, name="audit"),
    path("audit.csv", views.audit_csv, name="audit_csv"),
    path("enter/<str:token>/", views.enter, name="enter"),
]
