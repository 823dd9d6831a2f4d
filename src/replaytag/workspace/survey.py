"""What the bytes of a project's files tell before any of them is parsed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

from replaytag.contract import Contract, Occurrence
from replaytag.workspace.shares import in_shares
from replaytag.workspace.workspace import Workspace

NO_SENTRY = "nothing here uses Sentry: handlers are not judged"
"""What to say of a project in which Sentry is not used."""

UNCLEAR = "which of the apps here use Sentry is not clear: their handlers are not judged"
"""What to say of one in which nothing leads from any app to what starts Sentry."""

_SENTRY = tuple(
    re.compile(pattern)
    for pattern in (
        rb"y(?<=[sS]entry)(?<![a-z]sentry)",
        rb"Y(?<=SENTRY)(?<![A-Z]SENTRY)",
        rb"v(?<=\brav)en\b",
    )
)
"""The SDK, by its names in code: ``sentry_sdk``, ``initSentry``, ``USE_SENTRY``, ``raven``; not
``ClassEntry``, and not ``FIELDSENTRY`` in generated code. Each begins with its rarest letter, since
to look for a letter, and only then for what is before it, is fastest."""


_WORDS = ("sentry", "raven")
"""Of which a file has one, in whatever letters, that names the SDK."""


def mentions_sentry(data: bytes) -> bool:
    """Whether a file names Sentry, be it in code or in text."""
    return any(pattern.search(data) for pattern in _SENTRY)


class Survey(NamedTuple):
    """Whether anything in a project names Sentry, and whether anything names the contract.

    ``naming`` are the files that name Sentry, tests and examples among them; None: not all files
    were looked through.
    """

    sentry: bool
    contract: bool
    naming: frozenset[str] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to find: no Sentry to tag, and no name to misspell."""
        return not (self.sentry or self.contract)


def survey(workspace: Workspace, contract: Contract, processes: int = 1) -> Survey:
    """Looks through the files of ``workspace``; ends as soon as there is no more to learn.

    Where there are many, so many ``processes`` look at once.
    """
    config = workspace.config
    occurs = Occurrence(contract, *config.contracts)
    tells = occurs.glimpse(_WORDS)
    # What tags in declared taggers may be far away, and known tags may be misspelt anywhere.
    is_named = bool(config.taggers or config.known_tags)

    def look(paths: Sequence[str]) -> tuple[bool, list[str]]:
        """Whether the contract is named in some of the files, and which of them name Sentry."""
        named, sentry = is_named, False
        naming: list[str] = []
        for path in paths:
            data = workspace.scan(path)
            if not named:
                if not tells(data):
                    continue
                named = occurs(data)
            if mentions_sentry(data):
                sentry = sentry or not workspace.is_supporting(path)
                naming.append(path)
            if sentry and named:
                break
        return named, naming

    named, sentry = is_named, False
    naming: list[str] = []
    with closing(in_shares(workspace, look, workspace.files, processes)) as looks:
        for is_named_there, found in looks:
            named = named or is_named_there
            sentry = sentry or any(not workspace.is_supporting(path) for path in found)
            naming += found
            if sentry and named:
                break
    return Survey(sentry, named, None if named else frozenset(naming))
