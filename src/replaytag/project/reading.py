"""Facts read on demand, each file once for a run, by several processes where there is much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from replaytag.cache.digest import digest
from replaytag.effort import Effort
from replaytag.facts.decoding import decode
from replaytag.facts.errors import SourceError
from replaytag.facts.model import FileFacts
from replaytag.facts.reader import read, read_reference
from replaytag.workspace.workspace import Workspace

WORTH_A_POOL = 2_000_000
"""Bytes to read from which on further processes pay for their start."""

_BATCH = 16
"""Files handed to a process at a time."""


class FactsReader:
    """Reads facts and keeps them, until a file's content is another one."""

    def __init__(self, effort: Effort | None = None) -> None:
        self.effort = effort or Effort()
        self._known: dict[str, tuple[str, FileFacts | SourceError]] = {}
        """By path: a digest of the content, and what it says."""

    def read(self, path: str, data: bytes) -> FileFacts:
        """The facts of the file ``path`` that consists of ``data``.

        Raises:
            SourceError: ``data`` cannot be read as Python 3.
        """
        known = self._known.get(path)
        content = digest([data])
        if known is None or known[0] != content:
            self.effort.counts["parsed"] += 1
            with self.effort.phase("parse"):
                known = content, _facts(path, data, self.effort.plain)
            self._known[path] = known
        facts = known[1]
        if isinstance(facts, SourceError):
            raise facts
        return facts

    def prepare(self, workspace: Workspace, paths: Sequence[str]) -> None:
        """Reads the files ``paths`` with as many processes as there may be and as pays."""
        if self.effort.processes < 2:
            return
        new = [path for path in paths if path not in self._known]
        contents = {path: workspace.scan(path) for path in new}
        if sum(map(len, contents.values())) < WORTH_A_POOL:
            return
        batches = [
            [(path, contents[path]) for path in new[start : start + _BATCH]]
            for start in range(0, len(new), _BATCH)
        ]
        with self.effort.phase("parse"):
            for path, facts in _read_in_pool(batches, self.effort.processes):
                if isinstance(facts, FileFacts):
                    facts.attach(decode(contents[path])[0])
                self._known[path] = digest([contents[path]]), facts
                self.effort.counts["parsed"] += 1


def _read_in_pool(
    batches: Iterable[list[tuple[str, bytes]]], processes: int
) -> Iterable[tuple[str, FileFacts | SourceError]]:
    # Few projects have so much that they pay even for these imports.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A fork has all modules at once. Elsewhere the default is what works there.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    with ProcessPoolExecutor(processes, context) as pool:
        for found in pool.map(_read_batch, batches):
            yield from found


def _read_batch(files: list[tuple[str, bytes]]) -> list[tuple[str, FileFacts | SourceError]]:
    return [(path, _facts(path, data, plain=False)) for path, data in files]


def _facts(path: str, data: bytes, plain: bool) -> FileFacts | SourceError:
    try:
        return read_reference(path, data) if plain else read(path, data)
    except SourceError as error:
        return error
