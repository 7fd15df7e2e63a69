"""What a page was made of goes when it is answered, without the collector of garbage."""

import gc
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.test import Client, RequestFactory

from folkmoot.domains.discussions import actions as talk
from folkmoot.domains.ideas import actions as ideas
from folkmoot.site.wsgi import ShortLivedRequest, application

pytestmark = pytest.mark.usefixtures("one_connection")
COMMENTS = 20


@pytest.fixture
def no_collecting() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def cookies(ben) -> SimpleCookie:
    client = Client()
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies


@pytest.fixture
def idea(garden, ada):
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A tap", body="For all."), by=ada)
    said = talk.post(idea, by=ada, community=garden, body="By the gate.")
    for number in range(COMMENTS):
        talk.post(idea, by=ada, community=garden, body=f"Yes, {number}.", parent=said)
    return idea


def answered(path: str, cookies: SimpleCookie) -> str:
    """The status of a whole answer, sent and closed as a server does it."""
    told: list[str] = []
    environ = RequestFactory().get(path).environ
    environ["HTTP_COOKIE"] = cookies.output(header="", sep=";")
    answer = application(environ, lambda status, _headers: told.append(status))
    assert b"".join(answer)
    answer.close()
    return told[0]


@pytest.mark.parametrize("path", ["/ideas/", "/ideas/?q=tap", "/ideas/{pk}/", "/me/", "/numbers/"])
def test_a_page_leaves_next_to_nothing(path, idea, cookies, no_collecting):
    address = path.format(pk=idea.pk)
    assert answered(address, cookies) == "200 OK"  # what is made once has been made
    gc.collect()
    assert answered(address, cookies) == "200 OK"
    # By type: isinstance would wake every lazy object there is.
    assert not [one for one in gc.get_objects() if type(one) is ShortLivedRequest]
    # A form and its fields hold each other; all that a page of twenty comments is made of is hundreds.
    assert gc.collect() < 100
