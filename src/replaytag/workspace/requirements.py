"""Requirement specifiers, and the files of them that pip reads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from replaytag.source import frozen

ANY = (SpecifierSet(),)
"""What allows every version."""

_INCLUDE = re.compile(r"(?:-r|--requirement)[ =]*(\S+)")
_CONSTRAINTS = re.compile(r"(?:-c|--constraint)[ =]*(\S+)")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_COMMENT = re.compile(r"(^|\s)#.*")
_OPTIONS = re.compile(r"\s--?[a-z].*")


@frozen
class Need:
    """A package that is asked for, by its normalised name: any of ``allowed`` may be installed.

    ``marked`` is whether it is for some environments only; ``constraint`` whether it is not asked
    for, and only said in which version it is if anything else asks for it.
    """

    name: str
    allowed: tuple[SpecifierSet, ...] = ANY
    marked: bool = False
    constraint: bool = False


def needs(specifiers: Iterable[str], *, constraint: bool = False) -> Iterator[Need]:
    """What requirement specifiers ask for; what is none is passed over."""
    for specifier in specifiers:
        if need := _need(specifier.strip(), constraint):
            yield need


def read(path: str, text_of: Callable[[str], str]) -> Iterator[Need]:
    """What the requirements file at ``path`` asks for, and the files that it includes."""
    pending = [(path, False)]
    seen = set()
    while pending:
        current, constraint = pending.pop()
        if (current, constraint) in seen:
            continue
        seen.add((current, constraint))
        for line in _lines(text_of(current)):
            included = _INCLUDE.match(line)
            constraints = _CONSTRAINTS.match(line)
            if found := included or constraints:
                directory = posixpath.dirname(current)
                other = posixpath.normpath(posixpath.join(directory, found[1]))
                pending.append((other, constraint or included is None))
            elif need := _need(line, constraint):
                yield need


def _lines(text: str) -> Iterator[str]:
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        stripped = _COMMENT.sub("", line).strip()
        if stripped:
            yield stripped


def _need(specifier: str, constraint: bool) -> Need | None:
    if egg := _EGG.search(specifier):
        return Need(canonicalize_name(egg[1]), constraint=constraint)
    if specifier.startswith("-") or "://" in specifier.partition("@")[0]:
        return None
    # Options such as --hash may follow.
    plain = _OPTIONS.sub("", specifier)
    try:
        requirement = Requirement(plain)
    except InvalidRequirement:
        # Old files hold what is no valid version.
        found = _NAME.match(specifier)
        return Need(canonicalize_name(found[0]), constraint=constraint) if found else None
    name, marker = canonicalize_name(requirement.name), requirement.marker
    return Need(name, (requirement.specifier,), marker is not None, constraint)
