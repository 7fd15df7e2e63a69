"""The whole thread by the pages: flag, queue, hide, the author reads why, appeals, another decides, the log."""

from folkmoot.domains.moderation.models import Appeal, Case, Decision
from folkmoot.domains.notices.models import Notice


def test_from_a_flag_to_an_appeal_that_is_right(idea, ada, ben, cleo, mia, dan, enter, client, work):
    page = f"/ideas/{idea.pk}/"
    assert f"/moderation/flag/ideas.idea/{idea.pk}/" in enter(ben).get(page).content.decode()
    flagged = client.post(f"/moderation/flag/ideas.idea/{idea.pk}/", {"reason": "attack", "words": "Rude."})
    assert (flagged.status_code, flagged.url) == (302, page)

    enter(cleo)
    assert "wait for a moderator" in client.get("/").content.decode()
    desk = client.get("/moderation/").content.decode()
    assert "A bench" in desk
    assert "Rude." in desk
    assert "Ben" in desk
    done = client.post(
        "/moderation/hide/",
        {"pick": f"ideas.idea/{idea.pk}", "reason": "attack", "words": "Not against persons."},
    )
    assert done.url == "/moderation/"
    assert "undo it" in client.get("/moderation/").content.decode()
    assert Case.objects.open().count() == 0

    work()
    assert enter(dan).get(page).status_code == 404
    seen = enter(ada).get(page).content.decode()
    assert "Hidden by moderation" in seen
    assert "Not against persons." in seen
    assert "never against persons" in seen, "the rule itself"
    assert Notice.objects.filter(person=ada, verb="ideas.idea.hidden").count() == 1
    assert "A bench" in client.get("/notices/").content.decode()
    why = client.get(f"/moderation/of/ideas.idea/{idea.pk}/").content.decode()
    decision = Decision.objects.get()
    assert f"/moderation/decisions/{decision.pk}/appeal/" in why
    assert "Cleo" not in why
    made = client.post(f"/moderation/decisions/{decision.pk}/appeal/", {"words": "I attacked nobody."})
    assert made.status_code == 302
    overturned(Appeal.objects.get(), by=mia, not_by=cleo, enter=enter, client=client)
    work()
    assert enter(dan).get(page).status_code == 200
    assert Notice.objects.filter(person=ada, verb="moderation.decision.overturned").count() == 1
    client.logout()
    log = client.get("/moderation/log/").content.decode()
    assert "the decision was wrong" in log
    assert "Attacks or insults" in log
    for word in ("Ada", "Cleo", "Mia", "A bench", "Not against persons.", page):
        assert word not in log


def overturned(appeal, *, by, not_by, enter, client):
    """Whoever decided first is refused with the reason; another person undoes it."""
    address, desk = f"/moderation/appeals/{appeal.pk}/overturn/", "/moderation/appeals/"
    assert "You decided this yourself" in enter(not_by).get(desk).content.decode()
    client.post(address, {"answer": "No."})
    assert not Appeal.objects.exclude(outcome="").exists()
    assert "I attacked nobody." in enter(by).get(desk).content.decode()
    assert client.post(address, {"answer": "Right."}).status_code == 302
