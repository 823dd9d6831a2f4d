"""The contract, as data: a request header and the Sentry tags that carry what it brings."""

from __future__ import annotations

import enum
import re
from typing import NamedTuple

TRACKER_HEADER = "X-OpenReplay-SessionToken"
"""What the tracker's ``network.sessionTokenHeader: true`` sends with ``fetch`` and XHR."""

TRACKER_AXIOS_HEADER = "X-OpenReplay-Session-Token"
"""What the same option sends for ``network.axiosInstances`` (tracker 5.0.5 to 19.0.1)."""

_WORD = r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+"

_TRACKER_HEADERS = (TRACKER_HEADER, TRACKER_AXIOS_HEADER)


class Kind(enum.StrEnum):
    """What of a header a tag carries."""

    HEADER = "header"
    """The header's value as it comes: of the tracker's header, the session token."""

    SESSION_ID = "session-id"
    """The decimal session id. A token begins with it, in base 36, up to its first dot."""


class Tag(NamedTuple):
    """A Sentry tag and what it carries."""

    name: str
    kind: Kind


TOKEN_TAG = Tag("openReplaySessionToken", Kind.HEADER)
"""What OpenReplay 1.0 to 1.20 look for."""

ID_TAG = Tag("openReplaySession.id", Kind.SESSION_ID)
"""What OpenReplay 1.21 and newer look for."""

ID_HEADERS = ("openReplaySession.id", "X-OpenReplay-SessionID", "X-OpenReplay-Session-ID")
"""Headers in which front ends send the session id: the documented one, and two that are in use.

nginx drops the first in its default configuration, since there is a dot in it.
"""

_GENERATIONS = (TOKEN_TAG, ID_TAG)


class Contract(NamedTuple):
    """A request header, and the Sentry tags that have to carry what it brings.

    ``tag`` is the first of them, which carries ``kind``, and ``also`` are the others.
    """

    header: str = TRACKER_HEADER
    tag: str = TOKEN_TAG.name
    kind: Kind = TOKEN_TAG.kind
    also: tuple[Tag, ...] = ()

    @property
    def tags(self) -> tuple[Tag, ...]:
        """All of the tags."""
        return (Tag(self.tag, self.kind), *self.also)

    @property
    def is_openreplay(self) -> bool:
        """Whether it is about OpenReplay's tags."""
        return any(tag.name in (own.name for own in _GENERATIONS) for tag in self.tags)

    @property
    def rivals(self) -> tuple[Tag, ...]:
        """The tags of OpenReplay's other generations, where this contract is one of them."""
        if not self.is_openreplay:
            return ()
        own = {tag.name for tag in self.tags}
        return tuple(tag for tag in _GENERATIONS if tag.name not in own)

    @property
    def id_headers(self) -> tuple[str, ...]:
        """Headers that bring the session id itself, where the contract's brings the token."""
        return ID_HEADERS if self.is_openreplay and len(self.accepted_headers) > 1 else ()

    @staticmethod
    def is_id_header(header: str) -> bool:
        """Whether ``header`` is one that is known to bring the session id."""
        return header.lower() in {name.lower() for name in ID_HEADERS}

    @property
    def words(self) -> tuple[str, ...]:
        """What to call code that is about this contract, in lower-case words."""
        if self.is_openreplay:
            return ("openreplay",)
        return tuple(word.lower() for word in re.findall(_WORD, self.tag)) or ("header",)

    @property
    def function_name(self) -> str:
        """What to call the function that tags a request."""
        subject = "openreplay_session" if self.is_openreplay else "_".join(self.words)
        return f"tag_{subject}"

    @property
    def module_name(self) -> str:
        """What to call a module of its own for that."""
        return f"{'_'.join(self.words)}_sentry"

    @property
    def class_prefix(self) -> str:
        """What the names of classes for that begin with."""
        prefix = "".join(word.capitalize() for word in self.words)
        return "OpenReplaySentry" if self.is_openreplay else f"{prefix}Sentry"

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
"""The contract of OpenReplay up to 1.20."""

CONTRACTS = {
    "token": DEFAULT_CONTRACT,
    "session-id": Contract(tag=ID_TAG.name, kind=ID_TAG.kind),
    "both": Contract(also=(ID_TAG,)),
}
"""The contracts of OpenReplay's generations, by the names that the configuration gives them."""
