"""The order in which isort (profile black) and ruff put imports.

Sections future, standard library, third party, first party, relative; in each the ``import x``
lines before the ``from x import y`` lines, both by module without regard to case, digits by value;
imported names as constants, classes, others.
"""

from __future__ import annotations

import enum
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CHARACTERS = re.compile(r"\d+|.")

Key = tuple[Any, ...]
"""What ``sorted`` compares; keys of one kind only are ever compared with each other."""


class Section(enum.IntEnum):
    FUTURE = 0
    STANDARD = 1
    THIRD_PARTY = 2
    FIRST_PARTY = 3
    RELATIVE = 4


def section_of(module: str, is_first_party: Callable[[str], bool] | None) -> Section:
    """The section of a module, given with its leading dots."""
    if module.startswith("."):
        return Section.RELATIVE
    top = module.partition(".")[0]
    if top == "__future__":
        return Section.FUTURE
    if top in sys.stdlib_module_names:
        return Section.STANDARD
    if is_first_party is not None and is_first_party(top):
        return Section.FIRST_PARTY
    return Section.THIRD_PARTY


def module_key(module: str) -> Key:
    """Relative modules from the furthest parent on; the others by name."""
    name = module.lstrip(".")
    return (len(name) - len(module), _natural(name.lower()), _natural(name))


def by_type(name: str) -> Key:
    """isort's ``order_by_type``: constants, classes, others."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return (kind, *_by_letter(name))


def member_place(names: Sequence[str], name: str) -> int:
    """Where a name belongs among imported ones: by the order they are in, else at the end."""
    for key in (by_type, _by_letter, _natural):
        order = [key(one) for one in names]
        if order == sorted(order):
            return sum(one < key(name) for one in order)
    return len(names)


def _by_letter(name: str) -> Key:
    return (_natural(name.lower()), _natural(name))


def _natural(name: str) -> Key:
    """Compares characters, but runs of digits by value: ``a2`` comes before ``a10``."""
    return tuple(
        (ord("0"), int(part)) if part.isdecimal() else (ord(part), 0)
        for part in _CHARACTERS.findall(name)
    )
