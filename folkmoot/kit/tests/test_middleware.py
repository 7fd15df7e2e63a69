"""A refusal is shown where the person is, and nothing foreign is loaded."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from folkmoot.kit.answers import Answer


def refuse(request: HttpRequest) -> HttpResponse:
    Answer("The <vote> is closed.").insist()
    return HttpResponse()


def own_policy(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})


urlpatterns = [path("refuse/", refuse), path("own/", own_policy)]
pytestmark = [pytest.mark.filterwarnings("error::RuntimeWarning"), pytest.mark.django_db]


@pytest.fixture
def client() -> Client:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client()


def test_htmx_shows_the_reason_among_the_messages(client: Client) -> None:
    answer = client.post("/refuse/", headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert answer["HX-Retarget"] == "#messages"
    assert "The &lt;vote&gt; is closed." in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(
    ("referer", "place"),
    [
        ("http://testserver/ideas/7/?tab=talk", "/ideas/7/?tab=talk"),
        ("https://evil.example/ideas/7/", "/"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_people_go_back_to_where_they_came_from_on_this_site_only(
    client: Client, referer: str, place: str
) -> None:
    answer = client.post("/refuse/", headers={"Referer": referer} if referer else {})
    assert (answer.status_code, answer["Location"]) == (302, place)


def test_the_reason_waits_as_a_message(client: Client) -> None:
    answer = client.post("/refuse/")
    assert [str(message) for message in answer.wsgi_request._messages] == ["The <vote> is closed."]


def test_a_page_that_may_not_be_read_says_why_and_does_not_turn_in_circles(client: Client) -> None:
    answer = client.get("/refuse/", headers={"Referer": "http://testserver/refuse/"})
    assert answer.status_code == 403
    assert "The &lt;vote&gt; is closed." in answer.content.decode()


def test_every_page_says_what_may_be_loaded(client: Client) -> None:
    policy = client.get("/refuse/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_view_may_set_a_policy_of_its_own(client: Client) -> None:
    assert client.get("/own/")["Content-Security-Policy"] == "default-src 'none'"


def test_an_address_that_leads_nowhere_has_a_page(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert '<main id="main"' in answer.content.decode()
