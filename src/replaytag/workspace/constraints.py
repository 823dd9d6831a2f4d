"""Versions as Poetry and Pipenv write them: ``^1.2``, ``~1.2``, ``1.*``, ``>=1,<2 || ^3``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name

from replaytag.workspace.requirements import ANY, Need

_PART = re.compile(r"(\^|~=|~|===|==|!=|>=|<=|>|<|=)?\s*v?(\*|\d[\w.*+!-]*)")


def table_needs(table: Mapping[str, object]) -> Iterator[Need]:
    """What a table of names and versions asks for; ``python`` is no package."""
    for name, value in table.items():
        if name != "python":
            yield Need(canonicalize_name(name), _allowed(value))


def _allowed(value: object) -> tuple[SpecifierSet, ...]:
    """The versions that an entry allows: a text, a table with one, or several tables."""
    if isinstance(value, str):
        return constraint(value)
    if isinstance(value, Mapping):
        version = value.get("version")
        return constraint(version) if isinstance(version, str) else ANY
    if isinstance(value, list) and value:
        return tuple(dict.fromkeys(one for entry in value for one in _allowed(entry)))
    return ANY


def constraint(text: str) -> tuple[SpecifierSet, ...]:
    """The alternatives that a constraint names; whatever is none allows every version."""
    found = []
    for alternative in re.split(r"\|\|?", text):
        parts = ",".join(
            _plain(operator, version) for operator, version in _PART.findall(alternative)
        )
        try:
            found.append(SpecifierSet(parts.strip(",")))
        except InvalidSpecifier:
            return ANY
    return tuple(found)


def _plain(operator: str, version: str) -> str:
    """One part of a constraint, as Python's own tools write it."""
    if version == "*":
        return ""
    release = [int(number) for number in re.findall(r"\d+", re.split(r"[^\d.]", version)[0])]
    if operator == "^":
        significant = next((i for i, number in enumerate(release) if number), len(release) - 1)
        return f">={version},<{_bumped(release, significant)}"
    if operator == "~":
        return f">={version},<{_bumped(release, min(1, len(release) - 1))}"
    if operator in ("", "="):
        return f"=={version}"
    return f"{operator}{version}"


def _bumped(release: list[int], index: int) -> str:
    return ".".join(map(str, [*release[:index], release[index] + 1]))
