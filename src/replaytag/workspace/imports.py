"""What a file imports, as far as its bytes tell: nothing of it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replaytag.source import frozen

# A pattern that begins with a plain byte is searched for several times as fast as any other.
_IMPORTED = re.compile(rb"\n[ \t\f]*+(?:from|import)[ \t]+(\w+)([\w. \t]*,[\w. \t,]*)?")
_FURTHER = re.compile(rb",[ \t]*(\w+)")

_START = rb"(?:^|[;:])[ \t\f]*"
_FROM = re.compile(
    _START
    + rb"from[ \t]*(?P<dots>\.*)[ \t]*(?P<module>[^\s.,;#()]+(?:\.[^\s.,;#()]+)*)?[ \t]*"
    + rb"import[ \t]*(?P<names>\((?:[^()#]|#[^\n]*\n)*\)|[^\n;#]*)",
    re.MULTILINE,
)
_IMPORT = re.compile(_START + rb"import[ \t]+(?P<names>[^\n;#(]+)", re.MULTILINE)
_COMMENT = re.compile(rb"#[^\n]*")


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


@frozen
class Imported:
    """``from ..module import names`` with ``level`` dots; or ``import module``, without names."""

    module: str
    level: int = 0
    names: tuple[str, ...] = ()


def imports_in(data: bytes) -> Iterator[Imported]:
    """All import statements of a file, and what looks like one in its strings."""
    data = data.replace(b"\r", b"\n").replace(b"\\\n", b" ")
    for match in _FROM.finditer(data):
        module = (match["module"] or b"").decode(errors="replace")
        yield Imported(module, len(match["dots"]), tuple(_names(match["names"])))
    for match in _IMPORT.finditer(data):
        for name in _names(match["names"]):
            yield Imported(name)


def _names(listed: bytes) -> Iterator[str]:
    for entry in _COMMENT.sub(b"", listed).strip(b"() \t").split(b","):
        if words := entry.split():
            yield words[0].decode(errors="replace")
