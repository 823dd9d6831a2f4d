"""Letter typos: how far two words are apart, and by what kind of slip."""

from __future__ import annotations


def distance(written: str, right: str) -> int:
    """How many letters were added, lost, replaced, or swapped with a neighbour.

    This is the optimal string alignment distance.
    """
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, char in enumerate(written, 1):
        here = [row]
        for column, other in enumerate(right, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (char != other))
            swapped = row > 1 and column > 1
            if swapped and char == right[column - 2] and other == written[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, above = above, here
    return above[-1]


def describe(written: str, right: str) -> str:
    """What ``written`` has done to ``right``: for folded texts that are an edit or more apart."""
    edits = distance(written, right)
    if edits > 1:
        return f"differs in {edits} letters"
    if len(written) > len(right):
        return "is a plural" if written == right + "s" else "has a letter too many"
    if len(written) < len(right):
        return "has a letter too few"
    return "has two letters swapped" if _swapped(written, right) else "has a wrong letter"


def is_slip(written: str, right: str) -> bool:
    """Whether texts that are an edit apart differ as only typing does.

    That is by neighbours swapped or a letter doubled or not doubled; other edits give new words.
    """
    if len(written) == len(right):
        return _swapped(written, right)
    longer, shorter = (written, right) if len(written) > len(right) else (right, written)
    return any(
        longer[place] == longer[place - 1] and longer[:place] + longer[place + 1 :] == shorter
        for place in range(1, len(longer))
    )


def _swapped(written: str, right: str) -> bool:
    return sorted(written) == sorted(right)
