"""The cache's directory: one file for each way of looking at a project."""

from __future__ import annotations

import contextlib
import json
import re
import sys
import uuid
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from replaytag import __version__
from replaytag.cache.digest import digest
from replaytag.cache.manifest import Manifest, state_of, statuses_of
from replaytag.cache.result import Result
from replaytag.plugins import installed
from replaytag.workspace.markers import Markers
from replaytag.workspace.roles import is_supporting

if TYPE_CHECKING:
    from replaytag.diagnostics import Diagnostic
    from replaytag.workspace.workspace import Status, Workspace

DIRECTORY = ".replaytag_cache"
"""Where the cache is, below the project's root, if nothing else is said."""

_IGNORE = "# Made by replaytag: a cache, to be kept out of version control.\n*\n"
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This file says that the directory is a cache: https://bford.info/cachedir/\n"
)
_PREFIX = "replaytag-"
_OWN = rf"{_PREFIX}[0-9a-f]{{32}}\.json"
_KEPT = 16
"""Files that are kept, the newest; more versions and settings than this are rarely in use."""


class Known(NamedTuple):
    """A result of an earlier run, and the files that have ``changed`` since.

    ``manifest`` is what it was made from; None where nothing has changed that could be told of.
    """

    result: Result
    changed: list[str]
    manifest: Manifest | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether to keep it anew: files changed, or were too new to rely on their times."""
        return self.manifest is not None and bool(self.changed or not self.manifest.is_settled)


class Cache:
    """Results on disk. What is damaged, or cannot be written, is as if it were not there.

    Any number of processes may use a directory at once: a file is replaced in one step.
    """

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory

    def find(
        self, workspace: Workspace, *, edits: bool, further: AbstractSet[str] = frozenset()
    ) -> Known | None:
        """The last result for ``workspace``, and what has changed since; None: there is none.

        ``edits`` is whether those of fixes are to be part of it, ``further`` which rules were to
        look further than they do otherwise.

        None as well where files have come or gone, as any import may now lead elsewhere. Of a
        result in whose files nothing has changed only what was found is read.
        """
        try:
            checksum, content = self._path(workspace, edits, further).read_bytes().split(b"\n", 1)
            if digest([content]).encode() != checksum:
                return None
            state, found, rest = content.split(b"\n", 2)
            diagnostics, notes = _read_found(json.loads(found))
            if state and state.decode() == state_of(statuses_of(workspace)):
                return Known(Result(diagnostics, notes, frozenset()), [])
            data = json.loads(rest)
            manifest = Manifest.from_json(data["files"])
            changed = manifest.changed(workspace)
            if changed is None:
                return None
            return Known(_read_result(diagnostics, notes, data), changed, manifest)
        except (OSError, ArithmeticError, ValueError, TypeError, LookupError, AttributeError):
            return None
        except RecursionError:
            return None

    def keep(
        self,
        workspace: Workspace,
        result: Result,
        statuses: Mapping[str, Status],
        *,
        edits: bool,
        further: AbstractSet[str] = frozenset(),
        known: Manifest | None = None,
    ) -> None:
        """Keeps the result of ``workspace``, whose files had ``statuses`` before it was looked at.

        Nothing is kept if one of them has changed since: nobody knows which state was seen.
        ``edits`` and ``further`` are as for :meth:`find`; ``known`` is what an earlier run has
        noted of the files.
        """
        manifest = Manifest.of(workspace, statuses, known)
        if manifest is None:
            return
        path = self._path(workspace, edits, further)
        content = b"\n".join(
            [manifest.state.encode(), _json(_found(result)), _json(_rest(result, manifest))]
        )
        with contextlib.suppress(OSError):
            _prepare(path.parent)
            _replace(path, digest([content]).encode() + b"\n" + content)
            _prune(path.parent)

    def _path(self, workspace: Workspace, edits: bool, further: AbstractSet[str]) -> Path:
        directory = self._directory or workspace.root / DIRECTORY
        return directory / f"{_PREFIX}{_key(workspace, edits, further)}.json"


def _found(result: Result) -> list[Any]:
    if not result.diagnostics:
        return [[], result.notes]
    from replaytag.cache.encoding import encode

    return [[encode(diagnostic) for diagnostic in result.diagnostics], result.notes]


def _read_found(data: Any) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    diagnostics, notes = data
    if diagnostics == []:
        return (), tuple(map(str, notes))
    from replaytag.cache.encoding import decode

    return tuple(map(decode, diagnostics)), tuple(map(str, notes))


def _rest(result: Result, manifest: Manifest) -> dict[str, Any]:
    """What tells whether the result still holds."""
    return {
        "files": manifest.as_json(),
        "decisive": sorted(result.decisive),
        "markers": [
            [text.decode("latin-1") for text in texts]
            for texts in (result.markers.texts, result.markers.words, result.markers.roots)
        ],
        "settled": result.settled,
        "sentry decides": result.sentry_decides,
        "outlines": {
            path: [found.digest, found.unread, *signals]
            for path, (found, signals) in result.outlines.items()
        },
        "words": sorted(result.words),
    }


def _read_result(
    diagnostics: tuple[Diagnostic, ...],
    notes: tuple[str, ...],
    data: Mapping[str, Any],
) -> Result:
    from replaytag.cache.outline import Outline

    return Result(
        diagnostics,
        notes,
        frozenset(map(str, data["decisive"])),
        Markers(*map(_bytes, data["markers"])),
        bool(data["settled"]),
        bool(data["sentry decides"]),
        {
            str(path): (
                Outline(str(digest), tuple(map(int, unread))),
                (bool(sentry), bool(contract), bool(framework)),
            )
            for path, (digest, unread, sentry, contract, framework) in data["outlines"].items()
        },
        frozenset(map(str, data["words"])),
    )


def _bytes(texts: Any) -> tuple[bytes, ...]:
    return tuple(str(text).encode("latin-1") for text in texts)


def _json(data: Any) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode()


def _key(workspace: Workspace, edits: bool, further: AbstractSet[str]) -> str:
    """What, besides the files, decides the result."""
    config, scope = workspace.config, workspace.scope
    asked: list[str] = []
    if scope.explicit and scope.named != ("",):
        # Tests, examples and documentation are judged only where they are asked for.
        asked = [path for path in workspace.files if is_supporting(path) and scope.names(path)]
    return digest(
        [
            __version__,
            sys.version,
            str(workspace.root),
            repr((config.contract, config.is_chosen, config.contracts, config.known_tags)),
            *installed(),
            repr(config.handlers),
            repr(config.taggers),
            str(edits),
            " ".join(sorted(further)),
            *asked,
        ]
    )


def _prepare(directory: Path) -> None:
    if directory.is_dir():
        return
    directory.mkdir(parents=True, exist_ok=True)
    _replace(directory / ".gitignore", _IGNORE.encode())
    _replace(directory / "CACHEDIR.TAG", _TAG.encode())


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f"{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _prune(directory: Path) -> None:
    """Takes away the oldest results. The directory may hold files of other people's, too."""
    own = (path for path in directory.glob(f"{_PREFIX}*.json") if re.fullmatch(_OWN, path.name))
    found = sorted(own, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in found[_KEPT:]:
        path.unlink(missing_ok=True)
