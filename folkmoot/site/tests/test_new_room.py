"""A new room begins like its neighbours."""

import ast

import pytest

from folkmoot.site.new_room import make


def test_it_has_the_files_of_a_room_and_they_are_python(tmp_path):
    made = make("gardens", rooms=tmp_path)

    assert {"actions.py", "activities.py", "apps.py", "models.py", "rules.py", "README.md"} <= {
        file.name for file in made
    }
    for file in made:
        if file.suffix == ".py":
            ast.parse(file.read_text())
    assert 'name = "folkmoot.domains.gardens"' in (tmp_path / "gardens" / "apps.py").read_text()


@pytest.mark.parametrize("name", ["Ideas", "two words", "9lives", ""])
def test_a_name_that_will_not_do_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="plural noun"):
        make(name, rooms=tmp_path)


def test_a_room_that_is_there_is_left_alone(tmp_path):
    make("gardens", rooms=tmp_path)
    with pytest.raises(ValueError, match="already"):
        make("gardens", rooms=tmp_path)
