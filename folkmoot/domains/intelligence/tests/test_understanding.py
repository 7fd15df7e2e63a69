"""Lines go in and JSON comes out, whatever the bytes and the locale."""

import io
import json
import os
import subprocess
import sys

from folkmoot.domains.intelligence.understanding import as_json, lines_of, understand
from folkmoot.domains.intelligence.weights import CHECKOUT

PROGRAM = (
    "from folkmoot.domains.intelligence.understanding import as_json, lines_of, understand\n"
    "for line in lines_of(None): print(as_json(understand(line)), flush=True)"
)


def test_each_text_gives_one_line_with_language_and_sentiment():
    found = json.loads(as_json(understand("I love the new park,\nit is wonderful!")))
    assert found["language"] == "en"
    assert found["sentiment"]["label"] == "positive"
    assert 0.5 < found["sentiment"]["score"] <= 1
    assert set(found) == {"language", "sentiment"}


def test_a_text_in_another_language_has_no_english_vector():
    assert understand("Me gusta mucho el parque nuevo").vector is None
    assert understand("").vector is None
    assert understand("I like the new park").vector.shape == (384,)


def test_bad_bytes_are_replaced_and_odd_separators_do_not_end_a_line(tmp_path):
    file = tmp_path / "texts.txt"
    file.write_bytes("\ufeffuno\u2028dos\r\n".encode() + b"\xff\xfe three\n\nlast")
    assert list(lines_of(file)) == ["uno\u2028dos", "\ufffd\ufffd three", "", "last"]


def test_lines_of_standard_input_are_utf8_in_any_locale():
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", PROGRAM],
        input="El autobús llegó tarde otra vez esta mañana\n\n".encode(),
        cwd=CHECKOUT,
        env=os.environ | {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["language"] == "es"
    assert second == {"language": "und", "sentiment": {"label": "unknown", "score": 0.0}}


def test_an_answer_comes_before_the_next_line_is_asked_for():
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdin.write(b"I like the new park\n")
        process.stdin.flush()
        assert json.loads(io.TextIOWrapper(process.stdout).readline())["language"] == "en"
        process.stdin.close()
