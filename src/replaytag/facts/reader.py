"""One file's bytes turned into facts."""

from __future__ import annotations

from replaytag.facts.collector import collector_paused
from replaytag.facts.decoding import decode
from replaytag.facts.fast.reading import Unreadable
from replaytag.facts.fast.reading import read_text as _read_fast
from replaytag.facts.model import FileFacts


def read(path: str, data: bytes) -> FileFacts:
    """The facts of the file ``path`` (relative to the project root) that consists of ``data``.

    Rows and columns of the facts count in the text that :func:`replaytag.facts.decoding.decode`
    gives. Syntax newer than the running interpreter's is read as well.

    Raises:
        SourceError: ``data`` cannot be read as Python 3; never any other exception.
    """
    text, _ = decode(data)
    with collector_paused():
        try:
            return _read_fast(path, text)
        except Unreadable:
            return _read_reference(path, text)


def read_reference(path: str, data: bytes) -> FileFacts:
    """As :func:`read`, but by the reference reader: much slower, to the same result.

    Raises:
        SourceError: ``data`` cannot be read as Python 3; never any other exception.
    """
    text, _ = decode(data)
    with collector_paused():
        return _read_reference(path, text)


def _read_reference(path: str, text: str) -> FileFacts:
    # Importing libcst takes longer than a run that finds all facts in the cache.
    from replaytag.facts.reference.reading import read_text

    return read_text(path, text)
