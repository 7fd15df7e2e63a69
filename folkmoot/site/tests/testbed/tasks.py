"""A job that writes down when it starts and ends, and takes its time in between."""

import time
from pathlib import Path

from procrastinate.contrib.django import app


@app.task(name="testbed.take_time", queue="default")
def take_time(seconds: float, diary: str) -> None:
    with Path(diary).open("a") as file:
        file.write("began\n")
        file.flush()
        time.sleep(seconds)
        file.write("ended\n")
