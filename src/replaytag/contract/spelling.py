"""What a name is, seen from the contract, and how it differs."""

from __future__ import annotations

import enum

from replaytag.source import frozen


class Verdict(enum.StrEnum):
    """What a name is, seen from the contract."""

    EXACT = "exact"
    """The contract's name. A header is exact in any case, with ``_`` for ``-`` and with ``HTTP_``
    before it: whether a look-up finds that form is for the framework to say."""

    MISSPELT = "misspelt"
    """Meant to be the contract's name, and is not."""

    FOREIGN = "foreign"
    """Somebody else's name, or one that nothing ties to the contract."""

    TRACKER_VARIANT = "tracker-variant"
    """A header that the tracker itself sends too, in the same forms as an exact one."""


@frozen
class Spelling:
    """A verdict; for a misspelt name also how it differs and what is right.

    ``how`` continues a sentence that starts with the name: "differs in case". ``right`` has the
    form of what was written: ``HTTP_X_...`` for ``HTTP_X_...``, lower case for lower case.
    """

    verdict: Verdict
    how: str = ""
    right: str = ""

    @property
    def is_misspelt(self) -> bool:
        return self.verdict is Verdict.MISSPELT
