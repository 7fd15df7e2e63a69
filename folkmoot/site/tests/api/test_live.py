"""The API of a running server: what the document says is run, a client with types is made and used, races are run."""

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from folkmoot.site.launch.testing import Running
from folkmoot.site.tests.asking import Answer, ask

from .documents import ELSEWHERE, blocks

pytestmark = [pytest.mark.server, pytest.mark.slow]
HERE = "/api/v1"
#: What the generator does not know by itself: that these, too, are files.
FILES = """content_type_overrides:
  image/webp: application/octet-stream
  application/jsonl: application/octet-stream
  text/csv: application/octet-stream
"""
PROGRAM = Path(__file__).with_name("client_program.py")
WORLD = """
from folkmoot.domains.communities.actions import found
from folkmoot.domains.ideas.actions.proposing import propose
from folkmoot.domains.people import actions
root = actions.make_administrator("root@example.org")
garden = found(by=root, name="The garden", slug="garden")
theirs = propose(garden, by=root, title="A hedge", body="")
ada = actions.meet("ada@example.org", name="Ada")
print(actions.make_token(ada, name="A script", scopes=["read", "write"], days=1)[1], theirs.pk)
"""


@pytest.fixture(scope="module")
def given(site: Running) -> tuple[str, str]:
    """A garden, a token of Ada's, and the key of an idea of somebody else."""
    done = site.run_code(WORLD)
    assert done.returncode == 0, done.stderr
    token, theirs = done.stdout.split()
    return token, theirs


def told(site: Running, token: str, method: str, path: str, body: object = None, **headers: str) -> Answer:
    headers |= {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return ask(site.port, method, HERE + path, None if body is None else json.dumps(body), **headers)


def run(site: Running, token: str, *command: str) -> str:
    environment = {"PATH": os.environ["PATH"], "TOKEN": token}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_example_of_the_document_does_what_it_says(site: Running, given: tuple[str, str]) -> None:
    token, _theirs = given
    shell = [code.replace(ELSEWHERE, site.url) for code in blocks("sh")]
    asked, known, twice, wrong = (run(site, token, "bash", "-euc", code) for code in shell)
    listed, made = _each(asked)
    assert (listed["next"], made["state"]) == ("", "live")
    assert known == "304"
    first, again = _each(twice)
    assert first == again
    (why,) = _each(wrong)
    assert (why["status"], why["errors"][0]["where"]) == (422, "query.state")
    python = [code.replace(ELSEWHERE, site.url) for code in blocks("python")]
    me, every = (run(site, token, sys.executable, "-c", code) for code in python)
    assert me == "Ada ['read', 'write']\n"
    assert every.count("A pond") == 1
    assert "0 A bench in the shade" in every


def _each(text: str) -> list[dict[str, object]]:
    """The JSON texts that stand one after the other."""
    found, decoder = [], json.JSONDecoder()
    while text.strip():
        one, end = decoder.raw_decode(text.lstrip())
        found.append(one)
        text = text.lstrip()[end:]
    return found


def test_a_client_with_types_is_made_from_the_schema(
    site: Running, given: tuple[str, str], tmp_path: Path
) -> None:
    token, theirs = given
    schema, config = tmp_path / "openapi.json", tmp_path / "config.yml"
    schema.write_text(ask(site.port, "GET", f"{HERE}/openapi.json").text)
    config.write_text(f"post_hooks: []\npackage_name_override: folkmoot_client\n{FILES}")
    made = tmp_path / "folkmoot_client"
    command = ["-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    command += ["--path", str(schema), "--config", str(config), "--output-path", str(made)]
    run(site, token, sys.executable, *command)
    (made / "py.typed").touch()
    (tmp_path / "program.py").write_text(PROGRAM.read_text())
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--follow-imports=silent",
            "--cache-dir=/dev/null",
            "program.py",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    said = run(site, token, sys.executable, str(tmp_path / "program.py"), site.url, token, theirs)
    lines = said.splitlines()
    assert int(lines[0].split()[0]) >= 6
    assert lines[1:] == ["WEBP", "403 Authors do not support their own idea.", "1 support it", "0 support it"]


def test_of_ten_that_come_at_once_with_one_key_one_is_done(site: Running, given: tuple[str, str]) -> None:
    token, _theirs = given
    new = {"community": "garden", "title": "At once", "body": ""}

    def give(_n: int) -> Answer:
        return told(site, token, "POST", "/ideas/", new, Idempotency_Key="at-once")

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(give, range(10)))
    codes = Counter(one.status for one in answers)
    assert set(codes) <= {201, 409}
    assert len({one.text for one in answers if one.status == 201}) == 1
    listed = json.loads(told(site, token, "GET", "/ideas/?q=%22At+once%22").text)
    assert len(listed["items"]) == 1


def test_of_ten_that_saw_the_same_one_writes(site: Running, given: tuple[str, str]) -> None:
    token, _theirs = given
    new = {"community": "garden", "title": "Zero", "body": ""}
    made = json.loads(told(site, token, "POST", "/ideas/", new).text)
    place = f"/ideas/{made['id']}/versions/"
    seen = told(site, token, "GET", place).headers["ETag"]

    def revise(number: int) -> Answer:
        return told(site, token, "POST", place, {"title": f"No. {number}"}, If_Match=seen)

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(revise, range(10)))
    assert Counter(one.status for one in answers) == {201: 1, 412: 9}
    versions = json.loads(told(site, token, "GET", place).text)["items"]
    assert [one["number"] for one in versions] == [2, 1]
