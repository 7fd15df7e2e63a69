"""The Containerfile keeps to its rules: no root, nothing from an address, a base with a version, a health check."""

import re

from folkmoot.site import places

TEXT = (places.ROOT / "Containerfile").read_text()
LINES = re.sub(
    r"\\\n\s*", "", "\n".join(line for line in TEXT.splitlines() if not line.startswith("#"))
).splitlines()


def values(instruction: str) -> list[str]:
    return [line.split(maxsplit=1)[1] for line in LINES if line.split(maxsplit=1)[:1] == [instruction]]


def test_what_runs_is_no_root():
    assert values("USER")[-1] == "10001:10001"
    assert LINES.index("USER 10001:10001") < next(
        n for n, line in enumerate(LINES) if line.startswith("ENTRYPOINT")
    )


def test_nothing_comes_from_an_address():
    assert values("ADD") == []
    assert not re.search(r"https?://", "\n".join(values("RUN")))
    assert not re.search(r"\b(curl|wget)\b", "\n".join(values("RUN")))


def test_the_base_has_a_version_that_folkmoot_runs_on():
    (base,) = values("FROM")
    image, _, tag = base.rpartition(":")
    assert image == "python"
    assert tag.split("-")[0] in {"3.11", "3.12", "3.13"}


def test_it_has_a_health_check_and_a_place_for_data():
    assert "/healthz" in values("HEALTHCHECK")[0]
    assert values("VOLUME") == ["/data"]
    assert "FOLKMOOT_VAR=/data" in values("ENV")[0]


def test_no_secret_is_baked_in():
    assert not re.search(r"(?i)(password|secret|token)\s*=", "\n".join(values("ENV") + values("ARG")))


def test_what_is_of_this_machine_stays_out():
    ignored = (places.ROOT / ".containerignore").read_text().split()
    assert {".git", ".venv", "var"} <= set(ignored)


def test_its_commands_are_there():
    for command in re.findall(r"\bbin/([a-z-]+)", TEXT):
        assert (places.ROOT / "bin" / command).exists()
