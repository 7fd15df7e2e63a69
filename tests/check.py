"""``bin/check``: format, lint, types, contracts, migrations, then all tests in one run; it stops at the first no."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
CODE = ["folkmoot", "tests", "benchmarks", "docs/conf.py", "conftest.py"]
SERVERS = "/usr/sbin:/usr/bin"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/check")
    parser.add_argument("--all", action="store_true", help="the slow extras, too (at most 45 minutes)")
    options = parser.parse_args()
    os.chdir(ROOT)
    began = time.monotonic()
    for name, command in steps():
        if not run(name, command):
            return 1
    if not has_browser():
        return 1
    if not has_mailbox_server():
        say(
            "No Dovecot here: the test that reads a mailbox is skipped (Debian: apt-get install dovecot-imapd)."
        )
    say(f"Tests, {time.monotonic() - began:.0f} s after the start …")
    return hand_over_to(pytest(options.all))


def hand_over_to(command: list[str]) -> NoReturn:
    """In our place: the summary of the tests is the last word, and their exit code is ours."""
    os.execve(command[0], command, environment("Tests"))


def steps() -> list[tuple[str, list[str]]]:
    python = [sys.executable, "-m"]
    return [
        ("Format", [*python, "ruff", "format", "--check", "--quiet", *CODE]),
        ("Lint", [*python, "ruff", "check", "--quiet", *CODE]),
        ("Types", [*python, "mypy", "folkmoot"]),
        ("Contracts", [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
        ("Migrations in step", [*python, "folkmoot.site", "makemigrations", "--check", "--dry-run"]),
        ("Docs", [*python, "tests.docs.build"]),
        ("Models", [*python, "folkmoot.domains.intelligence.build"]),
    ]


def pytest(is_all: bool) -> list[str]:
    """One run, so that its closing line tells of everything. Tests of one file stay together."""
    chosen = [] if is_all else ["-m", "not slow"]
    return [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--create-db", *chosen]


def run(name: str, command: list[str]) -> bool:
    say(f"{name} …")
    began = time.monotonic()
    done = subprocess.run(command, env=environment(name), check=False)
    say(f"{name}: {'right' if done.returncode == 0 else 'wrong'}, {time.monotonic() - began:.1f} s")
    return done.returncode == 0


def environment(name: str) -> dict[str, str]:
    """Checks that need no database get a data directory of their own, so that nothing that runs is touched."""
    settings = {"ORT_DISABLE_TELEMETRY": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    if name in ("Types", "Contracts", "Migrations in step", "Docs"):
        settings["FOLKMOOT_VAR"] = str(Path(tempfile.gettempdir()) / f"folkmoot-check-{os.getuid()}")
    elif name in ("Models", "Tests"):
        settings["FOLKMOOT_VAR"] = os.environ.get("FOLKMOOT_VAR", str(ROOT / "var" / "tests"))
    return {**os.environ, **settings}


def has_browser() -> bool:
    """Debian's Chromium, or Playwright's own where its download can be reached."""
    if shutil.which("chromium"):
        return True
    install("chromium")
    if shutil.which("chromium"):
        return True
    own = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if own.returncode != 0:
        say("The browser tests need Chromium: install the package chromium and run bin/check again.")
    return own.returncode == 0


def has_mailbox_server() -> bool:
    """Dovecot, for the tests that read a mailbox; without it those are skipped, and say so."""
    if not shutil.which("dovecot", path=SERVERS):
        install("dovecot-imapd")
    return shutil.which("dovecot", path=SERVERS) is not None


def install(package: str) -> None:
    """From Debian, where we may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"{package}: not here, so it is installed …")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", package]):
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env={**os.environ, **quiet})


def say(words: str) -> None:
    print(f"== {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
