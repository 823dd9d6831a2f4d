"""The contract, as data: a request header and the Sentry tag that carries its value."""

from __future__ import annotations

from typing import NamedTuple

TRACKER_HEADER = "X-OpenReplay-SessionToken"
"""What the tracker's ``network.sessionTokenHeader: true`` sends with ``fetch`` and XHR."""

TRACKER_AXIOS_HEADER = "X-OpenReplay-Session-Token"
"""What the same option sends for ``network.axiosInstances`` (tracker 5.0.5 to 19.0.1)."""

_TRACKER_HEADERS = (TRACKER_HEADER, TRACKER_AXIOS_HEADER)


class Contract(NamedTuple):
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
