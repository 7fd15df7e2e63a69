"""Two people who gave all that can be given here, each with words of their own that stand nowhere else."""

import io
import secrets

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights.models import Evidence, Insight
from folkmoot.domains.intelligence.models import Theme, ThemeMember, Understanding
from folkmoot.domains.moderation.models import Appeal, Case, Decision, Flag, Suggestion
from folkmoot.domains.notices import actions as notices
from folkmoot.domains.notices.tests.conftest import wish
from folkmoot.domains.people import actions as people
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import actions
from folkmoot.kit.refs import ref


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def canary(person: Person, place: str) -> str:
    """One word that only this person wrote, and only there."""
    return f"canary{person.email.partition('@')[0]}{place}"


@pytest.fixture
def gave(garden, mia, cleo, work):
    """``gave(ada)``: everything that somebody can give, through the house's own doors where it has some."""

    def gave(person: Person) -> dict[str, object]:
        def words(place: str) -> str:
            return canary(person, place)

        people.rename(person, name=words("name"))
        account(person, words)
        ideas.draft(garden, by=person, title=words("drafttitle"), body=words("draftbody"))
        idea = ideas.draft(garden, by=person, title=words("title"), body=words("body"))
        ideas.attach(idea, by=person, file=picture(), alt=words("alt"))
        idea = ideas.let_pass(ideas.publish(idea, by=person), by=cleo)  # a newcomer's picture waits
        idea = ideas.revise(idea, by=person, title=words("newtitle"), body=words("newbody"))
        idea = ideas.let_pass(idea, by=cleo)
        gone = ideas.draft(garden, by=person, title=words("gonetitle"), body=words("gonebody"))
        gone = ideas.publish(gone, by=person)
        ideas.withdraw(gone, by=person, reason=words("gonereason"))
        comment = discussions.post(idea, by=person, community=garden, body=words("comment"))
        back = discussions.post(idea, by=person, community=garden, body=words("back"))
        discussions.take_back(back, by=person)
        work()
        understood(garden, [idea, comment], words, mia)
        moderated(garden, person, idea, words, cleo, mia)
        return {"idea": idea, "comment": comment}

    return gave


def picture() -> SimpleUploadedFile:
    """Another one each time."""
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), tuple(secrets.token_bytes(3))).save(drawn, "PNG")
    return SimpleUploadedFile("a.png", drawn.getvalue(), "image/png")


def account(person: Person, words) -> None:
    EmailAddress.objects.filter(user=person).update(verified=True)
    SocialAccount.objects.create(
        user=person, provider="oidc", uid=words("uid"), extra_data={"nick": words("extra")}
    )
    Authenticator.objects.create(user=person, type="totp", data={"secret": words("secret")})
    UserSession.objects.create(
        user=person, ip="10.1.2.3", session_key=f"k{person.pk}", user_agent=words("agent")
    )
    people.sign_in_link(person)
    people.make_token(person, name=words("token"), scopes=["read"], days=3)


def understood(garden, things, words, mia) -> None:
    theme = Theme.objects.create(
        community=garden, words=[words("themeword"), "water", words("comment")], model="m", size=2
    )
    insight = Insight.objects.create(community=garden, title="What many say", made_by=mia)
    for thing in things:
        Understanding.objects.update_or_create(
            subject=ref(thing),
            defaults={
                "community": garden,
                "language": "en",
                "language_score": 1,
                "language_model": "l",
                "sentiment": "neutral",
                "sentiment_score": 1,
                "sentiment_model": "s",
                "vector": [0.5] * 384,
                "digest": "d",
            },
        )
        ThemeMember.objects.update_or_create(
            subject=ref(thing), defaults={"theme": theme, "quote": f"{words('comment')} {words('newtitle')}"}
        )
        Evidence.objects.create(insight=insight, subject=ref(thing), quote=words("comment"))
    theme.words = ["water", words("comment")]
    theme.save()


def moderated(garden, person, idea, words, cleo, mia) -> None:
    Flag.objects.create(
        subject="ideas.idea/999", community=garden, person=person, reason="spam", words=words("flag")
    )
    Case.objects.get_or_create(
        subject=ref(idea), defaults={"kind": "ideas.idea", "community": garden, "author": person}
    )
    Suggestion.objects.update_or_create(
        subject=ref(idea),
        kind="spam",
        defaults={"community": garden, "score": 0.5, "model": "m", "version": "1", "words": [words("title")]},
    )
    decision = Decision.objects.create(
        subject=ref(idea),
        community=garden,
        about=person,
        verb="hide",
        reason="spam",
        words=words("told"),
        by=cleo,
    )
    Appeal.objects.create(decision=decision, by=person, against=cleo, words=words("appeal"))


@pytest.fixture
def both(garden, ada, ben, gave, work):
    """Ada and Ben gave all, and each took part in what the other gave; letters went to both."""
    for person in (ada, ben):
        wish(person, "at_once")
    world = {"ada": gave(ada), "ben": gave(ben)}
    for one, other in ((ada, "ben"), (ben, "ada")):
        theirs = world[other]["idea"]
        ideas.support(theirs, by=one)
        discussions.post(theirs, by=one, community=garden, body=canary(one, "reply"))
    actions.give("research", by=ada)
    work()
    for pk in notices.people_to_write_to():
        notices.write_letter(pk)
    return world


@pytest.fixture
def leaving(both, ada):
    """Ada asked to leave, and takes her texts."""
    return actions.leave(by=ada, takes_texts=True)
