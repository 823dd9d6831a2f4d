"""Rules that look for words in the text of files: as simple as rules and their fixes can be."""

from __future__ import annotations

import re
from collections.abc import Iterable

from replaytag.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from replaytag.project import Project
from replaytag.rules.base import Example, Rule, RuleMeta
from replaytag.source import Place, Span


def word_rule(
    code: str,
    word: str,
    replacement: str,
    *,
    applicability: Applicability = Applicability.SAFE,
    unless: str = "",
    also: tuple[Edit, ...] = (),
) -> Rule:
    """Reports ``word``, which its fix replaces, in files in which ``unless`` does not occur."""
    meta = RuleMeta(code, f"word-{word}", Severity.ERROR, f"Finds {word}.", applicability)

    def check(project: Project) -> Iterable[Diagnostic]:
        for path in project.workspace.files:
            text = project.workspace.read(path).decode()
            if unless and unless in text:
                continue
            for number, line in enumerate(text.split("\n"), 1):
                for found in re.finditer(rf"\b{word}\b", line):
                    span = Span(number, found.start() + 1, number, found.end() + 1)
                    edits = (Edit(path, span, replacement), *also)
                    fix = Fix(applicability, f"Write {replacement}", edits)
                    yield meta.diagnostic(Place(path, span), f"{word} is wrong", fix=fix)

    return Rule(meta, {}, (Example(""),), (Example(""),), check)
