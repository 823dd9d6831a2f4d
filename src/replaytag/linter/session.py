"""One run over all the projects that were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from replaytag.config import Config, check_selectors
from replaytag.effort import Effort
from replaytag.fixes.errors import WriteError
from replaytag.linter.analysis import Analysis, analyse, earlier, nothing_in
from replaytag.thorough import named
from replaytag.workspace import Workspace

if TYPE_CHECKING:
    from replaytag.cache.manifest import Manifest
    from replaytag.cache.result import Result
    from replaytag.cache.store import Cache
    from replaytag.fixes.write import NewFile
    from replaytag.project.reading import FactsReader
    from replaytag.workspace.workspace import Status


class Session:
    """Analyses ``workspaces`` and, if asked to, fixes them in memory.

    ``edits`` is whether those of fixes are wanted; without, a fix that cannot be written may be
    promised.
    Workspaces of one repository see each other's fixes.

    Raises:
        ConfigError: A configured or given code is of no rule.
    """

    def __init__(
        self,
        workspaces: Iterable[Workspace],
        *,
        fixing: bool = False,
        unsafe: bool = False,
        edits: bool = True,
        cache: Cache | None = None,
        effort: Effort | None = None,
    ) -> None:
        self.analyses: list[Analysis] = []
        self.mended = 0
        self.effort = effort or Effort()
        self._cache = None if self.effort.plain else cache
        self._notes: list[str] = []
        self._fixed: dict[Path, Workspace] = {}
        self._fixing = fixing
        self._edits = edits or fixing
        self._reader: FactsReader | None = None
        targets = list(workspaces)
        for workspace in targets:
            _check_codes(workspace.config)
        for target in targets:
            known = self._fixed.get(target.root)
            workspace = target.with_changes(known.changes) if known else target
            self.effort.counts["listed"] += len(workspace.files)
            analysis = self._known(workspace) or self._found(workspace)
            if fixing and analysis.project is not None:
                with self.effort.phase("fix"):
                    analysis = self._mend(analysis, unsafe)
            self.effort.counts["read"] += len(workspace.read_paths.intersection(workspace.files))
            self.analyses.append(analysis)

    def _known(self, workspace: Workspace) -> Analysis | None:
        """What an earlier run found, if it still holds and is enough."""
        if self._cache is None or workspace.changes:
            return None
        from replaytag.cache.manifest import statuses_of

        with self.effort.phase("cache"):
            kept = self._cache.find(
                workspace, edits=self._edits, further=named(workspace.config.select)
            )
            if kept is None:
                return None
            statuses = statuses_of(workspace) if kept.is_outdated else {}
            if not kept.result.holds(workspace, kept.changed):
                return None
            analysis = earlier(workspace, kept.result)
            if self._fixing and any(diagnostic.fix for diagnostic in analysis.diagnostics):
                return None
            if kept.is_outdated:
                self._keep(workspace, kept.result, statuses, kept.manifest)
        self.effort.counts["cached"] += len(workspace.files)
        return analysis

    def _found(self, workspace: Workspace) -> Analysis:
        """What this run finds."""
        from replaytag.workspace.survey import Survey, survey

        keeps = self._cache is not None and not workspace.changes
        statuses = {}
        if keeps:
            from replaytag.cache.manifest import statuses_of

            statuses = statuses_of(workspace)
        notices = workspace.notices
        with self.effort.phase("survey"):
            surveyed = survey(workspace, workspace.config.contract, self.effort.processes)
        if surveyed.is_empty:
            analysis = nothing_in(workspace, surveyed)
        else:
            # Only now: they take longer to import than many a project to survey.
            from replaytag.project.reading import FactsReader
            from replaytag.rules.registry import load_rules

            if self.effort.plain:
                surveyed = Survey(sentry=True, contract=True)
            self._reader = self._reader or FactsReader(self.effort)
            with self.effort.phase("analyse"):
                analysis = analyse(
                    workspace,
                    load_rules(),
                    surveyed,
                    self._reader,
                    whole=self.effort.plain,
                    edits=self._edits,
                )
        # A file that could not be read has a notice, which only reading it gives.
        keeps = keeps and workspace.notices == notices and not workspace.consulted
        if self._cache is not None and keeps:
            with self.effort.phase("cache"):
                self._keep(workspace, analysis.result, statuses)
        return analysis

    def _keep(
        self,
        workspace: Workspace,
        result: Result,
        statuses: Mapping[str, Status],
        known: Manifest | None = None,
    ) -> None:
        assert self._cache is not None
        further = named(workspace.config.select)
        self._cache.keep(
            workspace, result, statuses, edits=self._edits, further=further, known=known
        )

    def _mend(self, analysis: Analysis, unsafe: bool) -> Analysis:
        from replaytag.linter.fixing import fix
        from replaytag.rules.registry import load_rules

        fixed = fix(analysis, load_rules(), unsafe=unsafe, reader=self._reader)
        self.mended += len(fixed.mended)
        self._notes += fixed.notices
        self._fixed[analysis.workspace.root] = fixed.analysis.workspace
        return fixed.analysis

    @property
    def notes(self) -> list[str]:
        """What to say besides the diagnostics."""
        notes = [note for analysis in self.analyses for note in analysis.notes]
        if not any(
            analysis.workspace.is_reported(path)
            for analysis in self.analyses
            for path in analysis.workspace.files
        ):
            notes.append("there are no Python files at the given paths")
        return [*notes, *self._notes]

    def changes(self) -> list[tuple[Path, str, bytes | None, bytes]]:
        """The changed files: the root, the path, the content before (None: new), and after."""
        return [
            (root, path, workspace.original(path), after)
            for root, workspace in self._fixed.items()
            for path, after in sorted(workspace.changes.items())
        ]

    def write(self) -> None:
        """Writes the fixes to the disk, wholly or not at all for each project.

        Raises:
            WriteError: A file cannot be written, or is not any more what was analysed.
        """
        if not self._fixed:
            return
        from replaytag.fixes.write import NewFile, write_files

        for root, workspace in self._fixed.items():
            contents: dict[str, bytes | NewFile] = {}
            for path, content in workspace.changes.items():
                before = workspace.original(path)
                contents[path] = NewFile(content) if before is None else content
                current = root / path
                if before is not None and current.is_file() and current.read_bytes() != before:
                    raise WriteError(path, "was changed by somebody else meanwhile")
            write_files(root, contents)


def _check_codes(config: Config) -> None:
    """Checks the configured codes; without any the rules need not be listed."""
    if config.has_selectors:
        from replaytag.rules.registry import codes

        check_selectors(config, codes())
