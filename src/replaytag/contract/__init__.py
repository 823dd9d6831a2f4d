"""The names that must match along the chain, and what counts as a misspelling of one."""

from __future__ import annotations

from replaytag.contract.judge import header_words_match, judge_header, judge_tag
from replaytag.contract.names import DEFAULT_CONTRACT, Contract, Spelling, Verdict
from replaytag.contract.occurrence import Occurrence

__all__ = [
    "DEFAULT_CONTRACT",
    "Contract",
    "Occurrence",
    "Spelling",
    "Verdict",
    "header_words_match",
    "judge_header",
    "judge_tag",
]
