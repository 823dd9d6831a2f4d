"""Requirement specifiers, and the files of them that pip reads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

_INCLUDE = re.compile(r"(?:-r|--requirement)[ =]*(\S+)")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_COMMENT = re.compile(r"(^|\s)#.*")


def names(specifiers: Iterable[str]) -> Iterator[str]:
    """The normalised package names of requirement specifiers; what is none is passed over."""
    for specifier in specifiers:
        if name := _name(specifier.strip()):
            yield name


def read(path: str, text_of: Callable[[str], str]) -> Iterator[str]:
    """The packages named in the requirements file ``path`` and in the files that it includes."""
    pending = [path]
    seen = set()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        for line in _lines(text_of(current)):
            if include := _INCLUDE.match(line):
                pending.append(
                    posixpath.normpath(posixpath.join(posixpath.dirname(current), include[1]))
                )
            elif name := _name(line):
                yield name


def _lines(text: str) -> Iterator[str]:
    for line in text.replace("\\\n", " ").splitlines():
        stripped = _COMMENT.sub("", line).strip()
        if stripped:
            yield stripped


def _name(specifier: str) -> str | None:
    if egg := _EGG.search(specifier):
        return canonicalize_name(egg[1])
    if specifier.startswith("-") or "://" in specifier.partition("@")[0]:
        return None
    try:
        return canonicalize_name(Requirement(specifier).name)
    except InvalidRequirement:
        # Options such as --hash may follow, and old files hold what is no valid version.
        found = _NAME.match(specifier)
        return canonicalize_name(found[0]) if found else None
