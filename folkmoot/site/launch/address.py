"""The address: host and port, what they mean for the settings, and whether the first page answers."""

import http.client
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from .problems import Problem

OWN_NAMES = ["127.0.0.1", "localhost", "[::1]"]
EVERYWHERE = {"0.0.0.0", "::"}
FIRST_PAGE_WITHIN = 60.0  # seconds


@dataclass(frozen=True)
class Address:
    host: str = "127.0.0.1"
    port: int = 8000

    @property
    def near(self) -> str:
        """The host by which this machine reaches itself."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    @property
    def url(self) -> str:
        """Where people find it: what FOLKMOOT_URL says, else this machine."""
        if url := os.environ.get("FOLKMOOT_URL"):
            return url.rstrip("/")
        return f"http://{_in_url(self.near)}:{self.port}"

    def insist_on_free(self) -> None:
        """Raises a Problem if somebody listens there, or if we may not.

        granian shares ports (SO_REUSEPORT), so it would not notice.
        """
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise Problem(
                    f"Port {self.port} of {self.host} cannot be used ({error.strerror}): "
                    "name another one with --port."
                ) from error

    def environment(self, *, is_dev: bool) -> dict[str, str]:
        """What the processes need to know."""
        hosts = os.environ.get("FOLKMOOT_HOSTS") or ",".join(self._names())
        return {
            "FOLKMOOT_URL": self.url,
            "FOLKMOOT_HOSTS": hosts,
            "FOLKMOOT_IS_SUPERVISED": "1",
            "ORT_DISABLE_TELEMETRY": "1",
            "PYTHONUNBUFFERED": "1",
            **({"FOLKMOOT_DEBUG": "1"} if is_dev else {}),
        }

    def _names(self) -> list[str]:
        if self.host not in EVERYWHERE:
            return [*OWN_NAMES, _in_url(self.host)]
        name = socket.gethostname()
        try:
            found = {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
        except OSError:
            found = set()
        return [*OWN_NAMES, name, socket.getfqdn(), *(_in_url(host) for host in sorted(found))]

    def granian_options(self) -> list[str]:
        """See house.md, *Server*, for why each of them stands here."""
        workers = os.environ.get("FOLKMOOT_WEB_WORKERS", "1")
        options = {
            "--interface": "asginl",
            "--loop": "uvloop",
            "--host": self.host,
            "--port": str(self.port),
            "--workers": workers,
            "--workers-kill-timeout": "3",
            "--respawn-interval": "1",
            "--log-level": "warning",
            # Each open event stream counts as one: a page stays open for long.
            "--backlog": "2048",
            "--backpressure": "4096",
            "--http": "1",
        }
        return [part for pair in options.items() for part in pair] + ["--respawn-failed-workers", "--no-ws"]

    def wait_for_first_page(self, *, is_alive: Callable[[], bool]) -> None:
        deadline = time.monotonic() + FIRST_PAGE_WITHIN
        status = "no answer"
        while time.monotonic() < deadline and is_alive():
            if (status := self._status()) == "200":
                return
            time.sleep(0.05)
        raise Problem(f"The first page did not come up at {self.url} ({status}).")

    def _status(self) -> str:
        connection = http.client.HTTPConnection(self.near, self.port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": f"localhost:{self.port}"})
            return str(connection.getresponse().status)
        except (OSError, http.client.HTTPException) as error:
            return str(error)
        finally:
            connection.close()


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
