"""Shelves: a folder of plug-ins in which each file is one plug-in, named after its file."""

import threading
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Generic, TypeVar

Plugin = TypeVar("Plugin")


class Shelf(Generic[Plugin]):
    """The plug-ins of one folder, found without a list. Installed packages add theirs by an entry point
    of the group that is named like the folder, such as ``folkmoot.domains.metrics.kpis``."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._plugins: dict[str, type[Plugin]] = {}
        self._is_filled = False
        self._filling = threading.RLock()

    def add(self, plugin: type[Plugin]) -> type[Plugin]:
        """Class decorator: put this plug-in on the shelf under its file's name."""
        name = plugin.__module__.rpartition(".")[2]
        if name in self._plugins:
            raise ValueError(f"{self.folder} already holds a plug-in named {name}")
        self._plugins[name] = plugin
        return plugin

    def all(self) -> dict[str, type[Plugin]]:
        """All plug-ins by name, in the order of their names."""
        if not self._is_filled:
            # Pages run in threads: whoever asks while the shelf is being filled waits for all of it.
            with self._filling:
                self._fill()
        return dict(sorted(self._plugins.items()))

    def _fill(self) -> None:
        for module in iter_modules(import_module(self.folder).__path__):
            import_module(f"{self.folder}.{module.name}")
        for point in entry_points(group=self.folder):
            point.load()
        self._is_filled = True

    def take(self, name: str) -> type[Plugin]:
        """The plug-in of this name. KeyError names those that are there."""
        try:
            return self.all()[name]
        except KeyError:
            raise KeyError(f"{name} is not on the shelf; there are: {', '.join(self.all())}") from None
