"""The virtual environment: made once in the checkout, filled with locked packages, then entered.

Run as a file by any Python 3.11 to 3.13 before a package is installed: standard library only. All programs
are called as ``python -m``, for the first line of a script breaks in a long path or one with spaces.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
STAMPS = "folkmoot-installed"
CONTAINS = {"run": ("run", "models"), "check": ("check", "run", "models")}


def main(arguments: list[str]) -> None:
    packages, module, *rest = arguments
    try:
        if not is_complete(VENV, packages):
            with only_one():
                if not is_complete(VENV, packages):
                    install(packages)
    except KeyboardInterrupt:
        sys.exit("Stopped; the next start goes on from here.")
    python = str(VENV / "bin" / "python")
    os.execv(python, [python, "-P", "-m", module, *rest])


def is_complete(venv: Path, packages: str) -> bool:
    """Whether all that is asked for was installed to its end, from the files as they are now."""
    stamps = venv / STAMPS
    if (stamps / "under-way").exists():
        return False
    return all(_read(stamps / name) == fingerprint(name) for name in CONTAINS[packages])


def fingerprint(name: str) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{name}.txt").read_bytes()).hexdigest()


def install(packages: str) -> None:
    """Fill the environment there is, or make one beside its place and move it there when it is whole."""
    has_python = (VENV / "bin" / "python").exists()
    if has_python and not (VENV / STAMPS / "under-way").exists():
        fill(VENV, packages)
        return
    for left in ROOT.glob(".venv.new-*"):
        shutil.rmtree(left, ignore_errors=True)  # one that is still being written to goes next time
    fresh = ROOT / f".venv.new-{os.getpid()}"
    make(fresh)
    fill(fresh, packages)
    if VENV.exists():
        shutil.rmtree(VENV)
    fresh.rename(VENV)


def make(venv: Path) -> None:
    say(f"Making a virtual environment with Python {sys.version.split()[0]}.")
    insist_on_ensurepip()
    python = sys.executable
    made = subprocess.run([python, "-m", "venv", str(venv)], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        shutil.rmtree(venv, ignore_errors=True)
        lines = (made.stderr + made.stdout).strip().splitlines() or ["no reason given"]
        sys.exit(f"The virtual environment {venv} could not be made: {lines[-1]}")


def insist_on_ensurepip() -> None:
    """Debian leaves it out of python3: as root it is installed, else the sentence says what to do."""
    if _has_ensurepip():
        return
    package = "python3-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"This Python has no ensurepip: install it (Debian, Ubuntu: apt-get install {package}).")
    say(f"Installing {package}, which this Python needs to make a virtual environment.")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", package]):
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    if done.returncode != 0 or not _has_ensurepip():
        sys.exit(f"{package} could not be installed: run apt-get install {package} and start again.")


def _has_ensurepip() -> bool:
    # Asked in a new process: this one runs isolated, and would not see what has just been installed.
    return (
        subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0
    )


def fill(venv: Path, packages: str) -> None:
    """Install by hash. A mark stands meanwhile, for pip leaves halves that it takes for wholes."""
    stamps = venv / STAMPS
    stamps.mkdir(exist_ok=True)
    (stamps / "under-way").touch()
    say("Installing the locked packages; the first time this takes a minute or two.")
    pip(venv, packages)
    pip(venv, "models", "--no-deps")
    # Relative, so that the checkout may move and may have any name.
    (site_packages(venv) / "folkmoot.pth").write_text("../../../..\n")
    for name in CONTAINS[packages]:
        (stamps / name).write_text(fingerprint(name))
    (stamps / "under-way").unlink()


def pip(venv: Path, name: str, *options: str) -> None:
    command = [str(venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    command += [
        "--require-hashes",
        "--no-input",
        *options,
        "--requirement",
        str(REQUIREMENTS / f"{name}.txt"),
    ]
    # As root pip warns about itself; here it fills a folder of its own.
    environment = os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}
    if subprocess.run(command, env=environment, check=False).returncode != 0:
        sys.exit(f"The packages of requirements/{name}.txt could not be installed; the reason stands above.")


def site_packages(venv: Path) -> Path:
    return next((venv / "lib").glob("python3.*/site-packages"))


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """One start at a time makes the environment; the others wait for it."""
    descriptor = os.open(ROOT, os.O_RDONLY)
    try:
        if not os.access(ROOT, os.W_OK):
            sys.exit(f"{ROOT} is not writable, and the virtual environment belongs there: make it writable.")
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    main(sys.argv[1:])
