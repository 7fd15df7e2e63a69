"""Lists in sheets: complete, in order, filtered, and with a bounded number of statements."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.domains.communities.actions import found as found_community
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import ref

from .asking import ask, published


def many(model, n, **fields):
    return model.objects.bulk_create(model(**fields) for _ in range(n))


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_sheets_hold_every_idea_once_in_order(limit, garden, workshop, ben, eva):
    now = timezone.now()
    for hours in (3, 1, 2):  # several at one moment, and private ones between
        fields = {"title": "x", "state": "live", "published_at": now - timedelta(hours=hours)}
        many(Idea, 3, community=garden, author=ben, **fields)
        many(Idea, 2, community=workshop, author=eva, **fields)
    found, cursor = [], ""
    for _ in range(20):
        said = ask("", "GET", f"/ideas/?limit={limit}&cursor={cursor}").json()
        found += [one["id"] for one in said["items"]]
        assert len(said["items"]) <= limit
        if not (cursor := said["next"]):
            break
    assert found == list(Idea.objects.filter(community=garden).newest_first().values_list("pk", flat=True))


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_sheets_hold_every_comment_and_every_community_once(limit, bench, root, garden, ben):
    many(Comment, 4, subject=ref(bench), community=garden, author=ben, body="x", said_at=timezone.now())
    for slug in ("alley", "barn", "zoo"):
        found_community(by=root, name=slug, slug=slug)
    for address, field, most in ((f"/ideas/{bench.pk}/comments/", "id", 5), ("/communities/", "slug", 4)):
        seen, cursor = [], ""
        for _ in range(9):
            said = ask("", "GET", f"{address}?limit={limit}&cursor={cursor}").json()
            seen += [one[field] for one in said["items"]]
            if not (cursor := said["next"]):
                break
        assert seen == sorted(set(seen))
        assert len(seen) == most


def test_ideas_are_found_by_community_state_and_words(bench, garden, ada, fay):
    pond = ideas.move(published(garden, ada, "A pond"), by=fay, state="accepted", reason="Yes")
    for asked in ("state=accepted", "q=pond", "community=garden&q=pond&state=accepted"):
        assert [one["id"] for one in ask("", "GET", f"/ideas/?{asked}").json()["items"]] == [pond.pk]
    assert ask("", "GET", "/ideas/?state=nonsense").status_code == 422
    assert ask("", "GET", "/ideas/?limit=101").status_code == 422
    assert ask("", "GET", "/ideas/?community=nowhere").status_code == 404


def statements(address, token=""):
    with CaptureQueriesContext(connection) as asked:
        answer = ask(token, "GET", address)
    assert answer.status_code == 200
    return len(asked), len(answer.json()["items"])


@pytest.mark.parametrize("role", ["visitor", "ada", "mia"])
def test_the_number_of_statements_does_not_grow(role, tokens, bench, garden, ben):
    comments = f"/ideas/{bench.pk}/comments/?limit=100"
    seen = {}
    ask(tokens[role], "GET", "/communities/")  # the first use of a token is noted
    for n in (10, 190):
        people = [Person.objects.create(name=f"P{n}{m}", email=f"p{n}{m}@example.org") for m in range(n)]
        keys = count()
        for author in people:
            Idea.objects.create(
                community=garden,
                author=author,
                title=f"x{next(keys)}",
                state="live",
                published_at=timezone.now(),
            )
            Comment.objects.create(subject=ref(bench), community=garden, author=author, body="x")
        seen[n] = [statements(address, tokens[role]) for address in ("/ideas/?limit=100", comments)]
    assert [most for most, _ in seen[10]] == [most for most, _ in seen[190]]
    assert [shown for _, shown in seen[190]] == [100, 100]
    assert max(most for most, _ in seen[190]) <= 6
