"""Which versions of a package a project may run with, as its manifests and locks say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

from replaytag.source import frozen, mutable
from replaytag.workspace.declared import directory_of, needs_in
from replaytag.workspace.locks import is_lock, locked
from replaytag.workspace.manifests import is_manifest
from replaytag.workspace.requirements import ANY, Need
from replaytag.workspace.scope import lies_in
from replaytag.workspace.workspace import Workspace

_MANY = 64
"""More alternatives than this say nothing that can be told from any."""


@frozen
class Versions:
    """Those versions that any of the ``alternatives`` allows."""

    alternatives: tuple[SpecifierSet, ...] = ANY

    def __and__(self, other: Versions) -> Versions:
        both = {a & b: None for a in self.alternatives for b in other.alternatives}
        return Versions(tuple(both)) if len(both) <= _MANY else self

    def at_least(self, wanted: str) -> bool | None:
        """Whether it is ``wanted`` or newer; None: that may or may not be."""
        bound = Version(wanted)
        found = {version >= bound for version in self.some(wanted)}
        return found.pop() if len(found) == 1 else None

    def some(self, *also: str) -> list[Version]:
        """Versions that are allowed: of all that are told apart by any bound or by ``also``, one
        of each kind. Empty where the bounds contradict each other."""
        bounds = {"0", *also}
        for alternative in self.alternatives:
            bounds |= {specifier.version.removesuffix(".*") for specifier in alternative}
        candidates = {version for bound in bounds for version in _around(bound)}
        return sorted(v for v in candidates if any(_allows(a, v) for a in self.alternatives))


def _allows(alternative: SpecifierSet, version: Version) -> bool:
    return alternative.contains(version, prereleases=True)


def _around(bound: str) -> Iterator[Version]:
    """The version ``bound``, what comes right after it, and the ends of its series."""
    try:
        version = Version(bound)
    except InvalidVersion:
        return
    yield version
    release = version.release
    series = ((*release[:n], release[n] + 1) for n in range(len(release)))
    for one in (release, *series):
        yield Version(".".join(map(str, one)))
        yield Version(".".join(map(str, (*one, *(0,) * 6, 1))))


@mutable
class _Unit:
    """What is said of a package in one directory."""

    asked: Versions
    locks: tuple[SpecifierSet, ...]


class KnownVersions:
    """The versions that manifests and locks of ``workspace`` allow, by package and file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._units: dict[str, dict[str, _Unit]] = {}

    def of(self, package: str, path: str) -> Versions | None:
        """What is known of the version of ``package``, a normalised name, that ``path`` runs with.

        The manifests of the nearest directory that say anything of it count, else all there are. A
        lock is exact: it wins over the ranges beside it, and over those below that it fits. None
        where nothing is declared, or what is declared contradicts itself.
        """
        if package not in self._units:
            self._units[package] = self._read(package)
        units = self._units[package]
        around = sorted((d for d in units if lies_in(path, d)), key=len, reverse=True)
        found = self._nearest([units[directory] for directory in around])
        if not around and units:
            found = reduce(Versions.__and__, map(_own, units.values()))
        return found if found is not None and found.some() else None

    def _nearest(self, units: list[_Unit]) -> Versions | None:
        """``units`` are those of the directories round a file, the nearest first."""
        if not units:
            return None
        own = _own(units[0])
        if not units[0].locks:
            for unit in units[1:]:
                if unit.locks:
                    fitting = own & Versions(unit.locks)
                    return fitting if fitting.some() else own
        return own

    def _read(self, package: str) -> dict[str, _Unit]:
        found: dict[str, _Unit] = {}
        name = re.compile(package.replace("-", "[-_.]+").encode(), re.I)
        for path in self._workspace.others:
            if not is_manifest(path):
                continue
            kind = path.rpartition("/")[2]
            # A file may include one that says it.
            includes = not is_lock(kind) and path.endswith((".txt", ".in"))
            if not includes and not name.search(self._workspace.scan(path)):
                continue
            unit = _Unit(Versions(), ())
            asked = []
            if is_lock(kind):
                text = self._workspace.scan(path).decode("utf-8-sig", errors="replace")
                unit.locks = locked(kind, text, package)
            else:
                needs = needs_in(self._workspace, path)
                asked = [need for need in needs if need.name == package]
            if asked or unit.locks:
                unit.asked = _together(asked)
                known = found.setdefault(directory_of(path), _Unit(Versions(), ()))
                known.asked = known.asked & unit.asked
                known.locks += unit.locks
        return found


def _own(unit: _Unit) -> Versions:
    return Versions(unit.locks) if unit.locks else unit.asked


def _together(needs: Iterable[Need]) -> Versions:
    """What one file allows: all that is for everyone, and any of what is for some environments."""
    result = Versions()
    marked: dict[SpecifierSet, None] = {}
    for need in needs:
        if need.marked:
            marked |= dict.fromkeys(need.allowed)
        else:
            result = result & Versions(need.allowed)
    return result & Versions(tuple(marked)) if marked else result


def possible_majors(
    versions: KnownVersions, package: str, path: str, known: frozenset[int]
) -> frozenset[int]:
    """Those of the major versions ``known`` that the manifests around ``path`` allow.

    All of them where nothing is declared, or what is declared contradicts itself.
    """
    found = versions.of(package, path)
    if found is None:
        return known
    majors = {version.major for version in found.some(*map(str, known))}
    return (known & majors) or known
