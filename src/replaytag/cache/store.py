"""The cache's directory: one file for each way of looking at a project."""

from __future__ import annotations

import contextlib
import json
import re
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from replaytag import __version__
from replaytag.cache.digest import digest
from replaytag.cache.encoding import decode, encode
from replaytag.cache.manifest import Manifest, Status
from replaytag.cache.outline import Outline
from replaytag.cache.result import Result
from replaytag.workspace.markers import Markers
from replaytag.workspace.roles import is_supporting
from replaytag.workspace.workspace import Workspace

DIRECTORY = ".replaytag_cache"
"""Where the cache is, below the project's root, if nothing else is said."""

_IGNORE = "# Made by replaytag: a cache, to be kept out of version control.\n*\n"
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This file says that the directory is a cache: https://bford.info/cachedir/\n"
)
_PREFIX = "replaytag-"
_OWN = re.compile(rf"{_PREFIX}[0-9a-f]{{32}}\.json")
_KEPT = 16
"""Files that are kept, the newest; more versions and settings than this are rarely in use."""


class Cache:
    """Results on disk. What is damaged, or cannot be written, is as if it were not there.

    Any number of processes may use a directory at once: a file is replaced in one step.
    """

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory

    def find(self, workspace: Workspace) -> tuple[Result, list[str]] | None:
        """The last result for ``workspace``, and the files that have changed since; None: none.

        None as well where files have come or gone, as any import may now lead elsewhere.
        """
        try:
            checksum, _, content = self._path(workspace).read_bytes().partition(b"\n")
            if digest([content]).encode() != checksum:
                return None
            data = json.loads(content)
            changed = Manifest.from_json(data["files"]).changed(workspace)
            if changed is None:
                return None
            result = Result(
                tuple(map(decode, data["diagnostics"])),
                tuple(map(str, data["notes"])),
                frozenset(map(str, data["decisive"])),
                Markers(_bytes(data["markers"][0]), _bytes(data["markers"][1])),
                bool(data["settled"]),
                bool(data["edits"]),
                {
                    str(path): (
                        Outline(str(digest), tuple(map(int, unread))),
                        (bool(sentry), bool(contract), bool(framework)),
                    )
                    for path, (digest, unread, sentry, contract, framework) in data[
                        "outlines"
                    ].items()
                },
                frozenset(map(str, data["words"])),
            )
        except (OSError, ArithmeticError, ValueError, TypeError, LookupError, AttributeError):
            return None
        except RecursionError:
            return None
        return result, changed

    def keep(self, workspace: Workspace, result: Result, statuses: Mapping[str, Status]) -> None:
        """Keeps the result of ``workspace``, whose files had ``statuses`` before it was looked at.

        Nothing is kept if one of them has changed since: nobody knows which state was seen.
        """
        manifest = Manifest.of(workspace, statuses)
        if manifest is None:
            return
        path = self._path(workspace)
        data = {
            "files": manifest.as_json(),
            "diagnostics": [encode(diagnostic) for diagnostic in result.diagnostics],
            "notes": result.notes,
            "decisive": sorted(result.decisive),
            "markers": [
                [text.decode("latin-1") for text in texts]
                for texts in (result.markers.texts, result.markers.words)
            ],
            "settled": result.settled,
            "edits": result.edits,
            "outlines": {
                path: [found.digest, found.unread, *signals]
                for path, (found, signals) in result.outlines.items()
            },
            "words": sorted(result.words),
        }
        with contextlib.suppress(OSError):
            _prepare(path.parent)
            content = json.dumps(data, separators=(",", ":")).encode()
            _replace(path, digest([content]).encode() + b"\n" + content)
            _prune(path.parent)

    def _path(self, workspace: Workspace) -> Path:
        directory = self._directory or workspace.root / DIRECTORY
        return directory / f"{_PREFIX}{_key(workspace)}.json"


def _bytes(texts: Any) -> tuple[bytes, ...]:
    return tuple(str(text).encode("latin-1") for text in texts)


def _key(workspace: Workspace) -> str:
    """What, besides the files, decides the result."""
    contract = workspace.config.contract
    scope = workspace.scope
    asked: list[str] = []
    if scope.explicit and scope.named != ("",):
        # Tests, examples and documentation are judged only where they are asked for.
        asked = [path for path in workspace.files if is_supporting(path) and scope.names(path)]
    return digest(
        [
            __version__,
            sys.version,
            str(workspace.root),
            contract.header,
            contract.tag,
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
    own = (path for path in directory.glob(f"{_PREFIX}*.json") if _OWN.fullmatch(path.name))
    found = sorted(own, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in found[_KEPT:]:
        path.unlink(missing_ok=True)
