"""How a header look-up spells names: which keys can match a header, and which never do.

Source of the tables: the frameworks' own behaviour, run against real requests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from replaytag.source import frozen


@frozen
class Lookup:
    """One kind of look-up. ``reads`` gives the header (lower case, dashes) that a key finds, or
    None for a key that can never match; ``spelling`` writes a header the way this look-up wants it.

    ``keyword`` is the argument that names the header where a declaration such as ``Header()`` takes
    the name from the parameter it stands at; empty where the name is always written."""

    name: str
    reads: Callable[[str | bytes], str | None]
    spelling: Callable[[str], str | bytes]
    keyword: str = ""


def _folded(key: str | bytes) -> str | None:
    """Any case; dashes as they are."""
    return key.lower() if isinstance(key, str) and "_" not in key else None


def _folded_underscores(key: str | bytes) -> str | None:
    """Any case; an underscore reads as a dash."""
    if not isinstance(key, str) or key.upper().startswith("HTTP_"):
        return None
    return key.lower().replace("_", "-")


def _environ(key: str | bytes) -> str | None:
    """``HTTP_`` in front, upper case, underscores for dashes."""
    if not isinstance(key, str) or not key.startswith("HTTP_"):
        return None
    if key != key.upper() or "-" in key:
        return None
    return key[5:].lower().replace("_", "-")


def _raw(key: str | bytes) -> str | None:
    """Lower-case bytes, as in an ASGI scope."""
    if not isinstance(key, bytes) or key != key.lower():
        return None
    return key.decode("latin-1")


def _folded_bytes(key: str | bytes) -> str | None:
    """Bytes in any case; text is no key."""
    if not isinstance(key, bytes) or b"_" in key:
        return None
    return key.decode("latin-1").lower()


def _lower(key: str | bytes) -> str | None:
    """Lower-case text."""
    return key if isinstance(key, str) and key == key.lower() else None


def _upper(key: str | bytes) -> str | None:
    """Upper-case text."""
    return key.lower() if isinstance(key, str) and key == key.upper() else None


def _any(key: str | bytes) -> str | None:
    """Used where the kind of look-up is not known: every plausible spelling matches."""
    text = key.decode("latin-1") if isinstance(key, bytes) else key
    lowered = text.lower().replace("_", "-")
    return lowered.removeprefix("http-")


def _parameter(key: str | bytes) -> str | None:
    """A parameter's name: underscores become dashes, and case is ignored."""
    return key.lower().replace("_", "-") if isinstance(key, str) else None


def _environ_key(header: str) -> str:
    return "HTTP_" + header.upper().replace("-", "_")


IGNORES_CASE = Lookup("a case-insensitive look-up", _folded, lambda header: header)
IGNORES_CASE_AND_UNDERSCORES = Lookup(
    "a case-insensitive look-up", _folded_underscores, lambda header: header
)
ENVIRON = Lookup("the WSGI environment", _environ, _environ_key)
RAW = Lookup("raw ASGI headers", _raw, lambda header: header.lower().encode())
BYTES = Lookup("a look-up by bytes", _folded_bytes, lambda header: header.encode())
LOWER = Lookup("a dict with lower-case keys", _lower, lambda header: header.lower())
UPPER = Lookup("a dict with upper-case keys", _upper, lambda header: header.upper())
PARAMETER = Lookup("a header parameter", _parameter, lambda header: header, "alias")
EXACT_PARAMETER = Lookup(
    "a header parameter that keeps underscores", _folded, lambda header: header, "alias"
)
UNKNOWN = Lookup("an unknown look-up", _any, lambda header: header)

PROTOCOLS: Mapping[tuple[str, str], Lookup] = {
    ("wsgi.Environ", ""): ENVIRON,
    ("asgi.Scope", "[headers]"): RAW,
}
"""As a framework's ``headers``: what a server hands to any application."""
