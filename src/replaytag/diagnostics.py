"""What a rule reports, and the edits that mend it."""

from __future__ import annotations

import enum
from dataclasses import field

from replaytag.source import Place, Span, frozen


class Severity(enum.StrEnum):
    """How bad a diagnostic is. ``INFO`` never makes a run fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Confidence(enum.StrEnum):
    """How sure the analysis is of a diagnostic."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Applicability(enum.StrEnum):
    """When a fix is applied: always with ``--fix``, only with ``--unsafe-fixes``, or never."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display-only"


@frozen
class Edit:
    """Replaces ``span`` of the file ``path`` with ``content``; ``creates`` marks a new file."""

    path: str
    span: Span
    content: str
    creates: bool = False


@frozen
class Fix:
    """Edits over one or more files, applied wholly or not at all."""

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]


@frozen
class Related:
    """A further place that explains a diagnostic, with what it has to do with it."""

    place: Place
    message: str


@frozen
class Diagnostic:
    """One finding: a rule's code and name, the place, and what to do about it."""

    code: str
    name: str
    severity: Severity
    message: str
    place: Place
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    confidence: Confidence = Confidence.HIGH
    snippet: str = field(default="", compare=False)
    """Ready code for a person to paste where no edit is certain."""

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        return (self.place.path, self.place.span, self.code, self.message)
