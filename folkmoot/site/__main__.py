"""``python -m folkmoot.site COMMAND``: a management command, with the database up for as long as it takes."""

import contextlib
import os
import sys

import django
from django.core.management import BaseCommand, execute_from_command_line, get_commands, load_command_class

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
        with contextlib.ExitStack() as stack:
            open_database(stack, name, arguments)
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


def open_database(stack: contextlib.ExitStack, name: str, arguments: list[str]) -> None:
    """For as long as ``stack`` lives. Only a command that looks for what is wrong goes on without."""
    try:
        stack.enter_context(database_for(name, arguments))
    except Problem as problem:
        if not getattr(command_named(name), "goes_on_without_database", False):
            raise
        print(problem, file=sys.stderr)


def database_for(name: str, arguments: list[str]) -> contextlib.AbstractContextManager[None]:
    """Nothing for a command that needs none, or for one that our own supervisor calls."""
    is_question = bool({"-h", "--help", "--version"} & set(arguments))
    if os.environ.get("FOLKMOOT_IS_SUPERVISED") == "1" or is_question or name in WITHOUT:
        return contextlib.nullcontext()
    command = command_named(name)
    if command is None or not getattr(command, "needs_database", True):
        return contextlib.nullcontext()
    return commanding.database(name, is_prepared=getattr(command, "is_prepared", True))


def command_named(name: str) -> BaseCommand | None:
    """It may say ``needs_database = False``, or ``is_prepared = False``: it takes the database as it is."""
    django.setup()  # before, Django knows its own commands only
    room = get_commands().get(name)
    return load_command_class(room, name) if isinstance(room, str) else room


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
