"""The ground: tools that know no subject."""

import orjson
from django.apps import AppConfig
from psycopg.types.json import set_json_loads


class KitConfig(AppConfig):
    name = "folkmoot.kit"

    def ready(self) -> None:
        # A page reads all that it shows as JSON (together.py).
        set_json_loads(orjson.loads)
