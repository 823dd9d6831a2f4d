"""Reads the cases of ``cases/*.md``: a file before, what is done to it, and the file after.

In the text before, ``«...»`` marks the span that an action is about; where there are several, the
action says which by ``at``, counted by where they begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from replaytag import actions
from replaytag.fixes.apply import apply_edits
from replaytag.fixes.build import build_edits
from replaytag.fixes.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from replaytag.actions import Action
    from replaytag.source import Span

FOLDER = Path(__file__).parent / "cases"
PATH = "app.py"
FIRST_PARTY = "shop"

HOOK = '''\
@app.before_request
def tag_session():
    """Tag the session."""
    token = request.headers.get("X-Token")
    if token:
        sentry_sdk.set_tag("token", token)
'''
MIDDLEWARE = '''\
class Tagging:
    """Tag the session."""

    def __init__(self, app):
        self.app = app
'''
METHOD = '''\
def prepare(self):
    """Tag the session."""
    sentry_sdk.set_tag("token", self.request.headers.get("X-Token"))
    return super().prepare()
'''

_BLOCK = re.compile(r"^```(?:python|text) (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """``after`` is the expected text, or None where ``reason`` says why no edit is possible."""

    name: str
    before: str
    spans: tuple[Span, ...]
    do: str
    after: str | None
    reason: str

    def actions(self) -> list[Action]:
        made = eval(
            self.do,
            {"HOOK": HOOK, "MIDDLEWARE": MIDDLEWARE, "METHOD": METHOD, **_makers(self.spans)},
        )
        return list(made) if isinstance(made, tuple) else [made]

    def result(self) -> str:
        return change(self.before.encode(), self.actions()).decode()


def change(data: bytes, wanted: Sequence[Action]) -> bytes:
    """A file of the project after the actions."""
    edits = build_edits(wanted, {PATH: data}.__getitem__, FIRST_PARTY.__eq__)
    return apply_edits(data, edits)


def marked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the spans that they enclosed."""
    plain = re.sub("[«»]", "", text)
    places = Text(plain)
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    offset = 0
    for character in text:
        if character == "«":
            opened.append(offset)
        elif character == "»":
            spans.append((opened.pop(), offset))
        else:
            offset += 1
    assert not opened, text
    spans.sort(key=lambda span: (span[0], -span[1]))
    return plain, tuple(places.span(*span) for span in spans)


def load(topic: str | None = None) -> list[Case]:
    """The cases of one file, or of all."""
    return [
        case
        for path in sorted(FOLDER.glob(f"{topic or '*'}.md"))
        for case in _cases(path.stem, path.read_text(encoding="utf-8"))
    ]


def _cases(topic: str, text: str) -> list[Case]:
    _, *parts = _TITLE.split(text)
    cases = []
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        blocks: dict[str, str] = dict(_BLOCK.findall(body))
        unknown = blocks.keys() - {"before", "do", "after", "refused"}
        assert not unknown, f"{topic}: {title}: {unknown}"
        assert ("after" in blocks) != ("refused" in blocks), f"{topic}: {title}"
        before, spans = marked(blocks["before"])
        reason = blocks.get("refused", "").strip()
        cases.append(
            Case(f"{topic}: {title}", before, spans, blocks["do"], blocks.get("after"), reason)
        )
    return cases


def _makers(spans: tuple[Span, ...]) -> dict[str, Callable[..., Action]]:
    def placed(kind: type[Action]) -> Callable[..., Action]:
        return lambda *values, at=1: kind(PATH, spans[at - 1], *values)

    return {
        "replace_text": placed(actions.ReplaceText),
        "replace_string": placed(actions.ReplaceString),
        "insert_after": placed(actions.InsertAfter),
        "insert_before": placed(actions.InsertBefore),
        "move_before": lambda: actions.MoveBefore(PATH, spans[1], spans[0]),
        "drop_parameters": placed(actions.DropParameters),
        "put_under": placed(actions.PutUnder),
        "define_before": placed(actions.DefineBefore),
        "insert_element": placed(actions.InsertElement),
        "add_keyword": placed(actions.AddKeyword),
        "insert_base": placed(actions.InsertBase),
        "insert_method": placed(actions.InsertMethod),
        "replace_callee": placed(actions.ReplaceCallee),
        "inline_lambda": placed(actions.InlineLambda),
        "unwrap": placed(actions.Unwrap),
        "remove_import": lambda *names: actions.RemoveImport(PATH, *names),
        "add_import": lambda *names: actions.AddImport(PATH, *names),
    }
