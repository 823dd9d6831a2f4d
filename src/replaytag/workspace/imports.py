"""Which libraries a file imports, as far as its bytes tell."""

from __future__ import annotations

import re

# A pattern that begins with a plain byte is searched for several times as fast as any other.
_IMPORTED = re.compile(rb"\n[ \t\f]*(?:from[ \t]+|import[ \t]+)(\w+)([\w. \t]*,[\w. \t,]*)?")
_FURTHER = re.compile(rb",[ \t]*(\w+)")


def imported_roots(data: bytes) -> set[bytes]:
    """The first parts of the names of modules that a file imports, be they libraries or not.

    None is missing whose import statement begins a line, in whatever block.
    """
    found: set[bytes] = set()
    if b"\r" in data:
        data = data.replace(b"\r", b"\n")
    for root, further in _IMPORTED.findall(b"\n" + data):
        found.add(root)
        if further:
            found.update(_FURTHER.findall(further))
    return found
