"""Where the embedded server lives when root starts it and its own user cannot enter the checkout."""

import subprocess
from pathlib import Path

import pytest

from folkmoot.site.launch.home import _copied_programs, _name_elsewhere, installed_programs


@pytest.mark.parametrize("program", ["initdb", "postgres"])
def test_the_programs_run_where_they_are_copied_to(tmp_path: Path, program: str) -> None:
    copied = _copied_programs(installed_programs(18), tmp_path)

    said = subprocess.run([copied / program, "--version"], capture_output=True, text=True, check=True)

    assert "(PostgreSQL) 18" in said.stdout


def test_a_data_directory_keeps_its_place_elsewhere_and_a_new_one_gets_another(tmp_path: Path) -> None:
    first = _name_elsewhere(tmp_path / "var")

    (tmp_path / "var").rename(tmp_path / "moved")

    assert _name_elsewhere(tmp_path / "moved") == first
    assert _name_elsewhere(tmp_path / "var") != first
