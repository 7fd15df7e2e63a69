"""Log lines without personal data: what code says is kept, what people gave is not.

The message of another library may hold an address or a token, and so may the text of an exception. So:
- a message of ours is written in full, but an exception in it by its kind only;
- of another library's message only the words that stand in its code (the template) are written, and a message without
  a template by its place only;
- an exception is written as its kind and the places in the code that it came through, never by its text.
"""

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from folkmoot.site import places

OURS = "folkmoot"
MOST_PLACES = 12
# Their lines hold nothing but their own names: the server's own, and those of start and stop.
TRUSTED = ("_granian",)


class AddRequest(logging.Filter):
    """Each line that is written while a request is answered bears its id.

    Django's own line about a status is left out: the request's line has it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        from folkmoot.site.operations.requests import request_id  # noqa: PLC0415  (settings name this filter)

        record.request_id = request_id.get()
        return record.name != "django.request" or bool(record.exc_info)


class JsonLines(logging.Formatter):
    """One JSON object per line: time, level, logger, message, request id, and the facts of the line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
            **({"request_id": found} if (found := getattr(record, "request_id", "")) else {}),
            **facts_of(record),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = kinds_of(record.exc_info[1])
            line["at"] = places_of(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


class Lines(logging.Formatter):
    """The same for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        parts = [
            datetime.fromtimestamp(record.created).strftime("%H:%M:%S"),
            record.levelname,
            f"{record.name}: {message_of(record)}",
            *([f"{facts['ms']} ms"] if "ms" in facts else []),
            *([f"[{found}]" if (found := getattr(record, "request_id", "")) else ""]),
        ]
        if record.exc_info and record.exc_info[0]:
            parts.append(kinds_of(record.exc_info[1]))
            parts += [f"\n    {place}" for place in places_of(record.exc_info[2])]
        return " ".join(part for part in parts if part)


def message_of(record: logging.LogRecord) -> str:
    """What may be written of a message."""
    if record.name.partition(".")[0] == OURS:
        return _by_kind(record).getMessage()
    if record.name.startswith(TRUSTED):
        return record.getMessage()
    if record.name == "django.request":
        return f"An error was answered with {getattr(record, 'status_code', 500)}."
    if record.args:
        return str(record.msg)
    if record.name.startswith("procrastinate") and (said := facts_of(record)):
        return " ".join(str(part) for part in said.values())
    return f"(said at {_short(record.pathname)}:{record.lineno})"


def _by_kind(record: logging.LogRecord) -> logging.LogRecord:
    """The same record, with exceptions among its arguments named by their kind."""
    if not isinstance(record.args, tuple) or not any(isinstance(arg, BaseException) for arg in record.args):
        return record
    copy = logging.makeLogRecord(record.__dict__)
    copy.args = tuple(kinds_of(arg) if isinstance(arg, BaseException) else arg for arg in record.args)
    return copy


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """Facts that our code gives with a line; of procrastinate's lines the job and its task, not its arguments."""
    facts = dict(getattr(record, "facts", {}))
    if record.name.startswith("procrastinate"):
        many = getattr(record, "jobs", None) or [{}]
        job = getattr(record, "job", None) or many[0]
        known = {
            "action": getattr(record, "action", None),
            "job": job.get("id"),
            "task": job.get("task_name"),
        }
        facts |= {name: value for name, value in known.items() if value is not None}
    return facts


def kinds_of(error: BaseException | None) -> str:
    """The kind of an exception and of what caused it: ``IntegrityError < UniqueViolation``."""
    kinds: list[str] = []
    while error is not None and len(kinds) < 5:
        kinds.append(type(error).__name__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " < ".join(kinds)


def places_of(trace: TracebackType | None) -> list[str]:
    """The last places in the code that an exception came through; file, line, function."""
    frames = traceback.extract_tb(trace)[-MOST_PLACES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(name: str) -> str:
    """From the checkout or from the packages on: where it is installed says nothing of use."""
    path = Path(name)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(places.ROOT)) if path.is_relative_to(places.ROOT) else path.name


def serve() -> None:
    """In a process that serves, which request queued which job is a line, and what nobody caught is one, too."""
    logging.getLogger("procrastinate.jobs").setLevel(logging.INFO)
    log = logging.getLogger(f"{OURS}.uncaught")

    def of_process(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("Nobody caught this.", exc_info=(kind, error, trace))

    def of_thread(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            of_process(found.exc_type, found.exc_value, found.exc_traceback)

    sys.excepthook, threading.excepthook = of_process, of_thread


def logging_settings(level: str, form: str) -> dict[str, Any]:
    """Django's LOGGING: everything goes to the standard error output; ``form`` is ``json`` or ``lines``."""
    classes = {"json": "JsonLines", "lines": "Lines"}
    if form not in classes:
        raise ValueError(f"FOLKMOOT_LOG_FORMAT is {form}: it may be lines or json.")
    module = __name__
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": f"{module}.AddRequest"}},
        "formatters": {"chosen": {"()": f"{module}.{classes[form]}"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "chosen", "filters": ["request"]}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Its own handlers would write messages in full.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            # What it says of a 4xx stands in the request's own line.
            "django.request": {"level": "ERROR"},
            "folkmoot.site.operations.requests": {"level": "INFO"},
            "folkmoot.site.worker": {"level": "INFO"},
        },
    }
