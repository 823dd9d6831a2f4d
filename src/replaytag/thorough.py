"""Rules that look further where they are named: at all of a project, whatever the contract is.

It takes a look at the whole project, and what is found is another result. Whether that is so is
told without loading any rule.
"""

from __future__ import annotations

from collections.abc import Iterable

CODES = frozenset({"RT404"})
"""The rules: they have to be selected by their whole code."""


def named(select: Iterable[str]) -> frozenset[str]:
    """Those of them that are named in what is selected."""
    return CODES.intersection(select)
