"""A whole instance with a real mail server beside it, whose processes the tests of this folder kill."""

import threading
from collections.abc import Iterator

import psutil
import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from folkmoot.site.launch import processes
from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, free_port, running_instance, temporary_folder

SETTINGS = "tests.faults.settings"


class Mailbox:
    """A mail server on loopback that can be switched off; it keeps each letter that it has acknowledged."""

    def __init__(self) -> None:
        self.port = free_port()
        self.letters: list[tuple[str, str]] = []  # address, Message-ID
        self._lock = threading.Lock()
        self._controller: Controller | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        text = (envelope.content or b"").decode(errors="replace")
        head = text.partition("\r\n\r\n")[0].replace("\r\n ", " ")
        message_id = next(line for line in head.splitlines() if line.lower().startswith("message-id:"))
        with self._lock:
            self.letters += [(address, message_id.partition(":")[2].strip()) for address in envelope.rcpt_tos]
        return "250 taken"

    def open(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    mailbox.open()
    yield mailbox
    mailbox.close()


@pytest.fixture(scope="module")
def site(mailbox: Mailbox) -> Iterator[Running]:
    """One for the whole file, with the garden: a test must leave it running."""
    with (
        temporary_folder() as folder,
        running_instance(
            copied_to(folder / "var"),
            "--no-demo",
            EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}",
            DJANGO_SETTINGS_MODULE=SETTINGS,
        ) as running,
    ):
        yield running


def part(site: Running, word: str) -> psutil.Process:
    """The child of the supervisor with this word in its command line."""
    assert site.process is not None
    return next(
        child
        for child in psutil.Process(site.process.pid).children()
        if any(word in argument for argument in child.cmdline())
    )


def kill_worker(site: Running) -> None:
    """Kill the job worker as a power cut would, and see that the supervisor has started another."""
    killed = part(site, "folkmoot.site.worker")
    killed.kill()
    assert processes.wait_until(lambda: has_another(site, killed), seconds=20)


def has_another(site: Running, killed: psutil.Process) -> bool:
    try:
        return part(site, "folkmoot.site.worker") != killed
    except (StopIteration, psutil.Error):
        return False


def count(site: Running, query: str) -> int:
    """One number out of the database of the instance."""
    with psycopg.connect(host=str(site.socket), dbname="folkmoot", user="folkmoot") as connection:
        found = connection.execute(query.encode()).fetchone()
    assert found is not None
    return int(found[0])


def told(site: Running, code: str) -> str:
    """What these lines print in the instance, with Django set up."""
    done = site.run_code(code)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
