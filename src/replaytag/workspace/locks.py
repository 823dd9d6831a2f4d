"""The versions that lock files pin."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name

from replaytag.workspace import requirements

_TOML = frozenset({"poetry.lock", "uv.lock", "pdm.lock"})


def is_lock(name: str) -> bool:
    """Whether a file of this name pins versions."""
    return name in _TOML or name == "Pipfile.lock" or _is_plain(name)


def locked(name: str, text: str, package: str) -> tuple[SpecifierSet, ...]:
    """The versions of ``package`` that the lock file called ``name`` pins: one, or for different
    environments different ones. What cannot be read pins none."""
    found = []
    for version in _versions(name, text, package):
        try:
            found.append(SpecifierSet(version))
        except InvalidSpecifier:
            continue
    return tuple(dict.fromkeys(found))


def _is_plain(name: str) -> bool:
    return name.startswith("requirements") and name.endswith(".lock")


def _versions(name: str, text: str, package: str) -> Iterator[str]:
    if name in _TOML:
        yield from _toml(text, package)
    elif name == "Pipfile.lock":
        yield from _pipenv(text, package)
    elif _is_plain(name):
        for need in requirements.read(name, {name: text}.get):  # type: ignore[arg-type]
            if need.name == package:
                yield from map(str, need.allowed)


def _toml(text: str, package: str) -> Iterator[str]:
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    entries = document.get("package")
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        name, version = entry.get("name"), entry.get("version")
        if not isinstance(name, str) or not isinstance(version, str):
            continue
        if canonicalize_name(name) == package:
            yield f"=={version}"


def _pipenv(text: str, package: str) -> Iterator[str]:
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return
    for section in ("default", "develop"):
        entries = document.get(section) if isinstance(document, dict) else None
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            version = entry.get("version") if isinstance(entry, dict) else None
            if isinstance(version, str) and canonicalize_name(name) == package:
                yield version
