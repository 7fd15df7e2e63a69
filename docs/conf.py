"""The documents as a site: every page of Markdown of the repository, read by Sphinx from its root. See decision 24."""

from pathlib import Path
from tomllib import loads

ROOT = Path(__file__).resolve().parents[1]

project = "Folkmoot"
version = release = loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
copyright = "the people who make Folkmoot. Apache License 2.0"
extensions = ["myst_parser"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/**.md", "benchmarks/*.md", "folkmoot/domains/*/README.md"]
exclude_patterns = [".*", "var", "**/tests", "**/migrations", "**/templates", "**/static"]
nitpicky = True
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"Folkmoot {version}"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}


def setup(app):
    app.connect("source-read", name_the_fragment)


def name_the_fragment(app, page, source):
    """A fragment of changes needs no heading of its own: its file has a name."""
    if page.startswith("docs/changes/") and not source[0].startswith("# "):
        source[0] = f"# {page.rpartition('/')[2][5:].replace('-', ' ').capitalize()}\n\n{source[0]}"
