"""Every page of the demo world answers: to a visitor, to a member, to those with a role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.channels.models import Import
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.insights.models import Insight, Opportunity
from folkmoot.domains.intelligence.models import Theme
from folkmoot.domains.notices.models import Letter
from folkmoot.domains.people.models import Person
from folkmoot.domains.webhooks.models import Webhook
from folkmoot.kit import pages

EVERYBODY = ["", "ada", "cleo", "fay", "mia", "root"]
SIGNED_IN = EVERYBODY[1:]
OFFICES = ["cleo", "fay", "mia", "root"]
# path, and who may see it (others are sent to the sign-in page, refused, or told that it is not there)
PAGES = {
    "/": EVERYBODY,
    "/communities/": EVERYBODY,
    "/communities/households/": EVERYBODY,
    "/communities/trials/": ["fay", "mia", "root"],
    "/communities/found/": ["root"],
    "/communities/playbooks/": ["root"],
    "/communities/playbooks/fan_ideation/": ["root"],
    "/communities/households/members/": ["mia", "root"],
    "/ideas/": EVERYBODY,
    "/ideas/?q=tap&sort=support": EVERYBODY,
    "/ideas/?q=zzzzqqq": EVERYBODY,
    "/ideas/in/households/?state=delivered": EVERYBODY,
    "/ideas/in/households/draft/": EVERYBODY,
    "/ideas/{idea}/": EVERYBODY,
    "/ideas/{idea}/versions/": EVERYBODY,
    "/ideas/{idea}/propose/": SIGNED_IN,
    "/ideas/{draft}/edit/": ["ada"],
    "/discussions/comments/{comment}/reply/": SIGNED_IN,
    "/insights/": EVERYBODY,
    "/insights/?state=late": EVERYBODY,
    "/insights/?state=answered": EVERYBODY,
    "/insights/{insight}/": EVERYBODY,
    "/insights/{late}/": EVERYBODY,
    "/insights/highlight/idea/{idea}/": OFFICES,
    "/insights/opportunities/{opportunity}/": EVERYBODY,
    "/insights/calendar/": ["mia", "root"],
    "/insights/set-clock/households/": ["mia", "root"],
    "/board/": EVERYBODY,
    "/board/?column=deciding": EVERYBODY,
    "/roadmap/": EVERYBODY,
    "/changelog/": EVERYBODY,
    "/desk/": SIGNED_IN,
    "/me/": SIGNED_IN,
    "/notices/": SIGNED_IN,
    "/notices/prefer/": SIGNED_IN,
    "/following/": SIGNED_IN,
    "/outbox/": ["root"],
    "/outbox/{letter}/": ["root"],
    "/imports/": SIGNED_IN,
    "/imports/into/households/": ["mia", "root"],
    "/imports/{preview}/": ["mia", "root"],
    "/imports/{table}/": ["mia", "root"],
    "/imports/{done}/": ["mia", "root"],
    "/imports/{conflict}/": ["mia", "root"],
    "/imports/{done}/rejected/?table=old-forum.csv": ["mia", "root"],
    "/numbers/": EVERYBODY,
    "/numbers/time_to_answer/": EVERYBODY,
    "/numbers/overdue.csv": EVERYBODY,
    "/numbers/report/": EVERYBODY,
    "/numbers/share_answered/items/": EVERYBODY,
    "/numbers/share_answered/compare/": EVERYBODY,
    "/communities/households/themes/": EVERYBODY,
    "/themes/": EVERYBODY,
    "/themes/{theme}/": EVERYBODY,
    "/understanding/": EVERYBODY,
    "/webhooks/": ["mia", "root"],
    "/webhooks/register/": ["mia", "root"],
    "/webhooks/{hook}/": ["mia", "root"],
    "/webhooks/{hook}/change/": ["mia"],
    "/webhooks/{hook}/log/": ["mia", "root"],
    "/promises/": EVERYBODY,
    "/promises/accessibility/": EVERYBODY,
    "/promises/terms/versions/": EVERYBODY,
    "/promises/terms/publish/": ["root"],
    "/moderation/": ["cleo", "mia", "root"],
    "/moderation/log/": EVERYBODY,
    "/moderation/blocks/": ["cleo", "mia", "root"],
    "/moderation/appeals/": ["cleo", "mia", "root"],
    "/moderation/flag/ideas.idea/{idea}/": SIGNED_IN,
    "/privacy/": SIGNED_IN,
    "/imports/claims/": SIGNED_IN,
    "/imports/claims/ask/": SIGNED_IN,
    "/me/identities/": SIGNED_IN,
    "/me/security/": SIGNED_IN,
    "/me/sign-in-again/": SIGNED_IN,
    "/me/tokens/": SIGNED_IN,
    "/audit/": ["root"],
    "/brand/": ["root"],
    "/first-hour/": ["mia", "root"],
    "/go/": EVERYBODY,
    "/keys/": EVERYBODY,
    "/kit/": EVERYBODY,
    "/account/login/": [""],
    "/account/signup/": [""],
    "/account/login/code/": [""],
    "/account/password/reset/": EVERYBODY,
    "/account/email/": SIGNED_IN,
}


@pytest.fixture
def things(demo_world, db):
    waiting, done = Import.objects.filter(state="preview"), Import.objects.filter(state="done")
    return {
        "idea": Idea.objects.get(title__startswith="Half price").pk,
        "draft": Idea.objects.get(state="draft").pk,
        "comment": Comment.objects.that_can_be_answered().filter(community__slug="households").first().pk,
        "insight": Insight.objects.answered().first().pk,
        "opportunity": Opportunity.objects.get().pk,
        "theme": Theme.objects.filter(community__slug="households", retired_at=None).first().pk,
        "late": Insight.objects.get(title__startswith="Bills").pk,
        "letter": Letter.objects.first().pk,
        "preview": waiting.get(format="ideascale").pk,
        "table": waiting.get(format="csv").pk,
        "done": done.earliest("pk").pk,
        "conflict": done.latest("pk").pk,
        "hook": Webhook.objects.get().pk,
    }


def visits(things, client):
    """Who, where, and the answer: everybody of the cast on every page."""
    for who in EVERYBODY:
        client.logout()
        if who:
            person = Person.objects.get(email=f"{who}@brightwater.example")
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for path in PAGES:
            yield who, path, client.get(path.format(**things))


def test_what_rooms_put_on_pages_of_others_keeps_its_budget_of_statements(things, client, monkeypatch):
    most: dict[str, tuple[int, int]] = {}
    fill = pages.filled_by

    def counted(filler, request, thing):
        with CaptureQueriesContext(connection) as queries:
            filled = fill(filler, request, thing)
        most[filler.name] = max(most.get(filler.name, (0, 0)), (len(queries), filler.most))
        return filled

    monkeypatch.setattr(pages, "filled_by", counted)
    for _who, _path, _answer in visits(things, client):
        pass

    assert len(most) >= 15
    assert {name: counts for name, counts in most.items() if counts[0] > counts[1]} == {}


def test_every_page_answers_whoever_may_see_it_and_nobody_else(things, client):
    wrong = [
        (who or "a visitor", path, answer.status_code)
        for who, path, answer in visits(things, client)
        if (answer.status_code == 200) != (who in PAGES[path])
    ]
    assert wrong == []
