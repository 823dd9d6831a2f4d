"""The names that must match along the chain, and what counts as a misspelling of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.contract.names import CONTRACTS, DEFAULT_CONTRACT, Contract, Kind, Tag

if TYPE_CHECKING:
    from replaytag.contract.judge import (
        brings_session_id,
        header_words_match,
        judge_header,
        judge_known_tag,
        judge_tag,
    )
    from replaytag.contract.occurrence import Occurrence
    from replaytag.contract.spelling import Spelling, Verdict
else:
    # Every run needs the names, and most runs nothing else.
    from importlib import import_module

    _HOMES = {
        "Occurrence": "occurrence",
        "Spelling": "spelling",
        "Verdict": "spelling",
        "brings_session_id": "judge",
        "header_words_match": "judge",
        "judge_header": "judge",
        "judge_known_tag": "judge",
        "judge_tag": "judge",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(name)
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = [
    "CONTRACTS",
    "DEFAULT_CONTRACT",
    "Contract",
    "Kind",
    "Occurrence",
    "Spelling",
    "Tag",
    "Verdict",
    "brings_session_id",
    "header_words_match",
    "judge_header",
    "judge_known_tag",
    "judge_tag",
]
