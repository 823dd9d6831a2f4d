"""The contract, as data: a request header and the Sentry tag that carries its value."""

from __future__ import annotations

import enum
from dataclasses import dataclass

TRACKER_HEADER = "X-OpenReplay-SessionToken"
"""What the tracker's ``network.sessionTokenHeader: true`` sends with ``fetch`` and XHR."""

TRACKER_AXIOS_HEADER = "X-OpenReplay-Session-Token"
"""What the same option sends for ``network.axiosInstances`` (tracker 5.0.5 to 19.0.1)."""

_TRACKER_HEADERS = (TRACKER_HEADER, TRACKER_AXIOS_HEADER)


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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Contract:
    """The request header that brings the session token, and the tag that OpenReplay looks for."""

    header: str = TRACKER_HEADER
    tag: str = "openReplaySessionToken"

    @property
    def wsgi_key(self) -> str:
        """The header's key in a WSGI environ and in Django's ``request.META``."""
        return "HTTP_" + self.header.upper().replace("-", "_")

    @property
    def raw_name(self) -> bytes:
        """The header's name as ASGI servers give it: lower-case bytes."""
        return self.header.lower().encode("latin-1")

    @property
    def python_name(self) -> str:
        """The parameter's name from which FastAPI's ``Header()`` derives the header."""
        return self.header.lower().replace("-", "_")

    @property
    def accepted_headers(self) -> tuple[str, ...]:
        """The header, then the tracker's other spelling if it is one of the tracker's two."""
        folded = self.header.lower()
        if folded not in {name.lower() for name in _TRACKER_HEADERS}:
            return (self.header,)
        return (self.header, *(name for name in _TRACKER_HEADERS if name.lower() != folded))


DEFAULT_CONTRACT = Contract()
