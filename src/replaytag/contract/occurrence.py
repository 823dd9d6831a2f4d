"""Whether a contract's names, right or misspelt, can occur in a file at all.

A project in which they occur nowhere has no tagger and no misspelt name, and need not be searched
for one. The test works on bytes: most files are told by it without being parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from replaytag.contract.names import Contract
from replaytag.contract.target import header_target, tag_target

_SEPARATORS = b"-_"


class Occurrence:
    """Answers for ``contract``: never No for a file that holds one of its names.

    A name that :func:`~replaytag.contract.judge_tag` or ``judge_header`` does not call foreign has
    either a word of the contract's own, such as ``replay``, as it is; or that word with one letter
    amiss, so that a half of it is left, or shortened, beside a neighbour; or what is left of it
    between both its neighbours. Contracts of few or common words, for which this does not hold, may occur anywhere.
    """

    def __init__(self, contract: Contract) -> None:
        targets = [tag_target(contract.tag), *map(header_target, contract.accepted_headers)]
        self._anywhere = not all(target.survives_a_word for target in targets)
        self._words: tuple[bytes, ...] = ()
        self._damaged: tuple[re.Pattern[bytes], ...] = ()
        if not self._anywhere:
            found = [part for target in targets for part in target.own_words()]
            self._words = tuple(sorted({word.encode() for _, word, _ in found}))
            damaged = {pattern for part in found for pattern in _damaged(*part)}
            self._damaged = tuple(re.compile(pattern.encode()) for pattern in sorted(damaged))

    def __call__(self, data: bytes) -> bool:
        """Whether a name of the contract may stand in ``data``."""
        if self._anywhere:
            return True
        text = data.lower().translate(None, _SEPARATORS)
        return any(word in text for word in self._words) or any(
            pattern.search(text) for pattern in self._damaged
        )


def _damaged(before: str, word: str, after: str) -> Iterator[str]:
    """Patterns of which ``word`` with a letter amiss, or shortened, matches one beside others.

    Each begins with letters of its own: that is what makes the search for it fast.
    """
    middle = len(word) // 2
    swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    rest = (word[:3], word[-middle:], swapped, _consonants(word))
    room = f"[a-z]{{0,{len(word)}}}?"
    if before:
        for start in (before[:-1] if len(before) > 3 else before, _consonants(before)):
            yield f"{start}{room}(?:{'|'.join(rest)})"
    if before and after:
        # Both letters that may be amiss are in this word.
        yield f"{before}[a-z]{{0,{len(word) + 2}}}?(?:{after}|{after[1:]})"
    if after:
        ends = {after, after[1:], after[:3] if len(after) > 4 else after, _consonants(after)}
        for start in rest:
            yield f"{start}{room}(?:{'|'.join(sorted(ends))})"


def _consonants(word: str) -> str:
    return word[0] + "".join(char for char in word[1:] if char not in "aeiou")
