"""The demo world, furnished with what the routes need: one thing of each kind, and one that is not for everybody."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from folkmoot.domains.channels import actions as channels
from folkmoot.domains.channels.models import Conflict, Import
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Block, Community, Programme
from folkmoot.domains.communities.plans import Draft
from folkmoot.domains.communities.playbooks import shelf as playbooks
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.following import actions as following
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea, Merge
from folkmoot.domains.ideas.views import visiting
from folkmoot.domains.insights import actions as insights
from folkmoot.domains.insights.models import Delivery, FreeDay, HeldAnswer, Insight, Opportunity
from folkmoot.domains.intelligence import actions as intelligence
from folkmoot.domains.intelligence.models import Theme, ThemeMember, Understanding
from folkmoot.domains.moderation import actions as moderation
from folkmoot.domains.moderation.models import Appeal, Decision
from folkmoot.domains.notices import actions as notices
from folkmoot.domains.notices.models import Letter
from folkmoot.domains.notices.unsubscribing import address_of as address_of_letters
from folkmoot.domains.people import actions as people
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import actions as privacy
from folkmoot.domains.webhooks.models import Webhook
from folkmoot.kit import clock
from folkmoot.kit.refs import ref
from folkmoot.site import brand, demo


def who(name: str) -> Person:
    person: Person = Person.objects.get(email=f"{name}@brightwater.example")
    return person


def furnish(work: Callable[[], object]) -> dict[str, Any]:
    """Tell the demo world; returns the keys of its things by the names that routes.txt uses."""
    demo.tell()
    households = Community.objects.get(slug="households")
    trials = Community.objects.get(slug="trials")
    secret = ideas.publish(
        ideas.draft(trials, by=who("eva"), title="A pump that listens", body="Not for everybody."),
        by=who("eva"),
    )
    work()
    idea = Idea.objects.get(title__startswith="Half price")
    draft = ideas.draft(households, by=who("ada"), title="Still thinking", body="")
    mine = ideas.publish(ideas.draft(households, by=who("ada"), title="A bench", body=""), by=who("ada"))
    theme, other = Theme.objects.filter(community=households, retired_at=None, is_rest=False)[:2]
    running, stopped = (
        channels.start(
            channels.prepare(households, by=who("mia"), format="ideascale", files=[Path("voices.csv")]),
            by=who("mia"),
        )
        for _ in range(2)
    )
    author, another, a_third = Person.objects.unclaimed().filter(source="ideascale").order_by("pk")[:3]
    channels.stop(stopped, by=who("mia"))
    intelligence.stop(trials, by=who("mia"))
    return {
        "-": None,
        "running": running.pk,
        "stopped": stopped.pk,
        "idea": idea.pk,
        "mine": mine.pk,
        "draft": draft.pk,
        "secret": secret.pk,
        "households": "households",
        "trials": "trials",
        "insight": Insight.objects.answered().first().pk,  # type: ignore[union-attr]
        "waiting": Insight.objects.get(title__startswith="Bills").pk,
        "letter": Letter.objects.order_by("pk").first().pk,  # type: ignore[union-attr]
        "preview": Import.objects.filter(state="preview").earliest("pk").pk,
        "done": Import.objects.filter(state="done").earliest("pk").pk,
        "theme": theme.pk,
        "member": ThemeMember.objects.filter(theme=theme).first().pk,  # type: ignore[union-attr]
        "understood": Understanding.objects.filter(community=households).first().pk,  # type: ignore[union-attr]
        "comment": discussions.post(idea, by=who("ben"), community=households, body="A word of mine.").pk,
        "fay": who("fay").pk,
        "soon": clock.today() + timedelta(days=9),
        "another theme": other.pk,
        **about_me(),
        "drawn": {
            "pk": mine.pk,
            "picture": ideas.attach(mine, by=who("ada"), file=a_picture(), alt="A bench").pk,
        },
        **overseen(households, idea, secret),
        **told(idea, secret),
        **brought(),
        **answered(idea),
        **tended(households, kept=(theme, other)),
        **as_one(households),
        "merge": people.merge(author, into=who("ada"), by=who("mia"), reason="confirmed").pk,
        "claim": channels.ask(another, by=who("ben"), words="It was me.").pk,
        "author": a_third.pk,
        "session": 1,
        "token": people.make_token(who("ada"), name="A script", scopes=["read"], days=7)[0].pk,
        "terms": "terms",
        "term1": {"kind": "terms", "language": "en", "number": 1},
        "kpi": "time_to_answer",
        "invitation": communities.invite(trials, by=who("mia"), email="dan@brightwater.example"),
        "link": people.sign_in_link(who("ben")).strip("/").rpartition("/")[2],
        "confirming": signing.dumps(draft.pk, salt=visiting.SALT),
        "wrong": "not-a-token",
        "colour": {"stamp": brand.stamp(), "colour": "8a1c5c"},
        "digest": "0" * 64,
        "hook": Webhook.objects.get().pk,
        "playbook": "challenge",
        "programme": a_programme().pk,
    }


def a_programme() -> Programme:
    """One community of start-ups, managed by Mia; nobody outside sees it yet."""
    return communities.set_up(
        playbooks.take("start_ups"),
        by=who("root"),
        title="Start-ups 2027",
        communities=[Draft("firms", "Start-ups")],
        offices={"manager": "mia@brightwater.example"},
        targets={"contributions": 10},
    )


def a_picture() -> SimpleUploadedFile:
    """A small picture, fresh each time: a file that was read is empty."""
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "green").save(drawn, "PNG")
    return SimpleUploadedFile("bench.png", drawn.getvalue(), "image/png")


def a_table() -> SimpleUploadedFile:
    """A small table, fresh each time."""
    return SimpleUploadedFile("voices.csv", b"Title,Text\nA bench,In the shade\n", "text/csv")


def about_me() -> dict[str, Any]:
    """Files that were made, are being made and were stopped; and somebody who wants to leave."""
    return {
        "research": "research",
        "letters": "letters",
        "made": privacy.run(privacy.export(by=who("ada"))).pk,
        "being-made": privacy.export(by=who("ada")).pk,
        "halted": privacy.stop(privacy.export(by=who("ben")), by=who("ben")).pk,
        "leaving": privacy.leave(by=who("ada"), takes_texts=False).pk,
    }


def brought() -> dict[str, Any]:
    """A table that waits for its columns, an import with rejected rows, and a conflict."""
    rejects = Import.objects.filter(state="done", rejected__gt=0).earliest("pk")
    return {
        "table": Import.objects.get(state="preview", format="csv").pk,
        "rejects": rejects.pk,
        "conflict": Conflict.objects.open().earliest("pk").pk,
    }


def answered(idea: Idea) -> dict[str, Any]:
    """An answer on its way, things that were promised and delivered, an opportunity, and words that were picked."""
    picked, verified = (
        insights.highlight(idea, by=who("mia"), quote=words, codes=["water"])
        for words in idea.title.split()[:2]
    )
    insights.verify(verified, by=who("fay"))
    deliveries = Delivery.objects.order_by("pk")
    return {
        "held": HeldAnswer.objects.open().get().insight_id,
        "promised": deliveries.filter(stage="doing").first().insight_id,  # type: ignore[union-attr]
        "delivered": deliveries.filter(stage="shipped").first().insight_id,  # type: ignore[union-attr]
        "opportunity": Opportunity.objects.earliest("pk").pk,
        "pickable": {"kind": "idea", "pk": idea.pk},
        "word": idea.title.split()[2],
        "picked": picked.pk,
        "verified": verified.pk,
        "free_day": FreeDay.objects.earliest("pk").pk,
        "mia": who("mia").pk,
    }


def tended(households: Community, *, kept: tuple[Theme, Theme]) -> dict[str, Any]:
    """Themes that somebody merged, split and set aside, and a voice that somebody moved."""
    mia = who("mia")
    rest = Theme.objects.filter(community=households).real().standing()
    one, other, aside = rest.exclude(pk__in=[theme.pk for theme in kept]).order_by("-size", "pk")[:3]
    member = ThemeMember.objects.filter(theme=kept[0]).last()
    part = ThemeMember.objects.filter(theme=other).last()
    assert member is not None
    assert part is not None
    intelligence.merge(one, by=mia, into=other)
    split = intelligence.split(other, by=mia, members=[part.pk], name="A part of it")
    return {
        "moved": intelligence.move(member, by=mia, to=other).pk,
        "split_theme": split.pk,
        "one_theme": one.pk,
        "aside": intelligence.set_aside(aside, by=mia).pk,
    }


def told(idea: Idea, secret: Idea) -> dict[str, Any]:
    """A browser that is pushed to, the way out of a letter, and what feeds are about."""
    keys = {"p256dh": "A" * 87, "auth": "A" * 22}
    following.follow(idea, by=who("ben"))
    return {
        "device": notices.add(by=who("ada"), endpoint="https://push.example/1", name="A browser", **keys).pk,
        "way_out": address_of_letters(who("ada"), ["talk"]).strip("/").rpartition("/")[2],
        "stream": "answers",
        "an_idea": {"kind": "idea", "pk": idea.pk},
        "a_secret": {"kind": "idea", "pk": secret.pk},
    }


def as_one(households: Community) -> dict[str, Any]:
    """Two of Ada's and Ben's ideas that wait for his consent, and two that are one."""

    def pair(first: str, second: str) -> Merge:
        one, other = (
            ideas.publish(ideas.draft(households, by=who(by), title=title), by=who(by))
            for by, title in (("ada", first), ("ben", second))
        )
        return ideas.propose(one, by=who("ada"), into=other)

    return {
        "proposed": pair("A well", "A new well").pk,
        "as_one": ideas.agree(pair("A pump", "A new pump"), by=who("ben")).pk,
    }


def overseen(households: Community, idea: Idea, secret: Idea) -> dict[str, Any]:
    """Something that is hidden, an appeal that waits, a flag and a block."""
    hidden = ideas.publish(
        ideas.draft(households, by=who("ada"), title="Cheap pills", body=""), by=who("ada")
    )
    moderation.hide([ref(hidden)], by=who("cleo"), reason="spam", words="This sells something.")
    stranger = people.meet("town7@brightwater.example")
    moderation.block(stranger, by=who("cleo"), community=households, reason="spam")
    comment = Comment.objects.standing().exclude(author__in=[who("ada"), who("cleo")]).first()
    return {
        "hidden": hidden.pk,
        "hid": {"kind": "ideas.idea", "pk": hidden.pk},
        "decided": Decision.objects.get(subject=ref(hidden)).pk,
        "appealed": Appeal.objects.get(outcome="").pk,
        "my_flag": moderation.flag(comment, by=who("ada"), reason="spam").pk,
        "flaggable": {"kind": "ideas.idea", "pk": idea.pk},
        "unflaggable": {"kind": "ideas.idea", "pk": secret.pk},
        "ben": who("ben").pk,
        "blocked": Block.objects.get(person=stranger).pk,
        "household": households.pk,
    }


#: What is sent to a route, where an empty form would not do: by route, or by route and thing.
BODIES: dict[Any, Any] = {
    "ideas:attach": lambda things: {"file": a_picture(), "alt": "A bench under a tree"},
    **{
        f"moderation:{verb}": lambda things: {"pick": f"ideas.idea/{things['idea']}", "reason": "spam"}
        for verb in ("hide", "lock", "let_pass", "unlock")
    },
    "moderation:restore": lambda things: {"pick": f"ideas.idea/{things['hidden']}"},
    "moderation:flag": {"reason": "spam"},
    "moderation:block": lambda things: {"reason": "spam", "community": things["household"]},
    "moderation:appeal": {"words": "It sells nothing."},
    "moderation:uphold": {"answer": "It does."},
    "moderation:overturn": {"answer": "It does not."},
    **{
        f"following:{verb}": lambda things: {"thing": f"ideas.idea/{things['idea']}"}
        for verb in ("follow", "unfollow")
    },
    ("following:follow", "secret"): lambda things: {"thing": f"ideas.idea/{things['secret']}"},
    "notices:add": {"endpoint": "https://push.example/2", "p256dh": "A" * 87, "auth": "A" * 22},
    "notices:prefer": {
        **{
            f"pace-{occasion}": "daily"
            for occasion in ("duty", "moderation", "answer", "talk", "change", "following")
        },
        "digest_hour": "08",
        "digest_weekday": "0",
    },
    "ideas:propose": lambda things: {"into": things["mine"], "reason": "Both are."},
    "people:prefer": {"language": "es", "time_zone": "Europe/Madrid"},
    "people:make_token": {"name": "A script", "scopes": ["read"], "days": "30"},
    "channels:ask": lambda things: {"author": things["author"], "words": "It was me."},
    "channels:refuse": {"because": "It was somebody else."},
    "channels:upload": {"format": "ideascale"},
    "agreements:publish": {"body": "We promise again.", "change": ""},
    "people:rename": {"name": "Somebody Else"},
    "communities:found": {"name": "New ground", "slug": "new-ground", "summary": "", "joining": "open"},
    "communities:playbook": {"title": "Water 2027", "found-solvers": "on", "name-solvers": "Solvers"},
    "communities:rename": {"title": "Start-ups 2028"},
    "communities:invite": {"email": "somebody@example.org"},
    "communities:appoint": {"email": "ben@brightwater.example", "role": "moderator"},
    "ideas:draft": {"title": "A new one", "body": "", "email": "somebody@example.org"},
    "ideas:edit": {"title": "Thought", "body": ""},
    "ideas:revise": {"title": "A better bench", "body": "With a back."},
    "ideas:withdraw": {"reason": "I thought again."},
    "discussions:post": lambda things: {"subject": f"ideas.idea/{things['idea']}", "body": "Yes."},
    ("discussions:post", "secret"): lambda things: {
        "subject": f"ideas.idea/{things['secret']}",
        "body": "Yes.",
    },
    "discussions:answer": lambda things: {
        "subject": f"ideas.idea/{things['idea']}",
        "outcome": "accepted",
        "reason": "It is right.",
    },
    "insights:give": lambda things: {"owner": things["fay"], "due_on": things["soon"]},
    "insights:make": lambda things: {
        "title": "Again",
        "contradicting": "None found.",
        "owner": things["fay"],
        "due_on": things["soon"],
    },
    "insights:hand_over": lambda things: {"to": things["mia"], "reason": "It is hers."},
    "insights:deliver": lambda things: {
        "stage": "doing",
        "percent": "60",
        "note": "Half of it runs.",
        "owner": things["fay"],
    },
    "insights:measure": {"what": "Calls", "before": "9", "after": "3", "unit": "a day", "source": "The log."},
    "insights:frame": {"who": "Gardeners", "need": "water in July"},
    "insights:link": lambda things: {"insight": things["waiting"]},
    "insights:settle": {"state": "taken", "because": "It is worth it."},
    "insights:highlight": lambda things: {"quote": things["word"], "codes": "water"},
    "insights:attach": lambda things: {"insight": things["waiting"]},
    "insights:free": {"days": "2027-05-06 A day of our own"},
    "insights:fill": {"country": "ES", "year": "2027"},
    "insights:week": {"weekday": ["5", "6"]},
    "insights:set_clock": {"days_to_answer": "10", "days_to_escalation": "5"},
    "insights:draft": lambda things: {"pick": [things["waiting"]], "reason": "Thinking."},
    "intelligence:merge": lambda things: {"to": things["another theme"]},
    "intelligence:split": lambda things: {"members": [things["member"]], "name": "A part"},
    "intelligence:move": lambda things: {"to": things["another theme"]},
    "insights:answer": {"outcome": "accepted", "reason": "It is right."},
    "insights:answer_many": lambda things: {
        "outcome": "accepted",
        "reason": "It is right.",
        "pick": [things["waiting"]],
    },
    "intelligence:name": {"name": "Water"},
    "intelligence:correct_language": {"language": "en"},
    "intelligence:correct_sentiment": {"sentiment": "neutral"},
}
