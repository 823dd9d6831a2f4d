"""From the paths on the command line to the projects that they belong to."""

from __future__ import annotations

import functools
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath

from replaytag import config as configuration
from replaytag.config import Config
from replaytag.workspace import git
from replaytag.workspace.documents import is_document
from replaytag.workspace.errors import WorkspaceError
from replaytag.workspace.exclusion import Exclusion
from replaytag.workspace.generated import without_generated
from replaytag.workspace.manifests import is_manifest, is_requirements
from replaytag.workspace.roots import find_root
from replaytag.workspace.scope import Scope, lies_in
from replaytag.workspace.workspace import Status, Workspace

MAX_SIZE = 5_000_000
"""Bytes. What is larger was generated, and would take minutes to read."""

_PYPROJECT = "pyproject.toml"


def discover(
    paths: Sequence[Path],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    exclude: Sequence[str] | None = None,
    force_exclude: bool = False,
    contract: str | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> list[Workspace]:
    """The projects that ``paths`` belong to; ``paths`` decide what is reported of them.

    Where parts of a repository have a ``[tool.replaytag]`` of their own, there is one workspace for
    each: all have the repository's files, and each reports on what its configuration governs.

    Args:
        paths: Files and directories. A ``pyproject.toml`` stands for its directory.
        select: Codes that replace the configured ones.
        ignore: Codes that are added to the configured ones.
        exclude: Patterns, from the working directory on, that replace the configured ones.
        force_exclude: Whether exclusions hold for files named in ``paths``, too.
        contract: The name of OpenReplay's contract that replaces the configured one.
        meanwhile: What to call while other programs are waited for, if that happens.

    Raises:
        WorkspaceError: One of ``paths`` does not exist.
        ConfigError: A configuration that governs one of them is wrong.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        names = ", ".join(str(path) for path in missing)
        raise WorkspaceError(f"no such file or directory: {names}")
    listings = _list(dict.fromkeys(Path(os.path.realpath(path)) for path in paths), meanwhile)
    workspaces = []
    for listing in listings:
        for settings, scope in listing.governed(explicit=not force_exclude):
            exclusion = (
                Exclusion(settings.directory or listing.root, settings.exclude)
                if exclude is None
                else Exclusion(Path.cwd(), exclude)
            )
            files = exclusion.remaining(listing.root, listing.files, scope)
            workspaces.append(
                Workspace(
                    listing.root,
                    (path for path in files if path.endswith(".py")),
                    others=(path for path in files if is_manifest(path) or is_document(path)),
                    scope=scope,
                    config=settings.override(select=select, ignore=ignore, contract=contract),
                    notices=listing.notices,
                    statuses=listing.statuses,
                )
            )
    return workspaces


class _Listing:
    """The files below one root, and which of them were asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.base = str(root)
        self.files: list[str] = []
        self.named: list[str] = []
        self.notices: list[str] = []
        self.statuses: dict[str, Status] = {}
        self._directories = {""}

    def take(self, files: Iterable[str]) -> None:
        """Adds those of ``files`` that can be read."""
        found = [file for file in files if _is_readable(self, file)]
        self.files = sorted({*self.files, *found})
        for file in found:
            directory = file.rpartition("/")[0]
            while directory not in self._directories:
                self._directories.add(directory)
                directory = directory.rpartition("/")[0]

    def holds(self, directory: str) -> bool:
        """Whether any of the files is in ``directory`` or below it."""
        return directory in self._directories

    def governed(self, *, explicit: bool) -> list[tuple[Config, Scope]]:
        """The configurations of the named files, each with what it governs."""
        configs = self._configs()
        homes = sorted(
            {self._home(name, configs) for name in self.named} | set(self._below(configs))
        )
        return [
            (
                configs.get(home, Config()),
                Scope(
                    named=tuple(self.named),
                    home=home,
                    elsewhere=tuple(
                        other for other in configs if other != home and lies_in(other, home)
                    ),
                    explicit=explicit,
                ),
            )
            for home in homes
        ]

    def _configs(self) -> dict[str, Config]:
        """The configurations at, above and below the named paths, by their directories."""
        configs = {}
        for directory in self._directories_above():
            path = self.root / directory / _PYPROJECT
            if path.is_file() and (settings := configuration.load(path)):
                configs[directory] = settings
        for file in self.files:
            directory, _, name = file.rpartition("/")
            if name == _PYPROJECT and directory not in configs and self._is_named(directory):
                path = self.root / file
                # The repository may hold broken ones, such as templates, that are not for us.
                if configuration.mentions(path) and (settings := configuration.load(path)):
                    configs[directory] = settings
        return configs

    def _directories_above(self) -> Iterable[str]:
        directories: set[str] = set()
        for name in self.named:
            parts = PurePosixPath(name).parts
            directories.update("/".join(parts[:length]) for length in range(len(parts) + 1))
        return sorted(directories)

    def _below(self, configs: Iterable[str]) -> Iterable[str]:
        return (directory for directory in configs if self._is_named(directory))

    def _is_named(self, directory: str) -> bool:
        return any(lies_in(directory, name) for name in self.named)

    @staticmethod
    def _home(path: str, configs: Iterable[str]) -> str:
        return max((home for home in configs if lies_in(path, home)), key=len, default="")


def _list(paths: Iterable[Path], meanwhile: Callable[[], object]) -> list[_Listing]:
    listings: dict[Path, _Listing] = {}
    for path in paths:
        target = path.parent if path.name == _PYPROJECT else path
        listing = _listing_of(target, find_root(target), listings, meanwhile)
        listing.named.append(_relative(target, listing.root))
    return list(listings.values())


def _listing_of(
    path: Path, root: Path, listings: dict[Path, _Listing], meanwhile: Callable[[], object]
) -> _Listing:
    """The listing that ``path`` is part of; what git ignores is a project of its own."""
    if root not in listings:
        listings[root] = _read_listing(root, meanwhile)
    listing = listings[root]
    directory = path if path.is_dir() else path.parent
    if directory != root and not listing.holds(_relative(directory, root)):
        if not listing.named:
            del listings[root]
        return _listing_of(path, directory, listings, meanwhile)
    if path.is_file():
        file = _relative(path, root)
        if file not in listing.statuses and _is_relevant(file):
            listing.take([file])
    return listing


def _read_listing(root: Path, meanwhile: Callable[[], object]) -> _Listing:
    listing = _Listing(root)
    listed = git.list_files(root, meanwhile) if (root / ".git").exists() else None
    if listed is None:
        from replaytag.workspace.walk import walk

        listed = walk(root, _is_relevant, listing.notices.append)
    relevant = (file for file in listed if _is_relevant(file))
    listing.take(sorted(set(without_generated(relevant, listed))))
    return listing


def _is_relevant(file: str) -> bool:
    if file.endswith(".py"):
        return True
    return _may_be_relevant(file.rpartition("/")[2]) and (is_manifest(file) or is_document(file))


@functools.cache
def _may_be_relevant(name: str) -> bool:
    """Whether a file of this name is relevant in some directory: thousands have the same few."""
    return is_document(name) or is_manifest(name) or is_requirements(f"requirements/{name}")


def _is_readable(listing: _Listing, file: str) -> bool:
    path = f"{listing.base}/{file}"
    try:
        status = os.lstat(path)
    except OSError:
        return False  # git lists what it tracks, also what was deleted since
    if stat.S_ISLNK(status.st_mode):
        if not Path(os.path.realpath(path)).is_relative_to(listing.root):
            listing.notices.append(f"{file}: is a link out of the project and is not read")
        return False
    if status.st_size > MAX_SIZE and is_document(file):
        return False  # data, most likely
    if status.st_size > MAX_SIZE:
        size = status.st_size / 1_000_000
        listing.notices.append(f"{file}: is not read: {size:.0f} MB is more than 5 MB")
        return False
    if not stat.S_ISREG(status.st_mode):
        return False
    listing.statuses[file] = (status.st_mtime_ns, status.st_size)
    return True


def _relative(path: Path, root: Path) -> str:
    relative = path.relative_to(root).as_posix()
    return "" if relative == "." else relative
