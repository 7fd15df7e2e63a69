"""Reading and finding themes, in the worker. One of both at a time: each takes a whole core."""

from django.db.models import Exists, F, OuterRef, Q
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from folkmoot.domains.channels.models import Import
from folkmoot.domains.channels.models import State as ImportState
from folkmoot.domains.communities.models import Community, CommunityQuerySet
from folkmoot.kit.jobs import defer_once

from . import actions
from .models import Grouping, Understanding, UnderstandingQuerySet
from .progress import tell
from .texts import waiting

BATCH = 200  # texts a transaction
#: New voices wait this long for others before themes are found again, in seconds.
PATIENCE = 60
LOCK = "intelligence"
RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)


@app.periodic(cron="*/2 * * * *")
@app.task(
    name="intelligence.understand_what_waits",
    queue="default",
    lock=LOCK,
    queueing_lock="intelligence.understand_what_waits",
    retry=RETRY,
)
def understand_what_waits(timestamp: int = 0) -> None:
    """Read all that is not read yet, or changed since, until nothing waits; then ask for the themes."""
    # What changes while it is read is left out, and taken on the next walk.
    while walk():
        pass
    for community in communities_with_news():
        is_first = not Grouping.objects.filter(community=community).exists()
        defer_once(
            find_themes,
            lock=f"intelligence.find_themes/{community.pk}",
            in_seconds=0 if is_first else PATIENCE,
            community_id=community.pk,
        )


def walk() -> int:
    """Read once through what waits; how many texts were kept."""
    kept, touched = 0, set()
    for texts in waiting(read_by_now(), batch=BATCH):
        kept += actions.understand(texts)
        here = {text.community_id for text in texts}
        touched |= here
        for community_id in here:
            tell(community_id)
    for community_id in touched:
        tell(community_id, is_over=True)
    return kept


def read_by_now() -> UnderstandingQuerySet:
    """What was read by the models of today."""
    from .understanding import models_now  # noqa: PLC0415  (a web process does not load it)

    models = models_now()
    return Understanding.objects.filter(
        language_model=models.language,
        sentiment_model=models.sentiment,
        vector_model__in=["", models.vector],
    )


def communities_with_news() -> CommunityQuerySet:
    """Where something was understood since themes were found, and no import is under way."""
    since = Q(community__grouping=None) | Q(understood_at__gt=F("community__grouping__found_at"))
    news = Understanding.objects.filter(since, community=OuterRef("pk"))
    running = Import.objects.filter(
        community=OuterRef("pk"), state__in=[ImportState.WAITING, ImportState.RUNNING]
    )
    return Community.objects.filter(Exists(news), ~Exists(running))


@app.task(name="intelligence.find_themes", queue="default", lock=LOCK, retry=RETRY)
def find_themes(community_id: int) -> None:
    """Group what was understood in a community."""
    community = Community.objects.filter(pk=community_id).first()
    if community is not None:
        actions.find_themes_in(community)
        tell(community_id, is_over=True)
