"""The brand elsewhere: its name in mails, feeds and cards; its word for ideas wherever that names their place."""

import json
import re
from email.header import decode_header, make_header
from email.utils import parseaddr
from xml.etree import ElementTree

import pytest
from django.core import mail

from folkmoot.domains.communities import invitations
from folkmoot.domains.discussions import actions as talk
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.notices.mail import headers_of
from folkmoot.domains.notices.models import Letter
from folkmoot.domains.notices.tests.conftest import wish
from folkmoot.domains.privacy import actions as privacy
from folkmoot.domains.privacy.tasks import send_farewell
from folkmoot.kit.colours import ENOUGH, contrast
from folkmoot.kit.identity import Identity, identity
from folkmoot.site import actions, known
from folkmoot.site.brand import Look

pytestmark = pytest.mark.usefixtures("own_look")
WATER = Look(name="Agua Ñuble", ideas="Proposals", colour="#ffd400")


@pytest.fixture(autouse=True)
def _branded(root, idea, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    actions.rebrand(by=root, look=WATER)
    known.forget()


@pytest.fixture
def idea(garden, ada):
    return ideas.publish(ideas.draft(garden, by=ada, title="A tap in the park", body="For all."), by=ada)


@pytest.fixture
def letter(idea, cleo, garden, ada, work) -> Letter:
    """To Ada, whose idea Cleo spoke about."""
    wish(ada, "at_once")
    work()
    talk.post(idea, by=cleo, community=garden, body="Where?")
    work()
    return Letter.objects.filter(person=ada).latest("pk")


def sender_of(header: str) -> str:
    return str(make_header(decode_header(parseaddr(header)[0])))


def test_a_letter_is_from_the_brand_and_bears_its_name_in_both_parts(letter):
    assert sender_of(headers_of(letter)["From"]) == "Agua Ñuble"
    assert letter.text.endswith("-- \nAgua Ñuble\nhttp://127.0.0.1:8000/\n")
    assert '<h1 class="place">Agua Ñuble</h1>' in letter.html
    assert "Folkmoot" not in letter.html + letter.text


def test_a_letter_has_the_colour_of_the_brand_where_it_can_be_read(letter):
    light, dark = re.findall(r"\.button { background: (#\w{6}) }", letter.html.partition(".place, a {")[2])
    assert contrast(light, "#ffffff") >= ENOUGH
    assert dark == "#ffd400"


@pytest.mark.parametrize("kind", ["a code", "an invitation", "a link to publish", "a farewell"])
def test_every_other_mail_is_from_the_brand_and_signed_by_it(kind, client, garden, mia, ben, work):
    work()
    mail.outbox.clear()
    if kind == "a code":
        client.post("/account/login/code/", {"email": ben.email})
    elif kind == "an invitation":
        invitations.send(garden, token="token", to="gus@example.org", by=mia)
    elif kind == "a link to publish":
        words = {"title": "A pond", "body": "With frogs.", "email": "gus@example.org"}
        client.post("/ideas/in/garden/draft/", words)
    else:
        send_farewell.func(erasure_id=privacy.leave(by=ben, takes_texts=False).pk)
    sent = mail.outbox[0]
    assert sender_of(sent.from_email) == "Agua Ñuble"
    assert "-- \nAgua Ñuble\n" in sent.body


def test_what_the_operator_named_holds_where_there_is_no_brand(settings):
    settings.DEFAULT_FROM_EMAIL, settings.FOLKMOOT_NAME = "The town <us@example.org>", "Brightwater"
    assert Identity().sender == "The town <us@example.org>"
    assert Identity().name == "Brightwater"
    settings.DEFAULT_FROM_EMAIL = "us@example.org"
    assert Identity().sender == "Brightwater <us@example.org>"
    assert (
        Identity(brand="One\r\nBcc: all@example.org").sender == '"One Bcc: all@example.org" <us@example.org>'
    )


def test_feeds_bear_the_name_and_the_word(client, idea):
    titles = {
        path: ElementTree.fromstring(client.get(path).content).findtext("channel/title")
        for path in ("/feeds/", "/feeds/ideas/", f"/feeds/idea/{idea.pk}/")
    }
    assert list(titles.values()) == ["Agua Ñuble", "Proposals · Agua Ñuble", "A tap in the park · Agua Ñuble"]


def test_the_card_is_provided_by_the_brand(client, idea):
    answer = client.get("/oembed", {"url": f"http://127.0.0.1:8000{idea.get_absolute_url()}"})
    assert json.loads(answer.content)["provider_name"] == "Agua Ñuble"


def test_an_authenticator_shows_the_name():
    from folkmoot.domains.people.accounts import SecondSteps  # noqa: PLC0415

    assert SecondSteps()._get_site_name() == identity().name == "Agua Ñuble"


def named_places(page: str) -> str:
    """What names places on a page: title, links of the head and of the trail, headings, names of regions."""
    found = re.findall(
        r"<title>.*?</title>|<nav.*?</nav>|<h[12].*?</h[12]>|<section[^>]*aria-label=\"[^\"]*\"", page, re.S
    )
    return "\n".join(found)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", [">Proposals</a>"]),
        (
            "/ideas/",
            [">Proposals</a>", "<h1>Proposals</h1>", "<title>Proposals · Agua", 'aria-label="Proposals"'],
        ),
        ("/ideas/in/garden/", ["<h1>Proposals for The garden</h1>", "Proposals</"]),
        ("/ideas/in/garden/draft/", [">Proposals</a></li>"]),
        ("/go/", [">Proposals</h2>"]),
    ],
)
def test_the_word_for_ideas_names_their_place(path, says, client):
    named = named_places(client.get(path).content.decode())
    for words in says:
        assert words in named
    assert not re.search(r"\bIdeas\b", re.sub(r"/ideas/\S*", "", named))


def test_the_trail_of_an_idea_leads_by_the_word(client, idea):
    assert '<a href="/ideas/in/garden/">Proposals</a>' in client.get(idea.get_absolute_url()).content.decode()


def test_one_goes_there_by_the_word(client):
    found = client.get("/go/", {"text": "propos"}).content.decode()
    assert re.search(r'<a href="/ideas/">.*?<span>Proposals</span>', found)


def test_a_preview_shows_the_word(root, enter):
    sent = {"name": "X", "ideas": "Wishes", "colour": "#8a1c5c", "after": "1", "kept": ""}
    page = enter(root).post("/brand/preview/", sent).content.decode()
    assert re.search(r'<a href="/ideas/"[^>]*>Wishes</a>', page)
    assert "<h3>Wishes</h3>" in page
