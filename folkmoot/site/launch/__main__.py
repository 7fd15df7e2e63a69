"""``python -m folkmoot.site.launch up|down``: what bin/up and bin/down call once the packages are there."""

import argparse
import sys

from folkmoot.site import places

from . import background, preparation
from .address import Address
from .instance import Instance
from .problems import Problem
from .supervisor import Stopped, Supervisor


def main(arguments: list[str]) -> int:
    options = _parse(arguments)
    try:
        if options.command == "down":
            return background.stop()
        if options.background:
            return background.start([argument for argument in arguments[1:] if argument != "--background"])
        return up(options)
    except (Stopped, KeyboardInterrupt):
        return 130
    except Problem as problem:
        background.report(problem=str(problem))
        print(problem, file=sys.stderr)
        return 1


def up(options: argparse.Namespace) -> int:
    """Start all, say where it is, and stay until somebody asks us to end."""
    address = Address(options.host, options.port)
    instance = Instance(_say)
    supervisor = Supervisor(instance, address, is_dev=options.dev, in_files=background.is_awaited())
    address.insist_on_free()
    with instance.opened(purpose="bin/up", is_dev=options.dev):
        if options.demo and not instance.has_people():
            _say("Making the demo world.")
            preparation.run("demo")
        try:
            supervisor.start()
            text = _announcement(address)
            _say(text)
            instance.lock.note(url=address.url)
            background.report(address=text)
            supervisor.run()
        finally:
            supervisor.stop()
    return 0


def _announcement(address: Address) -> str:
    """The address, and in a demo world the ways in."""
    text = f"Folkmoot is at {address.url}"
    try:
        links = preparation.run("demo", "--links", environment=address.environment(is_dev=False)).strip()
    except Problem as problem:  # what runs need not end for that
        return f"{text}\nThere are no sign-in links: {problem}"
    return f"{text}\n{links}" if links else text


def _say(text: str) -> None:
    print(text, flush=True)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin", description="Folkmoot, one command up.")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", prog="bin/up", help="start it", description=f"Data: {places.VAR}")
    up.add_argument("--host", default="127.0.0.1", help="listen there (default: this machine only)")
    up.add_argument("--port", type=int, default=8000)
    up.add_argument("--no-demo", dest="demo", action="store_false", help="leave an empty database empty")
    up.add_argument("--background", action="store_true", help="return when the first page answers")
    up.add_argument("--dev", action="store_true", help="debug pages; start anew when a file changes")
    commands.add_parser("down", prog="bin/down", help="stop what runs in the background")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
