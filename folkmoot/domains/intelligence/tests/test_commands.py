"""The commands print one line for each line."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command, load_command_class


def printed(*arguments, **options):
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_understand_prints_one_object_a_line(tmp_path):
    file = tmp_path / "texts.txt"
    file.write_text("I love the new bus stop\n\nEl autobús llegó tarde otra vez\n", "utf-8")
    rows = printed("understand", str(file))
    assert [row["language"] for row in rows] == ["en", "und", "es"]
    assert [row["sentiment"]["label"] for row in rows] == ["positive", "unknown", "unknown"]


def test_lookalikes_prints_line_numbers(tmp_path):
    file = tmp_path / "texts.txt"
    file.write_text("The bus is late\nAdd a swimming pool\nThe bus was late again\n", "utf-8")
    first, _, third = printed("lookalikes", str(file), k=1)
    assert (first, third) == ([3], [1])
    assert [len(row) for row in printed("lookalikes", str(file), "--k", "10")] == [2, 2, 2]


@pytest.mark.parametrize("command", ["understand", "lookalikes"])
def test_a_missing_file_is_named(command):
    with pytest.raises(CommandError, match="no-such-file"):
        call_command(command, "no-such-file")


def test_training_without_its_texts_says_so(tmp_path):
    with pytest.raises(CommandError, match="FOLKMOOT_SHARED"):
        call_command("train_sentiment", data=tmp_path / "nowhere")


@pytest.mark.parametrize("command", ["understand", "lookalikes", "train_sentiment"])
def test_no_command_asks_for_a_database(command):
    assert load_command_class("folkmoot.domains.intelligence", command).needs_database is False


def test_a_checkout_without_a_model_makes_it_first(tmp_path, monkeypatch):
    (tmp_path / "texts.txt").write_text("The bus is late.\nThe bus was late again.\nI like tea.\n")
    environment = {**os.environ, "FOLKMOOT_VAR": str(tmp_path / "var")}

    said = subprocess.run(
        [sys.executable, "-m", "folkmoot.site", "lookalikes", str(tmp_path / "texts.txt"), "--k", "1"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.splitlines()[:2] == ["[2]", "[1]"]


def test_lines_in_another_language_are_compared_in_its_own_space(tmp_path):
    """The pairs share no word: English alone would not find them."""
    lines = [
        "Más carriles para ir en bicicleta por el centro",
        "Abrir la biblioteca del barrio los domingos",
        "Ampliar las vías ciclistas de la ciudad",
        "Poder leer y estudiar en fin de semana en las salas de lectura",
    ]
    (tmp_path / "texts.txt").write_text("\n".join(lines) + "\n")
    assert printed("lookalikes", str(tmp_path / "texts.txt"), k=1) == [[3], [4], [1], [2]]
