"""Digests of contents."""

from __future__ import annotations

from collections.abc import Iterable

try:
    # As hashlib has it, which loads OpenSSL for others, too: that takes longer than most digests.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b


def digest(parts: Iterable[str | bytes]) -> str:
    """A digest of texts, none of which runs into the next."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()
