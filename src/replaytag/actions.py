"""What a fix does, said in terms of syntax; ``replaytag.fixes`` turns actions into text edits.

Code in an action is written with double quotes and four-space indents; building the edits adapts
both, and the newlines, to the file.
"""

from __future__ import annotations

from replaytag.source import Span, frozen


@frozen
class ReplaceText:
    """Replaces exactly ``span`` with ``text`` as given."""

    path: str
    span: Span
    text: str


@frozen
class Surround:
    """Puts ``before`` and ``after`` round exactly ``span``: ``f(`` and ``)``."""

    path: str
    span: Span
    before: str
    after: str


@frozen
class ReplaceString:
    """Gives the plain literal at ``span`` the new ``value``, keeping prefix and quotes."""

    path: str
    span: Span
    value: str


@frozen
class InsertAfter:
    """Inserts statements after the innermost one that contains ``span``, at its indentation."""

    path: str
    span: Span
    code: str


@frozen
class InsertBefore:
    """Inserts statements before the innermost one that contains ``span``, at its indentation."""

    path: str
    span: Span
    code: str


@frozen
class MoveBefore:
    """Moves the statement at ``span``, with the assignments right there that it depends on.

    It comes before the statement at ``before``, in the innermost block that both are in. It is not
    moved where it depends on anything else that happens between the two places.
    """

    path: str
    span: Span
    before: Span


@frozen
class DropParameters:
    """Takes away all parameters but the first ``keep`` of the function at ``span``.

    So goes a last statement that returns one of them. No other may use any, and nothing else may
    be returned.
    """

    path: str
    span: Span
    keep: int


@frozen
class PutUnder:
    """Puts the innermost statement that contains ``span`` under ``if test:``."""

    path: str
    span: Span
    test: str


@frozen
class DefineBefore:
    """Defines a class or function at module level, before the top-level statement at ``span``."""

    path: str
    span: Span
    code: str


@frozen
class InsertElement:
    """Puts ``code`` into the list or tuple display at ``span``, before the element ``index``."""

    path: str
    span: Span
    index: int
    code: str


@frozen
class AddKeyword:
    """Adds the keyword argument ``name=code`` to the call at ``span``, after the existing ones."""

    path: str
    span: Span
    name: str
    code: str


@frozen
class InsertBase:
    """Puts ``code`` into the bases of the class at ``span``, before the base ``index``."""

    path: str
    span: Span
    index: int
    code: str


@frozen
class InsertMethod:
    """Puts a method into the body of the class at ``span``, before its others."""

    path: str
    span: Span
    code: str


@frozen
class ReplaceCallee:
    """Calls ``code`` with the arguments of the call at ``span``, in place of what it calls."""

    path: str
    span: Span
    code: str


@frozen
class InlineLambda:
    """Puts the body of the ``lambda`` that the call at ``span`` is handed in the call's place."""

    path: str
    span: Span


@frozen
class Unwrap:
    """Takes the item ``index`` out of the ``with`` statement at ``span``.

    With its only item the statement goes as well, and its body moves to where it stood. ``code``
    is a statement that is put there instead of the item; without one, nothing may use the name
    that the item binds any more.
    """

    path: str
    span: Span
    index: int
    code: str = ""


@frozen
class AddImport:
    """Makes ``import module`` or ``from module import name`` available at module level.

    Nothing is done where the same name is already bound so by a top-level import.
    """

    path: str
    module: str
    name: str | None = None


@frozen
class RemoveImport:
    """Takes away the imports of ``module``, or of ``name`` from it, that nothing uses any more.

    An import that may be there for others to import stays.
    """

    path: str
    module: str
    name: str | None = None


@frozen
class CreateFile:
    """Writes a new file. The file must not exist."""

    path: str
    code: str


Action = (
    ReplaceText
    | Surround
    | ReplaceString
    | InsertAfter
    | InsertBefore
    | MoveBefore
    | DropParameters
    | PutUnder
    | DefineBefore
    | InsertElement
    | AddKeyword
    | InsertBase
    | InsertMethod
    | ReplaceCallee
    | InlineLambda
    | Unwrap
    | AddImport
    | RemoveImport
    | CreateFile
)
