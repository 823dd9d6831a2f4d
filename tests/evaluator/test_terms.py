"""The terms themselves: equal by what they hold, whatever of it their hashes look at."""

from __future__ import annotations

from replaytag.evaluator.values import Constant, MappingValue, SequenceValue, choice


def numbers(*values: int) -> tuple[Constant, ...]:
    return tuple(map(Constant, values))


def test_long_sequences_that_differ_in_the_middle_are_different() -> None:
    one, other = (SequenceValue("list", numbers(1, 2, middle, 4, 5)) for middle in (3, 0))
    assert hash(one) == hash(other)
    assert one != other
    assert choice([one, other, SequenceValue("list", numbers(1, 2, 3, 4, 5))]) == choice(
        [one, other]
    )


def test_mappings_that_differ_in_the_middle_are_different() -> None:
    keys = numbers(1, 2, 3, 4, 5)
    one, other = (
        MappingValue(tuple(zip(keys, numbers(1, 2, middle, 4, 5), strict=True)))
        for middle in (3, 0)
    )
    assert one != other
    assert len({one, other, MappingValue(one.entries)}) == 2


def test_what_a_hash_was_kept_of_is_shown_and_compared_as_before() -> None:
    known = Constant("a")
    hash(known)
    assert known == Constant("a")
    assert repr(known) == "Constant(value='a', place=None, literal=False)"
