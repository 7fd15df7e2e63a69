"""A larger model takes over: started, stopped, resumed, and in use from one moment to the next."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.intelligence import activities, rules
from folkmoot.domains.intelligence.models import Encoder
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused

from .reading_again import missing_from

if TYPE_CHECKING:
    from folkmoot.domains.intelligence.conformance import Conformance
    from folkmoot.domains.intelligence.larger import LargerEncoder


@transaction.atomic
def start_encoder(reader: "LargerEncoder", found: "Conformance") -> Encoder:
    """Have all texts read by the model of the setting; what serves now goes on until the last of them is read.

    Whoever names a folder in the settings of the machine runs it: the activity names nobody.
    """
    encoder, _is_new = Encoder.objects.update_or_create(
        model=reader.model,
        defaults={
            "licence": reader.card.licence[:120],
            "languages": list(reader.card.languages),
            "dimensions": reader.card.dimensions,
            "alike": found.alike,
            "answers": found.answers,
            "state": Encoder.State.FILLING,
            "started_at": timezone.now(),
        },
    )
    others = Encoder.objects.under_way().exclude(pk=encoder.pk)
    others.update(state=Encoder.State.RETIRED)
    record(activities.ENCODER_STARTED, actor="", object=encoder, model=encoder.model)
    return encoder


@transaction.atomic
def let_serve(encoder: Encoder) -> bool:
    """From now on it is compared by this model, everywhere at once; not while a text is missing."""
    list(Encoder.objects.select_for_update().order_by("pk"))
    encoder = Encoder.objects.get(pk=encoder.pk)
    if encoder.state != Encoder.State.FILLING or missing_from(encoder).exists():
        return False
    Encoder.objects.serving().update(state=Encoder.State.RETIRED)
    encoder.state, encoder.serving_at = Encoder.State.SERVING, timezone.now()
    encoder.save(update_fields=["state", "serving_at"])
    record(activities.ENCODER_SERVING, actor="", object=encoder, model=encoder.model)
    return True


@transaction.atomic
def retire_encoders_but(model: str) -> int:
    """Take out of use what the setting does not name any more: the built-in models serve again, at once."""
    changed = Encoder.objects.exclude(model=model).exclude(state=Encoder.State.RETIRED)
    if not model:
        return changed.update(state=Encoder.State.RETIRED)
    # Until the model that is named has read all, the one before it serves.
    return changed.exclude(state=Encoder.State.SERVING).update(state=Encoder.State.RETIRED)


@transaction.atomic
def stop_encoder(*, by: Person) -> Encoder:
    """Read no more by it for now; what serves goes on."""
    return _turn(by, Encoder.State.FILLING, Encoder.State.STOPPED, activities.ENCODER_STOPPED)


@transaction.atomic
def resume_encoder(*, by: Person) -> Encoder:
    """Go on after what it has read."""
    return _turn(by, Encoder.State.STOPPED, Encoder.State.FILLING, activities.ENCODER_STARTED)


def _turn(by: Person, before: str, after: str, verb: Verb) -> Encoder:
    rules.may_run_models(by).insist()
    encoder = Encoder.objects.select_for_update().filter(state=before).first()
    if encoder is None:
        raise Refused(_("No model is being put in place just now."))
    encoder.state = after
    encoder.save(update_fields=["state"])
    record(verb, actor=by, object=encoder, model=encoder.model)
    return encoder
