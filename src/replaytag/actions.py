"""What a fix does, said in terms of syntax; ``replaytag.fixes`` turns actions into text edits.

Code in an action is written with double quotes and four-space indents; building the edits adapts
both, and the newlines, to the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from replaytag.source import Span


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Replaces exactly ``span`` with ``text`` as given."""

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ReplaceString:
    """Gives the plain literal at ``span`` the new ``value``, keeping prefix and quotes."""

    path: str
    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class InsertAfter:
    """Inserts statements after the innermost one that contains ``span``, at its indentation."""

    path: str
    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class InsertBefore:
    """Inserts statements before the innermost one that contains ``span``, at its indentation."""

    path: str
    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class DefineBefore:
    """Defines a class or function at module level, before the top-level statement at ``span``."""

    path: str
    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class InsertElement:
    """Puts ``code`` into the list or tuple display at ``span``, before the element ``index``."""

    path: str
    span: Span
    index: int
    code: str


@dataclass(frozen=True, slots=True)
class AddKeyword:
    """Adds the keyword argument ``name=code`` to the call at ``span``, after the existing ones."""

    path: str
    span: Span
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class AddImport:
    """Makes ``import module`` or ``from module import name`` available at module level.

    Nothing is done where the same name is already bound so by a top-level import.
    """

    path: str
    module: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class CreateFile:
    """Writes a new file. The file must not exist."""

    path: str
    code: str


Action = (
    ReplaceText
    | ReplaceString
    | InsertAfter
    | InsertBefore
    | DefineBefore
    | InsertElement
    | AddKeyword
    | AddImport
    | CreateFile
)
