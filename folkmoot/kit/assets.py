"""Assets: one style sheet and one script for the whole product, joined from small files, without a build."""

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE = "folkmoot.css"
SCRIPT = "folkmoot.js"
_FIRST_STYLE = "kit/css/tokens.css"  # declares the order of the layers
_HTMX = "django_htmx/htmx-2.min.js"


def style_parts(names: Iterator[str] | list[str]) -> list[str]:
    """The style sheets among these files: ``kit/css/*.css`` and each ``<room>/<room>.css``, tokens first."""
    ours = [name for name in names if name.endswith(".css") and _is_ours(name, "css")]
    return sorted(ours, key=lambda name: (name != _FIRST_STYLE, not name.startswith("kit/"), name))


def script_parts(names: Iterator[str] | list[str]) -> list[str]:
    """The scripts among these static files: htmx, then every ``<room>/js/*.js`` (one custom element each)."""
    ours = [name for name in names if name == _HTMX or (name.endswith(".js") and _is_ours(name, "js"))]
    return sorted(ours, key=lambda name: (name != _HTMX, not name.startswith("kit/"), name))


def _is_ours(name: str, folder: str) -> bool:
    parts = name.split("/")
    is_kit_style = folder == "css" and len(parts) == 2 and parts[1] == f"{parts[0]}.css"
    return is_kit_style or (len(parts) == 3 and parts[1] == folder)


class JoinedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names, gzip beside each file, and two joined files.

    Before anything is collected (in tests, say) names are plain and files come singly; after that a missing
    file is an error.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        self.addresses.clear()
        if not dry_run:
            self._join(paths, STYLE, style_parts(list(paths)), "{}\n")
            # Each part in a block of its own, lest their constants meet; htmx declares its global by var.
            self._join(paths, SCRIPT, script_parts(list(paths)), "{{\n{}\n}}\n")
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, paths: dict[str, Any], name: str, parts: list[str], frame: str) -> None:
        texts = []
        for part in parts:
            storage, path = paths[part]
            with storage.open(path) as file:
                texts.append(frame.format(file.read().decode()))
        if self.exists(name):
            self.delete(name)
        self._save(name, ContentFile("".join(texts).encode()))
        paths[name] = (self, name)

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(**{**options, "use_brotli": False})

    @cached_property
    def is_collected(self) -> bool:
        return bool(self.hashed_files)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Those that were asked for: every page asks for the same few."""
        return {}

    def url(self, name: str, force: bool = False) -> str:
        if not self.is_collected and not force:
            return f"{self.base_url}{name}"
        if force or name not in self.addresses:
            self.addresses[name] = str(super().url(name, force))
        return self.addresses[name]


def stylesheet() -> SafeString:
    """The tags of the style sheets: one when joined, else one for each file."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(n),) for n in _shown(STYLE)))


def script() -> SafeString:
    """The tags of the scripts: one when joined, else one for each file. Deferred, so in the order given."""
    return format_html_join("\n", '<script defer src="{}"></script>', ((static(n),) for n in _shown(SCRIPT)))


def favicon() -> SafeString:
    """The tag of the little picture in the browser's tab."""
    return format_html('<link rel="icon" type="image/svg+xml" href="{}">', static("kit/favicon.svg"))


def _shown(joined: str) -> list[str]:
    if getattr(staticfiles_storage, "is_collected", False):
        return [joined]
    names = list(_found())
    return style_parts(names) if joined == STYLE else script_parts(names)


def _found() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            prefix = getattr(storage, "prefix", "")
            yield f"{prefix}/{path}" if prefix else path
