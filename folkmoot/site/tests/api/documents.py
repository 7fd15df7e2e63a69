"""The document of the API: its blocks of code, and the table of operations that it should hold."""

import re
from pathlib import Path

from .operations import operations

DOCUMENT = Path(__file__).parents[4] / "docs" / "how-to" / "use-the-api.md"
ELSEWHERE = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    """The code in this language, in its order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT.read_text(), re.S | re.M)


def table() -> str:
    """Every operation: what it is for, and what the token must be made for."""
    lines = ["| Ask | For | Scope |", "|---|---|---|"]
    for name, said in operations().items():
        needed = said["security"][0]["Token"][0]
        words = said["description"].split("\n\n")[0].replace("\n", " ")
        lines.append(
            f"| `{name}` | {' '.join(words.split())} | {needed if {} not in said['security'] else 'none'} |"
        )
    return "\n".join(lines)
