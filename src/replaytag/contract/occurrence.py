"""Whether a contract's names, right or misspelt, can occur in a file at all.

A project in which they occur nowhere has no tagger and no misspelt name, and need not be searched
for one. The test works on bytes: most files are told by it without being parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from replaytag.contract.names import Contract
from replaytag.contract.target import header_target, tag_target

_SEPARATORS = b"-_"
_REACH = 24
"""How far round a damaged word the others of its name are looked for."""


class Occurrence:
    """Answers for ``contract``: never No for a file that holds one of its names.

    A name that :func:`~replaytag.contract.judge_tag` or ``judge_header`` does not call foreign has
    a word of the contract's own, such as ``replay``, beside another word of the name; or that word
    with one letter amiss, so that a half of it is left, or shortened, beside a neighbour; or what
    is left of it between both its neighbours. Contracts of few or common words, for which this
    does not hold, may occur anywhere.
    """

    def __init__(self, contract: Contract) -> None:
        targets = [tag_target(contract.tag), *map(header_target, contract.accepted_headers)]
        self._anywhere = not all(target.survives_a_word for target in targets)
        self._intact: dict[bytes, re.Pattern[bytes]] = {}
        self._damaged: tuple[re.Pattern[bytes], ...] = ()
        self._parts: tuple[re.Pattern[bytes], ...] = ()
        if not self._anywhere:
            found = [part for target in targets for part in target.own_words()]
            words = {word.folded for target in targets for word in target.words}
            words = {word for word in words if len(word) > 2}
            own = sorted({word for _, word, _ in found})
            self._intact = {word.encode(): _beside(word, words - {word}) for word in own}
            damaged = {pattern for part in found for pattern in _damaged(*part)}
            self._damaged = tuple(re.compile(pattern.encode()) for pattern in sorted(damaged))
            self._parts = tuple(
                re.compile(_any_of(_parts(word)).encode()) for word in sorted(words.difference(own))
            )

    def __call__(self, data: bytes) -> bool:
        """Whether a name of the contract may stand in ``data``."""
        if self._anywhere:
            return True
        text = data.lower().translate(None, _SEPARATORS)
        if any(word in text and near.search(text) for word, near in self._intact.items()):
            return True
        suspects = [re.compile(word) for word in self._intact if word in text]
        return any(
            self._is_complete(text[max(match.start() - _REACH, 0) : match.end() + _REACH])
            for pattern in (*suspects, *self._damaged)
            for match in pattern.finditer(text)
        )

    def _is_complete(self, text: bytes) -> bool:
        """Whether the name's other words, but for one, are there in some form."""
        found = sum(part.search(text) is not None for part in self._parts)
        return found >= len(self._parts) - 1


def _beside(word: str, others: Iterable[str]) -> re.Pattern[bytes]:
    """A pattern of ``word`` beside one of ``others``, which may have a letter amiss."""
    whole = f"{_any_of(others)}[^a-z]{{0,5}}"
    part = _any_of(part for other in others for part in _parts(other))
    before = f"(?:{whole}|{part}(?:[^a-z ]{{0,5}}|[a-z]{{1,2}}))"
    whole = f"[^a-z]{{0,5}}{_any_of(others)}"
    after = f"(?:{whole}|(?:[^a-z ]{{0,5}}|[a-z]{{1,2}}){part})"
    return re.compile(f"{before}{word}|{word}{after}".encode())


def _parts(word: str) -> set[str]:
    """What is left of ``word`` where a letter or two are amiss, or where it is shortened."""
    parts = {word[1:], word[:-1], _consonants(word)}
    return parts | {word[:3], word[-4:], word[2:]} if len(word) > 4 else parts


def _any_of(texts: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(set(texts)))})"


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
        yield f"{before}[a-z]{{{len(word) - 2},{len(word) + 2}}}?(?:{after}|{after[1:]})"
    if after:
        ends = {after, after[1:], after[:3] if len(after) > 4 else after, _consonants(after)}
        for start in rest:
            yield f"{start}{room}(?:{'|'.join(sorted(ends))})"


def _consonants(word: str) -> str:
    return word[0] + "".join(char for char in word[1:] if char not in "aeiou")
