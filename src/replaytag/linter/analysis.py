"""One look at one project: its diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from replaytag.source import frozen
from replaytag.thorough import named

if TYPE_CHECKING:
    from replaytag.cache.outline import Outline
    from replaytag.cache.result import Result, Signals
    from replaytag.contract import Contract
    from replaytag.diagnostics import Diagnostic
    from replaytag.project import Project
    from replaytag.project.reading import FactsReader
    from replaytag.rules.base import Rule
    from replaytag.workspace import Workspace
    from replaytag.workspace.survey import Survey


@frozen
class Analysis:
    """What was found in a project: ``diagnostics`` are the reported ones, sorted.

    ``everything`` are all of them, whatever is to be reported. ``notes`` are what to say besides:
    of files left out, and of what was not judged. ``project`` is None where the bytes of its files
    told that there is nothing to find, or where the result is of an earlier run.
    """

    workspace: Workspace
    project: Project | None
    everything: tuple[Diagnostic, ...] = ()
    own_notes: tuple[str, ...] = ()
    naming: frozenset[str] | None = None
    """The files that name Sentry, where that is known already and none names the contract."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(_reported(self.workspace, self.everything))

    @property
    def notes(self) -> tuple[str, ...]:
        return (*self.workspace.notices, *self.own_notes)

    @property
    def result(self) -> Result:
        """What to keep of this for the next run."""
        from replaytag.cache.result import Result, telling

        decisive: frozenset[str] = frozenset()
        if self.project is None or self.project.sentry_decides:
            decisive = telling(self.workspace) if self.naming is None else self.naming
        if self.project is None:
            return Result(self.everything, self.own_notes, decisive)
        return Result(
            self.everything,
            self.own_notes,
            decisive | self.project.asked | self.project.parsed.keys(),
            self.project.telling,
            sentry_decides=self.project.sentry_decides,
            settled=not any(p.searched for p in (self.project, *self.project.others)),
            outlines=dict(_outlines(self.workspace, self.project)),
            words=self.project.words,
        )


def _outlines(
    workspace: Workspace, project: Project
) -> Iterator[tuple[str, tuple[Outline, Signals]]]:
    from replaytag.cache.outline import outline
    from replaytag.cache.result import signals_of
    from replaytag.contract import Occurrence

    occurs = Occurrence(workspace.config.contract, *workspace.config.contracts)
    for path, facts in project.parsed.items():
        if facts is not None:
            data = workspace.scan(path)
            found = outline(facts, data, project.words)
            if found is not None:
                yield path, (found, signals_of(data, occurs, project.telling))


def _reported(workspace: Workspace, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    wanted = (
        diagnostic
        for diagnostic in found
        if workspace.config.selects(diagnostic.code)
        and workspace.is_reported(diagnostic.place.path)
    )
    return sorted(wanted, key=lambda diagnostic: diagnostic.sort_key)


def nothing_in(workspace: Workspace, surveyed: Survey) -> Analysis:
    """The analysis of a project of which the survey is empty."""
    from replaytag.workspace.survey import NO_SENTRY

    notes = (NO_SENTRY,) if workspace.files else ()
    return Analysis(workspace, None, own_notes=notes, naming=surveyed.naming)


def earlier(workspace: Workspace, result: Result) -> Analysis:
    """The analysis of a project of which an earlier result still holds."""
    return Analysis(workspace, None, result.diagnostics, result.notes)


def analyse(
    workspace: Workspace,
    rules: Sequence[Rule],
    surveyed: Survey | None = None,
    reader: FactsReader | None = None,
    *,
    whole: bool = True,
    edits: bool = True,
) -> Analysis:
    """Links the project and asks all ``rules``.

    Unless it is to be linked as a ``whole``, a short look may do: where nothing can tag its apps,
    or where all of each is tagged, and no rule is to look further. ``edits`` is whether those of
    fixes are worked out.
    """
    # The evaluator and the frameworks take longer to import than many a project to survey.
    from replaytag.project import link
    from replaytag.workspace.survey import survey

    contract = workspace.config.contract
    surveyed = surveyed or survey(workspace, contract)
    # Of further contracts nothing is told by a short look, nor of what tags misspell besides.
    config = workspace.config
    further = bool(config.contracts or config.known_tags or named(config.select))
    project = None if whole or further else _looked_at(workspace, contract, surveyed, reader)
    found = _found_in(project, rules, edits) if project is not None else []
    if project is None or (surveyed.contract and found):
        # What a part of the project seems to lack may be in the rest.
        tags = surveyed.contract or further
        project = link(workspace, contract, tags=tags, reader=reader)
        found = _found_in(project, rules, edits)
    notes = (*project.notes(), *project.advice())
    return Analysis(workspace, project, tuple(found), notes, surveyed.naming)


def _looked_at(
    workspace: Workspace, contract: Contract, surveyed: Survey, reader: FactsReader | None
) -> Project | None:
    """As much of the project as a short look takes; None where that is not enough."""
    if surveyed.contract:
        from replaytag.project.assurance import assure

        return assure(workspace, contract, reader)
    from replaytag.project.glance import glance

    return glance(workspace, contract, reader, surveyed.naming)


def _found_in(project: Project, rules: Sequence[Rule], edits: bool) -> list[Diagnostic]:
    views = (project, *project.others)
    for view in views:
        view.edits = edits
    found = {diagnostic for rule in rules for view in views for diagnostic in rule.check(view)}
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)
