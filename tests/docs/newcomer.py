"""A newcomer: follows a how-to by the letter, in a copy of the tree, and knows nothing else."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from folkmoot.site import places

BLOCK = re.compile(r"^```(\w*) ?(?:(file|add-to)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = ("bin", "docs", "folkmoot", "requirements", "tests")
OURS = ("FOLKMOOT_", "PYTEST_")
TYPES = ".mypy_cache"
SECONDS = 300  # for one command, on a machine that is busy


@dataclass
class Newcomer:
    """Works in ``tree``, a copy of the checkout whose data lies beside it; ``done`` are the commands that ran."""

    tree: Path
    var: Path
    done: list[list[str]] = field(default_factory=list)

    def follow(self, page: str) -> None:
        """Write each file, make each change and run each command of the page, in their order."""
        text = (self.tree / "docs" / "how-to" / page).read_text()
        for language, what, name, body in BLOCK.findall(text):
            if what == "add-to":
                self.add(name, body)
            elif language == "diff":
                self.change(name, body)
            elif what == "file":
                (self.tree / name).write_text(body)
            else:
                self.run(body)

    def add(self, name: str, lines: str) -> None:
        with (self.tree / name).open("a") as file:
            file.write(lines)

    def change(self, name: str, difference: str) -> None:
        """A difference without line numbers: what it begins from must be there, and once."""
        lines = difference.splitlines(keepends=True)
        before = "\n" + "".join(line[1:] for line in lines if line[0] != "+")
        after = "\n" + "".join(line[1:] for line in lines if line[0] != "-")
        text = "\n" + (self.tree / name).read_text()
        assert text.count(before) == 1, f"{name} has not once:\n{before}"
        (self.tree / name).write_text(text.replace(before, after)[1:])

    def run(self, commands: str) -> None:
        """All but ``bin/check``, which is what runs now; nothing of this run of tests reaches theirs."""
        told = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        for line in commands.splitlines():
            if line == "bin/check":
                continue
            command = line.split()
            done = subprocess.run(
                command,
                cwd=self.tree,
                env=told | {"FOLKMOOT_VAR": str(self.var)},
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
            self.done.append(command)


def arrive(folder: Path) -> Newcomer:
    """A clone of what is here, with the packages and the models that are here."""
    tree, var = folder / "folkmoot", folder / "var"
    for name in COPIED:
        shutil.copytree(places.ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in places.ROOT.iterdir():
        if file.is_file():
            shutil.copy2(file, tree)
    (tree / ".venv").symlink_to(places.ROOT / ".venv")
    var.mkdir()
    # What takes long to make anew: models, and what mypy knows of all other files.
    for kept, to in ((places.VAR / "models", var / "models"), (places.ROOT / TYPES, tree / TYPES)):
        if kept.exists():
            shutil.copytree(kept, to)
    for command in (["git", "init", "--quiet"], ["git", "add", "."]):
        subprocess.run(command, cwd=tree, check=True)
    return Newcomer(tree, var)
