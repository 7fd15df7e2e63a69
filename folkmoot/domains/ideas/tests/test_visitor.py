"""Somebody with an e-mail address, and nothing else, gives an idea."""

import re

import pytest

from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person

FORM = {"title": "A bench at the weir", "body": "To look at the water.", "email": "Nora@Example.org"}


@pytest.fixture
def link(garden, client, mailoutbox):
    page = client.post("/ideas/in/garden/draft/", FORM)
    assert "Look into your mail" in page.text
    return re.search(r"http://[^/]+(/ideas/confirm/\S+)", mailoutbox[-1].body)[1]


def test_nothing_is_public_before_the_link_was_used(link, client):
    assert Idea.objects.get().state == "draft"
    assert "A bench at the weir" not in client.get("/ideas/").text


def test_looking_at_the_link_changes_nothing(link, client):
    assert "Publish" in client.get(link).text
    assert Idea.objects.get().state == "draft"


def test_the_button_behind_the_link_publishes_and_lets_in(link, client):
    client.post(link)

    idea = Idea.objects.get()
    assert (idea.state, idea.author.email) == ("live", "nora@example.org")
    assert "A bench at the weir" in client.get("/me/").text


def test_the_link_is_not_used_twice(link, client):
    client.post(link)
    client.logout()
    assert "published already" in client.post(link).text
    assert client.get("/me/").status_code == 302


def test_a_false_link_says_so(garden, client):
    answer = client.get("/ideas/confirm/nonsense:1:2/")
    assert answer.status_code == 410
    assert "too old" in answer.text


def test_an_address_that_is_none_is_said_beside_the_field(garden, client, mailoutbox):
    answer = client.post("/ideas/in/garden/draft/", FORM | {"email": "nobody"})
    assert answer.status_code == 422
    assert not mailoutbox
    assert not Person.objects.filter(email__icontains="nobody").exists()


def test_a_community_by_invitation_does_not_show_itself(workshop, client):
    assert client.get("/ideas/in/workshop/draft/").status_code == 404


def test_a_title_of_several_lines_is_one_line_in_the_mail(garden, client, mailoutbox):
    page = client.post("/ideas/in/garden/draft/", FORM | {"title": "A bench\r\nBcc: all@example.org"})

    assert "Look into your mail" in page.text
    assert mailoutbox[-1].subject == "Publish your idea: A bench Bcc: all@example.org"
