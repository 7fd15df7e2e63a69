"""The one router of the room: two would hide each other's methods at one address."""

from ninja import Router

router = Router(tags=["communities"])
