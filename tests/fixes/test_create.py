"""New files, alone and with changes of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from replaytag.actions import CreateFile, InsertElement
from replaytag.diagnostics import Edit
from replaytag.fixes.build import CannotEdit, build_edits
from replaytag.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS = b'MIDDLEWARE = ["a"]\n'
NEW = CreateFile("shop/openreplay_sentry.py", 'import sentry_sdk\n\nX = "x"\n')
USE = InsertElement("shop/settings.py", Span(1, 14, 1, 19), 0, '"shop.openreplay_sentry.X"')


def edits(files: Mapping[str, bytes]) -> tuple[Edit, ...]:
    def read(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    return build_edits([USE, NEW], read)


CREATED = Edit(NEW.path, Span.point(1, 1), 'import sentry_sdk\n\nX = "x"\n', creates=True)
CHANGED = Edit(USE.path, Span.point(1, 15), '"shop.openreplay_sentry.X", ')


def test_new_file() -> None:
    assert edits({USE.path: SETTINGS}) == (CREATED, CHANGED)


@pytest.mark.parametrize("content", [NEW.code.encode(), NEW.code.encode().replace(b"\n", b"\r\n")])
def test_there_already(content: bytes) -> None:
    assert edits({USE.path: SETTINGS, NEW.path: content}) == (CHANGED,)


def test_another_file_in_its_place() -> None:
    with pytest.raises(CannotEdit, match=r"^shop/openreplay_sentry\.py: the file exists already$"):
        edits({USE.path: SETTINGS, NEW.path: b"X = 'y'\n"})


def test_created_and_changed() -> None:
    with pytest.raises(CannotEdit, match="would be new, but is to be changed too"):
        build_edits([NEW, CreateFile(NEW.path, "pass\n")], {NEW.path: b""}.__getitem__)
