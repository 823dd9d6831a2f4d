"""What a rule module is made of.

A rule is one module in this package, ``rt101_misspelled_tag_name.py``, with

- a docstring, which is the rule's documentation, under the headings of ``SECTIONS``;
- ``META``, the rule's code, name, severity and summary;
- ``VALID`` and ``INVALID``, examples that are run as tests;
- ``check``, which asks the linked project and yields diagnostics;
- ``mends``, if its safe fixes make code tag the request: the places of that code, for which the
  rules of coverage keep silent then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from replaytag.diagnostics import (
    Applicability,
    Confidence,
    Diagnostic,
    Fix,
    Related,
    Severity,
)
from replaytag.source import Place, frozen

if TYPE_CHECKING:
    from replaytag.project import Project

SECTIONS = (
    "What it does",
    "Why is this bad?",
    "Example",
    "Use instead",
    "Fix safety",
    "References",
)
"""The headings of a rule's documentation, all of them, in this order."""


@frozen
class RuleMeta:
    """What identifies a rule. ``fixable`` is the best applicability that its fixes have."""

    code: str
    name: str
    severity: Severity
    summary: str
    fixable: Applicability | None = None

    def diagnostic(
        self,
        place: Place,
        message: str,
        *,
        help: str = "",
        related: Iterable[Related] = (),
        fix: Fix | None = None,
        confidence: Confidence = Confidence.HIGH,
        snippet: str = "",
        severity: Severity | None = None,
    ) -> Diagnostic:
        """A diagnostic of this rule, of another ``severity`` than the rule's if one is given."""
        return Diagnostic(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            message=message,
            place=place,
            help=help,
            related=tuple(related),
            fix=fix,
            confidence=confidence,
            snippet=snippet,
        )


@frozen
class Example:
    """A small project that a rule is tried on.

    ``files`` maps paths to source text; one text alone stands for ``app.py``. Texts may be
    indented as a whole. A comment says where the rule has to report, and is taken away first::

        sentry_sdk.set_tag("openReplaySessiontoken", token)  # expect: RT101

    ``fixed`` holds the files that ``--fix --unsafe-fixes`` of this rule alone changes, as they are
    afterwards; None: there is nothing that it can change.
    """

    files: Mapping[str, str] | str
    fixed: Mapping[str, str] | str | None = None

    @property
    def before(self) -> dict[str, str]:
        """The texts by path, with their expectations."""
        return _texts(self.files)

    @property
    def after(self) -> dict[str, str]:
        """The texts by path that a fix leaves different; empty where it changes nothing."""
        return _texts(self.fixed) if self.fixed is not None else {}


def _texts(files: Mapping[str, str] | str) -> dict[str, str]:
    import textwrap

    named = {"app.py": files} if isinstance(files, str) else files
    return {path: textwrap.dedent(text).lstrip("\n") for path, text in named.items()}


@frozen
class Rule:
    """A rule as it was found: ``sections`` are its documentation, by heading."""

    meta: RuleMeta
    sections: Mapping[str, str]
    valid: tuple[Example, ...]
    invalid: tuple[Example, ...]
    check: Callable[[Project], Iterable[Diagnostic]]
    mends: Callable[[Project], Iterable[Place]] = lambda project: ()
    """The tag calls and header reads that its safe fixes make tag the request."""

    @property
    def code(self) -> str:
        return self.meta.code

    @property
    def name(self) -> str:
        return self.meta.name
