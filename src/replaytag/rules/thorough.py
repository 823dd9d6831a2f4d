"""Rules that look further where they are named: at all of a project, whatever the contract is.

It takes a look at the whole project, and what is found is another result. Whether that is so is
told without loading any rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from replaytag.config import Config

CODES = frozenset({"RT404"})
"""The rules: they have to be selected by their whole code."""


def named(config: Config) -> frozenset[str]:
    """Those of them that the settings select by their whole code."""
    return CODES.intersection(config.select)
