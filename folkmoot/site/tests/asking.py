"""Asking a running server over a plain connection, as a browser would."""

import http.client
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

BOUNDARY = secrets.token_hex(16)


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    def cookie(self, name: str) -> str:
        return re.search(rf"{name}=([^;]+)", str(self.headers["set-cookie"]))[1]  # type: ignore[index]

    def field(self, name: str) -> str:
        """The value of a hidden field of the first form that has it."""
        return re.search(rf'name="{name}" value="([^"]*)"', self.text)[1]  # type: ignore[index]


def ask(port: int, method: str, path: str, body: Any = None, seconds: float = 30, **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request(
            method, path, body, {key.replace("_", "-"): value for key, value in headers.items()}
        )
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode())
    finally:
        connection.close()


def multipart(fields: dict[str, str], *, size: int, block: bytes) -> tuple[Iterator[bytes], int]:
    """The body of a form with a file of ``size`` bytes that repeats ``block``, and its length."""
    head = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="f.bin"\r\n'
    head += "Content-Type: application/octet-stream\r\n\r\n"
    tail = f"\r\n--{BOUNDARY}--\r\n"

    def body() -> Iterator[bytes]:
        yield head.encode()
        for _ in range(size // len(block)):
            yield block
        yield tail.encode()

    return body(), len(head) + size // len(block) * len(block) + len(tail)


class EventStream:
    """An open event stream."""

    def __init__(self, port: int, *names: str, seconds: float = 20) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
        self.connection.request("GET", "/events/?" + "&".join(f"topic={name}" for name in names))
        self.answer = self.connection.getresponse()

    def next(self) -> str:
        """The next event or comment; an empty string when the server ended the stream."""
        lines = []
        while line := self.answer.readline():
            if line == b"\n":
                return "\n".join(lines)
            lines.append(line.decode().rstrip("\n"))
        return ""

    def close(self) -> None:
        self.connection.close()
