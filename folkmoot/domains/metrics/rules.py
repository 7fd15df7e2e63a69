"""Who may say what is aimed at: whoever steers the place. Reading numbers needs no leave beyond seeing the place."""

from typing import Any

from folkmoot.activity.steering import may_steer
from folkmoot.kit.answers import Answer


def may_aim(person: Any, context: str) -> Answer:
    return may_steer(person, context)
