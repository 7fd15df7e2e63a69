"""Reading and finding themes, in the worker. One of both at a time: each takes a whole core."""

import logging

from django.db.models import Exists, F, OuterRef, Q
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from folkmoot.domains.channels.models import Import
from folkmoot.domains.channels.models import State as ImportState
from folkmoot.domains.communities.models import Community, CommunityQuerySet
from folkmoot.kit.jobs import defer_once

from . import actions
from .larger import Unfit, encoder_set
from .models import Encoder, Grouping, Understanding, UnderstandingQuerySet, not_english
from .progress import tell
from .texts import waiting

BATCH = 200  # texts a transaction
#: A few new voices wait this long for others before themes are found again, in seconds.
PATIENCE = 60
LOCK = "intelligence"
log = logging.getLogger(__name__)
#: Texts that a larger model reads in one transaction, and in one job before others have their turn.
LARGER_BATCH, LARGER_AT_A_TIME = 50, 500
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
    if (larger := Encoder.objects.serving().first()) is not None:
        read_by_larger(larger)
    if is_spoken_in_other_languages():
        defer_once(read_in_many_languages)
    for community in communities_with_news():
        defer_once(
            find_themes,
            lock=f"intelligence.find_themes/{community.pk}",
            in_seconds=0 if has_much_news(community) else PATIENCE,
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
    """What was read by the models of today, each text in the space of its language."""
    from .understanding import models_now  # noqa: PLC0415  (a web process does not load it)

    models = models_now()
    known = Understanding.objects.filter(
        language_model=models.language,
        sentiment_model=models.sentiment,
        vector_model__in=["", models.vector],
        vector_other_model__in=["", models.other],
    )
    if not models.other:
        return known
    # A machine without the model of many languages left these out.
    return known.exclude(not_english(), vector_other_model="")


def communities_with_news() -> CommunityQuerySet:
    """Where something was understood since themes were found, and no import is under way."""
    since = Q(community__grouping=None) | Q(understood_at__gt=F("community__grouping__found_at"))
    news = Understanding.objects.filter(since, community=OuterRef("pk"))
    running = Import.objects.filter(
        community=OuterRef("pk"), state__in=[ImportState.WAITING, ImportState.RUNNING]
    )
    return Community.objects.filter(Exists(news), ~Exists(running))


def has_much_news(community: Community) -> bool:
    """Whether half as much as was grouped afresh came since, as after an import: whoever brought it in waits for it."""
    last = Grouping.objects.filter(community=community).first()
    if last is None:
        return True
    news = Understanding.objects.filter(community=community, understood_at__gt=last.found_at)
    enough = last.fresh_size // 2 + 1
    return news[:enough].count() == enough


@app.task(name="intelligence.find_themes", queue="default", lock=LOCK, retry=RETRY)
def find_themes(community_id: int) -> None:
    """Group what was understood in a community."""
    community = Community.objects.filter(pk=community_id).first()
    if community is not None:
        actions.find_themes_in(community)
        tell(community_id, is_over=True)


def is_spoken_in_other_languages() -> bool:
    """Whether anybody here has spoken in another language than English: only then is English read twice."""
    return (
        Understanding.objects.filter(not_english(), vector_other__isnull=False)
        .exclude(language="und")
        .exists()
    )


@app.task(
    name="intelligence.read_in_many_languages",
    queue="default",
    lock=LOCK,
    queueing_lock="intelligence.read_in_many_languages",
    priority=-10,
    retry=RETRY,
)
def read_in_many_languages() -> None:
    """Give English texts a vector among many languages, too; some at a time, so that what arrives goes first."""
    if actions.read_in_many_languages(BATCH):
        defer_once(read_in_many_languages)


@app.periodic(cron="*/2 * * * *")
@app.task(
    name="intelligence.put_larger_model_in_place",
    queue="default",
    lock=LOCK,
    queueing_lock="intelligence.put_larger_model_in_place",
    priority=-10,
    retry=RETRY,
)
def put_larger_model_in_place(timestamp: int = 0) -> None:
    """Follow the setting: read all texts by the model that it names, then let it serve; or take it out of use."""
    try:
        encoder = encoder_of_setting()
        if encoder is None or encoder.state != Encoder.State.FILLING:
            tidy()
            return
        if read_by_larger(encoder, most=LARGER_AT_A_TIME):
            defer_once(put_larger_model_in_place)
        elif actions.let_serve(encoder):
            for community in Community.objects.filter(understandings__isnull=False).distinct():
                lock = f"intelligence.find_themes/{community.pk}"
                defer_once(find_themes, lock=lock, community_id=community.pk)
    except Unfit as reason:
        log.error("The model of FOLKMOOT_ENCODER cannot be used: %s", reason)


def encoder_of_setting() -> Encoder | None:
    """The row of the model that the setting names; made, after it was tried, if there is none. Raises Unfit."""
    reader = encoder_set()
    if reader is None:
        actions.retire_encoders_but("")
        return None
    known = Encoder.objects.filter(model=reader.model).exclude(state=Encoder.State.RETIRED).first()
    if known is not None:
        return known
    from .conformance import conform  # noqa: PLC0415  (a web process does not load it)

    encoder = actions.start_encoder(reader, conform(reader))
    actions.retire_encoders_but(encoder.model)
    return encoder


def read_by_larger(encoder: Encoder, *, most: int = 0) -> int:
    """Have what is missing read by a larger model, a batch a transaction; how many were read. Raises Unfit."""
    read = 0
    while rows := list(actions.missing_from(encoder)[:LARGER_BATCH]):
        kept = actions.fill(encoder, rows)
        read += kept
        # What changed while it was read waits for the next walk; a stop is heard between two batches.
        is_stopped = Encoder.objects.filter(pk=encoder.pk, state=Encoder.State.STOPPED).exists()
        if not kept or is_stopped or (most and read >= most):
            break
    return read


def tidy() -> None:
    """Vectors of models that are not in use take room."""
    for encoder in Encoder.objects.filter(state=Encoder.State.RETIRED, vectors__isnull=False).distinct():
        while actions.drop_vectors(encoder, 1000):
            pass
