"""Devices: browsers that a person lets us push to, and no longer."""

from django.db import transaction

from folkmoot.domains.notices import rules
from folkmoot.domains.notices.models import Device
from folkmoot.domains.people.models import Person


@transaction.atomic
def add(*, by: Person, endpoint: str, p256dh: str, auth: str, name: str) -> Device:
    """Push to this browser from now on. A browser belongs to whoever signed in last: the same address moves to them."""
    rules.may_add(by).insist()
    device, _is_new = Device.objects.update_or_create(
        endpoint=endpoint,
        defaults={"person": by, "p256dh": p256dh, "auth": auth, "name": name[:100] or "?"},
    )
    return device


@transaction.atomic
def remove(device: Device, *, by: Person) -> None:
    """Push no more to this browser."""
    rules.may_remove(by, device).insist()
    device.delete()


@transaction.atomic
def note_gone(device: Device) -> None:
    """Its push service knows it no more (RFC 8030, 7.3): the person took the leave back, or the browser is gone."""
    Device.objects.filter(pk=device.pk).delete()
