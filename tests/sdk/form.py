"""Reads ``forms/*.md``: code that sets the tag in some way, what the SDK does, what replaytag says.

A page begins with how its forms are served (``serve: wsgi app:app flask``: the kind, the app, and
the modules that the project would have installed) and the files of a project. The line ``pass`` in
them is where the code of a form goes; a code block that names a file replaces that file.

Under each heading are three lines and the code::

    - SDK 2: `A -`
    - SDK 1: `A -`
    - replaytag: covered RT404

``A -`` is what the error events of two requests carried, the first one with the header ``A``, the
second one without: wanted is just that. ``-`` is no tag, ``null`` and ``''`` are such tags, a name
such as ``KeyError`` another error than the one that the handler raises, ``none`` no event, and
``A+-`` says that a request had one event with the tag and one without. Where a version is not
asked, words in brackets say why: ``(no such function)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "forms"
WANTED = "A -"

_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```python(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HOLE = re.compile(r"^( *)pass\n", re.MULTILINE)
_SERVE = re.compile(r"^serve: (\w+) (\S+) (.+)$", re.MULTILINE)
_LINES = re.compile(
    r"- SDK 2: `(?P<sdk2>[^`]+)`\n"
    r"- SDK 1: (?:`(?P<sdk1>[^`]+)`|\(.+\))\n"
    r"- replaytag: (?P<coverage>\w+)(?P<codes>(?: RT\d{3})*)\n"
)


@dataclass(frozen=True)
class Serve:
    """How the app of a form is called: by ``wsgi``, ``asgi`` or ``aiohttp``."""

    kind: str
    app: str
    requires: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """One way to set the tag. ``sdk1`` is None where version 1 does not have it."""

    page: str
    name: str
    files: dict[str, str]
    serve: Serve
    sdk2: str
    sdk1: str | None
    coverage: str
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}: {self.name}"

    def outcome(self, version: int) -> str | None:
        """What events carry with this version of the SDK."""
        return self.sdk2 if version == 2 else self.sdk1


def forms() -> Iterator[Form]:
    """Every form of every page."""
    for path in sorted(FOLDER.glob("*.md")):
        yield from _forms(path.stem, path.read_text())


def _forms(page: str, text: str) -> Iterator[Form]:
    intro, *parts = _HEADING.split(text)
    served = _SERVE.search(intro)
    assert served is not None, page
    serve = Serve(served[1], served[2], tuple(served[3].split()))
    template = {name: code for name, code in _BLOCK.findall(intro) if name}
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        lines = _LINES.search(body)
        assert lines is not None, f"{page}: {name}"
        yield Form(
            page,
            name,
            {path: _tidy(code) for path, code in _files(template, body).items()},
            serve,
            lines["sdk2"],
            lines["sdk1"],
            lines["coverage"],
            tuple(lines["codes"].split()),
        )


def _files(template: dict[str, str], body: str) -> dict[str, str]:
    files = dict(template)
    for path, code in _BLOCK.findall(body):
        if path:
            files[path] = code
        else:
            files = {name: _filled(text, code) for name, text in files.items()}
    return files


def _filled(text: str, code: str) -> str:
    """``text`` with ``code`` in its holes, indented as they are."""
    lines = code.splitlines(keepends=True)

    def indented(hole: re.Match[str]) -> str:
        return "".join(f"{hole[1]}{line}" if line.strip() else line for line in lines)

    return _HOLE.sub(indented, text)


def _tidy(code: str) -> str:
    """Without holes that nothing was put into."""
    return _HOLE.sub("", code)
