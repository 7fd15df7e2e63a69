"""The meaning of words by the socket: served in a thread, asked as a page asks."""

import os
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.ideas.search import search
from folkmoot.domains.intelligence import encoding
from folkmoot.domains.intelligence.models import Understanding
from folkmoot.domains.intelligence.readers import minilm
from folkmoot.kit.finders import by_meaning

from .worlds import publish, speak


@pytest.fixture
def short_folder(tmp_path_factory, monkeypatch) -> Path:
    place = tmp_path_factory.mktemp("s") / "models"
    monkeypatch.setattr(encoding, "folder", lambda: place)
    # As in a page's process, which has no model: ask the socket.
    monkeypatch.setattr(minilm.Encoder, "is_loaded", property(lambda self: False))
    return place


@pytest.fixture
def served(short_folder):
    server = encoding.listen()
    thread = threading.Thread(target=encoding.serve, args=(server,))
    thread.start()
    yield short_folder
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)
    assert not thread.is_alive()


def test_the_answer_is_the_vector_of_the_model(served):
    (found, *_in_other_languages) = encoding.encode("benches in the park", timeout=10)
    assert found.vector == minilm.READER.read("benches in the park").tolist()
    assert found.model == f"{minilm.READER.name} {minilm.READER.version}"


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001, "é" * 10_001])
def test_nothing_and_too_much_are_not_asked(served, text):
    assert encoding.encode(text, timeout=10) == []


def test_the_same_words_are_asked_for_once_in_a_while(served, monkeypatch):
    asked = []
    ask = encoding._ask
    monkeypatch.setattr(encoding, "_ask", lambda text, *, until: asked.append(text) or ask(text, until=until))
    first = encoding.encode("benches in the park", timeout=10)
    assert encoding.encode("benches in the park", timeout=10) == first
    assert asked == ["benches in the park"]
    encoding.recent["benches in the park"] = (time.monotonic() - 1, first)  # too long ago
    encoding.encode("benches in the park", timeout=10)
    assert len(asked) == 2


def test_what_is_kept_is_bounded_and_a_no_is_not(served, monkeypatch):
    monkeypatch.setattr(encoding, "MOST_KEPT", 2)
    for word in ("bench", "tap", "tree"):
        encoding.encode(word, timeout=10)
    assert list(encoding.recent) == ["tap", "tree"]
    monkeypatch.setattr(encoding, "_ask", lambda text, *, until: [])
    assert encoding.encode("bus", timeout=10) == []
    assert list(encoding.recent) == ["tap", "tree"]


def test_half_a_surrogate_pair_is_read_all_the_same(served):
    assert encoding.encode("park \ud83d", timeout=10)


def test_nobody_there_is_no_fault(short_folder):
    assert encoding.encode("benches") == []


def test_a_server_that_says_nothing_is_waited_for_no_longer_than_said(short_folder):
    with encoding.listen():
        began = time.monotonic()
        assert encoding.encode("benches", timeout=0.2) == []
        assert 0.15 < time.monotonic() - began < 1


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\x00",
        struct.pack("!I", 2**31),
        struct.pack("!I", 5) + b"ab",
        struct.pack("!I", 2) + b"\xff\xff",
    ],
)
def test_a_bad_question_harms_nobody_who_asks_after_it(served, sent):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(served / "encode"))
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        client.settimeout(5)
        assert client.recv(10) in (b"", b"\0\0\0\0")
    assert encoding.encode("benches", timeout=10)


def test_a_question_that_is_too_long_is_refused_before_it_is_received(served):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(served / "encode"))
        client.sendall(struct.pack("!I", 20_001))
        client.settimeout(5)
        assert client.recv(10) == b"\0\0\0\0"


def test_the_folder_is_for_this_user_alone(served):
    assert served.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_a_link_or_open_to_others_is_refused(short_folder, tmp_path):
    short_folder.symlink_to(tmp_path)
    with pytest.raises(encoding.NotOurs, match="no folder"):
        encoding.listen()
    short_folder.unlink()
    short_folder.mkdir(mode=0o700)
    short_folder.chmod(0o750)
    with pytest.raises(encoding.NotOurs, match="open to others"):
        encoding.listen()
    assert encoding.encode("benches") == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_a_folder_of_somebody_else_is_refused(short_folder):
    short_folder.mkdir(mode=0o700)
    os.chown(short_folder, 65534, 65534)
    with pytest.raises(encoding.NotOurs, match="somebody else"):
        encoding.listen()


def test_a_later_server_takes_over(short_folder):
    with encoding.listen(), encoding.listen() as later:
        thread = threading.Thread(target=encoding.serve, args=(later,))
        thread.start()
        assert encoding.encode("benches", timeout=10)
        later.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def test_ideas_are_found_by_meaning_and_nonsense_finds_none(garden, ada, work, served, monkeypatch):
    monkeypatch.setattr(encoding, "TIMEOUT", 10)
    given = speak(garden, ada)
    work()

    assert set(by_meaning("ideas.idea", "somewhere to sit outdoors", 5)) <= {idea.pk for idea in given[:5]}
    assert by_meaning("ideas.idea", "somewhere to sit outdoors", 2)
    assert by_meaning("ideas.idea", "asdf qwer zxcv", 5) == []
    assert len(by_meaning("ideas.idea", "park benches", 2)) == 2


def test_comments_and_vectors_of_another_model_are_not_found(garden, ada, ben, work, served, monkeypatch):
    monkeypatch.setattr(encoding, "TIMEOUT", 10)

    idea = publish(garden, ada, "More benches in the park")
    discussions.post(idea, by=ben, community=garden, body="More benches in the park, please")
    work()
    assert by_meaning("ideas.idea", "benches in the park", 5) == [idea.pk]
    Understanding.objects.update(vector_model="another 1")
    assert by_meaning("ideas.idea", "benches in the park", 5) == []


def test_what_was_said_already_is_shown_while_somebody_types(
    garden, workshop, ada, eva, work, served, client, monkeypatch
):
    monkeypatch.setattr(encoding, "TIMEOUT", 10)
    idea = publish(garden, ada, "More benches in the park")
    hidden = publish(workshop, eva, "More benches in our park")
    work()

    page = client.get("/look-alikes/", {"text": "new benches for the park"}).text
    assert f'href="/ideas/{idea.pk}/"' in page
    assert "all-MiniLM-L6-v2-int8" in page
    assert f'href="/ideas/{hidden.pk}/"' not in page
    assert "<li" not in client.get("/look-alikes/", {"text": "the price of electricity"}).text
    assert 'from="/look-alikes/"' in client.get("/ideas/in/garden/draft/").text


def test_nothing_is_shown_while_somebody_types_where_nobody_can_tell(garden, short_folder, client):
    assert client.get("/look-alikes/", {"text": "new benches for the park"}).text.strip() == ""
    assert client.get("/look-alikes/").status_code == 200


def test_search_is_by_words_where_nobody_knows_the_meaning(garden, ada, work, short_folder):
    idea = publish(garden, ada, "More benches in the park")
    publish(garden, ada, "A later bus")
    work()
    assert search(Idea.objects.published(), "benches") == [idea]


def test_a_process_of_pages_loads_no_model():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'folkmoot.site.settings'; django.setup()\n"
        "import folkmoot.site.urls\n"
        "from folkmoot.domains.intelligence import encoding, finders, tasks\n"
        "encoding.encode('benches')\n"
        "print([m for m in ('onnxruntime', 'sklearn', 'scipy', 'tokenizers', 'fasttext', 'vaderSentiment')"
        " if m in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert printed.stdout.strip() == "[]"
