"""Which files are reported on. All files of a project are analysed, whatever this says."""

from __future__ import annotations

from typing import NamedTuple

from replaytag.workspace.roles import is_supporting, is_supporting_directory


def lies_in(path: str, directory: str) -> bool:
    """Whether ``path`` is ``directory`` or below it; the project's root is the empty string."""
    return not directory or path == directory or path.startswith(f"{directory}/")


class Scope(NamedTuple):
    """The paths named by the user, within the reach of one configuration.

    ``named`` are files and directories. ``home`` is the directory of the configuration's
    ``pyproject.toml``, and ``elsewhere`` are directories below it that have one of their own.
    With ``explicit`` off, naming a test or an example does not ask for it to be judged: a
    pre-commit hook names every changed file.
    """

    named: tuple[str, ...] = ("",)
    home: str = ""
    elsewhere: tuple[str, ...] = ()
    explicit: bool = True

    def reports(self, path: str) -> bool:
        """Whether diagnostics in ``path`` are reported."""
        return (
            any(lies_in(path, name) for name in self.named)
            and lies_in(path, self.home)
            and not any(lies_in(path, directory) for directory in self.elsewhere)
        )

    def names(self, path: str) -> bool:
        """Whether the user asked for ``path`` by its own name or by that of its kind.

        ``tests`` names ``tests/app.py``; ``.`` names no test; ``examples/shop`` names
        ``examples/shop/app.py`` but not ``examples/shop/tests/app.py``.
        """
        return self.explicit and any(_names(name, path) for name in self.named)


def _names(name: str, path: str) -> bool:
    if path == name:
        return True
    if not name or not lies_in(path, name):
        return False
    below = path.removeprefix(f"{name}/")
    if is_supporting_directory(name):
        return not is_supporting_directory(below.rpartition("/")[0])
    return not is_supporting(below)
