"""The meaning of a few words, for processes that load no model: the worker gives it through a Unix socket.

A question is the length of the text (4 bytes, the highest first) and the text in UTF-8. The answer is one meaning for
each space in which the words are understood, that of their language first: the length of the model's name, the name,
the number of floats, and these, 4 bytes each, the lowest first. The length 0 ends it; alone, it is a no.
"""

import logging
import os
import socket
import stat
import struct
import sys
import threading
import time
from array import array
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from folkmoot.site.places import socket_folder

LONGEST = 20_000  # bytes of text
TIMEOUT = 0.3  # seconds that a page waits for an answer
PATIENCE = 1.0  # seconds that the server waits for a question
LONGEST_NAME = 60
MOST_DIMENSIONS = 8192
MOST_MEANINGS = 4
HEAD = struct.Struct("!I")
KEPT = 60  # seconds, after which another model may serve
MOST_KEPT = 200  # texts in each process, of some 25 kB: two vectors of Python floats
recent: dict[str, tuple[float, "list[Meaning]"]] = {}

log = logging.getLogger(__name__)


class Meaning(NamedTuple):
    """A vector of unit length, and the model that made it, as "name version"."""

    vector: list[float]
    model: str


class NotOurs(Exception):
    """The folder of the socket is somebody else's."""


def folder() -> Path:
    """Short, for a socket's path has 107 bytes at most; beside that of the database, which another user owns."""
    beside = socket_folder()
    return beside.with_name(f"{beside.name}-models")


def encode(text: str, *, timeout: float | None = None) -> list[Meaning]:
    """The meanings of a text of up to 20,000 bytes, that in the space of its language first; none where nobody
    answers in time (seconds; else TIMEOUT)."""
    if not text.strip() or len(text.encode("utf-8", "replace")) > LONGEST:
        return []
    # Whoever has the model in memory need not ask; to look for it must not load it.
    minilm = sys.modules.get("folkmoot.domains.intelligence.readers.minilm")
    if minilm is not None and minilm.READER.is_loaded:
        return _encode_here(text)
    if (known := recent.get(text)) and known[0] > time.monotonic():
        return known[1]
    try:
        found = _ask(text, until=time.monotonic() + (TIMEOUT if timeout is None else timeout))
    except (OSError, EOFError, NotOurs, ValueError) as problem:
        log.info("Nobody encodes: %s", problem)
        return []
    _keep(text, found)
    return found


def _keep(text: str, found: list[Meaning]) -> None:
    """For whoever leafs through what was found, or sorts and filters it: the same words are asked for again."""
    if found:
        recent[text] = (time.monotonic() + KEPT, found)
    while len(recent) > MOST_KEPT:
        with suppress(KeyError):  # another thread was faster
            recent.pop(next(iter(recent)))


def _encode_here(text: str) -> list[Meaning]:
    from .understanding import meanings_of  # noqa: PLC0415  (a web process does not load it)

    return [Meaning(vector.tolist(), model) for model, vector in meanings_of(text)]


def _ask(text: str, *, until: float) -> list[Meaning]:
    insist_on_ours(folder())
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.settimeout(max(0.001, until - time.monotonic()))
        server.connect(str(folder() / "encode"))
        sent = text.encode("utf-8", "replace")
        server.sendall(HEAD.pack(len(sent)) + sent)
        found: list[Meaning] = []
        while len(found) < MOST_MEANINGS:
            name = _receive_sized(server, most=LONGEST_NAME, until=until)
            if not name:
                break
            (dimensions,) = HEAD.unpack(_receive(server, HEAD.size, until=until))
            if dimensions > MOST_DIMENSIONS:
                raise ValueError(f"{dimensions} dimensions are too many")
            vector = array("f", _receive(server, 4 * dimensions, until=until))
            if sys.byteorder == "big":
                vector.byteswap()
            found.append(Meaning(vector.tolist(), name.decode()))
        return found


def start_in_worker() -> threading.Thread:
    """Load the model and answer questions for as long as this process lives, in a thread of its own."""
    thread = threading.Thread(target=_serve_and_tell, name="encoding", daemon=True)
    thread.start()
    return thread


def _serve_and_tell() -> None:
    try:
        serve(listen())
    except (OSError, NotOurs) as problem:
        log.error("Search is by words only: %s", problem)


def listen() -> socket.socket:
    """The socket, which only this user can reach; of two servers, the later one is asked.

    Raises NotOurs if the folder is a link, another user's, or open to others; OSError.
    """
    place = folder()
    place.mkdir(mode=0o700, exist_ok=True)
    insist_on_ours(place)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    fresh = place / f"encode.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    server.bind(str(fresh))
    server.listen(64)
    # By renaming, nobody ever finds a socket without a server.
    fresh.replace(place / "encode")
    return server


def insist_on_ours(place: Path) -> None:
    """Raises NotOurs if this is no folder of this user alone: a stranger would read what people search for."""
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotOurs(f"{place} is no folder")
    if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise NotOurs(f"{place} belongs to somebody else, or is open to others")


def serve(server: socket.socket) -> None:
    """Answer one question after the other, until the socket is closed."""
    _encode_here("ready")  # the first question must not wait for the weights
    while server.fileno() >= 0:
        try:
            client, _address = server.accept()
        except OSError:
            return
        with client:
            try:
                _answer(client)
            except (OSError, EOFError, ValueError) as problem:
                log.info("A question was not answered: %s", problem)


def _answer(client: socket.socket) -> None:
    until = time.monotonic() + PATIENCE
    try:
        text = _receive_sized(client, most=LONGEST, until=until).decode()
    except ValueError:
        client.sendall(HEAD.pack(0))
        raise
    client.sendall(b"".join(map(_packed, _encode_here(text))) + HEAD.pack(0))


def _packed(meaning: Meaning) -> bytes:
    vector = array("f", meaning.vector)
    if sys.byteorder == "big":
        vector.byteswap()
    name = meaning.model.encode()
    return HEAD.pack(len(name)) + name + HEAD.pack(len(vector)) + vector.tobytes()


def _receive_sized(peer: socket.socket, *, most: int, until: float) -> bytes:
    (length,) = HEAD.unpack(_receive(peer, HEAD.size, until=until))
    if length > most:
        raise ValueError(f"{length} bytes are too many: {most} at most")
    return _receive(peer, length, until=until)


def _receive(peer: socket.socket, length: int, *, until: float) -> bytes:
    """Exactly so many bytes. Raises EOFError if there are fewer, TimeoutError if they come too late."""
    received = b""
    while len(received) < length:
        peer.settimeout(max(0.001, until - time.monotonic()))
        part = peer.recv(length - len(received))
        if not part:
            raise EOFError(f"{len(received)} of {length} bytes came")
        received += part
    return received
