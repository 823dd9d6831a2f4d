"""One run over all the projects that were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from replaytag.config import check_selectors
from replaytag.fixes.errors import WriteError
from replaytag.fixes.write import NewFile, write_files
from replaytag.linter.analysis import Analysis, analyse, nothing_in
from replaytag.rules.registry import codes
from replaytag.workspace import Workspace
from replaytag.workspace.survey import survey


class Session:
    """Analyses ``workspaces`` and, if asked to, fixes them in memory.

    Workspaces of one repository see each other's fixes.

    Raises:
        ConfigError: A configured or given code is of no rule.
    """

    def __init__(
        self, workspaces: Iterable[Workspace], *, fixing: bool = False, unsafe: bool = False
    ) -> None:
        self.analyses: list[Analysis] = []
        self.mended = 0
        self._notes: list[str] = []
        self._fixed: dict[Path, Workspace] = {}
        targets = list(workspaces)
        for workspace in targets:
            check_selectors(workspace.config, codes())
        for target in targets:
            known = self._fixed.get(target.root)
            workspace = target.with_changes(known.changes) if known else target
            self.analyses.append(self._analysis(workspace, fixing, unsafe))

    def _analysis(self, workspace: Workspace, fixing: bool, unsafe: bool) -> Analysis:
        surveyed = survey(workspace, workspace.config.contract)
        if surveyed.is_empty:
            return nothing_in(workspace)
        # Only now: what the rules need takes longer to import than many a project to survey.
        from replaytag.rules.registry import load_rules

        rules = load_rules()
        analysis = analyse(workspace, rules, surveyed)
        if not fixing:
            return analysis
        from replaytag.linter.fixing import fix

        fixed = fix(analysis, rules, unsafe=unsafe)
        self.mended += len(fixed.mended)
        self._notes += fixed.notices
        self._fixed[workspace.root] = fixed.analysis.workspace
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
        for root, workspace in self._fixed.items():
            contents: dict[str, bytes | NewFile] = {}
            for path, content in workspace.changes.items():
                before = workspace.original(path)
                contents[path] = NewFile(content) if before is None else content
                current = root / path
                if before is not None and current.is_file() and current.read_bytes() != before:
                    raise WriteError(path, "was changed by somebody else meanwhile")
            write_files(root, contents)
