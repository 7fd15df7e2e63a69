"""``python -m folkmoot.site COMMAND``: a management command, with the database up for as long as it takes."""

import contextlib
import os
import sys

import django
from django.core.management import execute_from_command_line, get_commands, load_command_class

from folkmoot.site.launch import commanding
from folkmoot.site.launch.problems import Problem

# Django's own commands that ask no database.
WITHOUT = {"help", "check", "collectstatic", "findstatic", "diffsettings", "startapp", "compilemessages"}
AS_OWNER = {"migrate", "makemigrations", "squashmigrations"}


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")
    name = arguments[0] if arguments else "help"
    if name in AS_OWNER or (name == "demo" and "--remove" in arguments):
        os.environ["FOLKMOOT_AS_OWNER"] = "1"
    commanding.tell_address()
    try:
        with database_for(name, arguments):
            execute_from_command_line(["bin/folkmoot", *(arguments or ["help"])])
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read what we print has enough, such as `head`; what Python flushes at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


def database_for(name: str, arguments: list[str]) -> contextlib.AbstractContextManager[None]:
    """Nothing for a command that needs none, or for one that our own supervisor calls."""
    is_question = bool({"-h", "--help", "--version"} & set(arguments))
    if os.environ.get("FOLKMOOT_IS_SUPERVISED") == "1" or is_question or not needs_database(name):
        return contextlib.nullcontext()
    return commanding.database(name)


def needs_database(name: str) -> bool:
    """True unless the command says ``needs_database = False``, or is none: then Django says so."""
    if name in WITHOUT:
        return False
    django.setup()  # before, Django knows its own commands only
    room = get_commands().get(name)
    if room is None:
        return False
    command = load_command_class(room, name) if isinstance(room, str) else room
    return bool(getattr(command, "needs_database", True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
