"""Imports in the worker."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import actions
from .models import Import

logger = logging.getLogger(__name__)


@app.task(
    name="channels.run_import", queue="default", retry=RetryStrategy(max_attempts=5, exponential_wait=3)
)
def run_import(import_id: int) -> None:
    """Go on with this import until it is over; after a crash, from where it was."""
    one = Import.objects.get(pk=import_id)
    if one.is_over:
        return
    try:
        if one.rows is None:
            one = actions.count(one)
        actions.run(one)
    except actions.TakenOver as other:
        logger.info("%s", other)
