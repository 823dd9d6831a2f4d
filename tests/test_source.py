"""The kind of dataclass that places and facts are in."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace

import pytest

from replaytag.facts import model
from replaytag.source import Place, Span, frozen, mutable


@dataclass(frozen=True, slots=True, order=True)
class Usual:
    line: int
    name: str = "a"


@frozen(order=True)
class Fast:
    line: int
    name: str = "a"


@frozen
class Single:
    line: int


@frozen
class Empty:
    pass


@frozen
class Counting:
    line: int
    seen: int = field(default=0, init=False, compare=False)


@frozen(eq=False)
class Itself:
    line: int


def test_it_does_what_a_frozen_dataclass_does() -> None:
    assert [entry.name for entry in fields(Fast)] == [entry.name for entry in fields(Usual)]
    assert repr(Fast(1)) == repr(Usual(1)).replace("Usual", "Fast")
    assert hash(Fast(1)) == hash(Usual(1))
    assert Fast(1) == Fast(1) != Fast(2)
    assert Fast(1) != Usual(1)  # type: ignore[comparison-overlap]
    assert sorted([Fast(2), Fast(1, "b"), Fast(1)]) == [Fast(1), Fast(1, "b"), Fast(2)]
    assert replace(Fast(1), name="b") == Fast(1, "b")
    assert not hasattr(Fast(1), "__dict__")
    match Fast(3):
        case Fast(line, name="a"):
            assert line == 3
        case _:
            pytest.fail("no match")


def test_it_may_be_equal_to_itself_alone() -> None:
    one = Itself(1)
    assert one != Itself(1)
    assert {one, Itself(1)} > {one}


@pytest.mark.parametrize(
    "value",
    [
        Fast(1, "b"),
        Single(1),
        Empty(),
        Counting(1),
        Span(1, 2, 3, 4),
        Place("a.py", Span(1, 2, 3, 4)),
        model.Name(Span.point(1, 1), "a"),
    ],
)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles(value: object, protocol: int) -> None:
    copy = pickle.loads(pickle.dumps(value, protocol))
    assert copy == value
    assert hash(copy) == hash(value)


def test_it_is_one() -> None:
    assert is_dataclass(Fast)


def test_only_type_checkers_mind_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        Usual(1).line = 2  # type: ignore[misc]
    changed = Fast(1)
    changed.line = 2  # type: ignore[misc]
    assert changed == Fast(2)


def test_spans_are_ordered_by_where_they_start() -> None:
    assert Span(1, 2, 9, 9) < Span(1, 3, 1, 4) < Span(2, 1, 2, 2)
    assert Span(1, 1, 3, 1).contains(Span(1, 1, 2, 9))
    assert not Span(1, 1, 3, 1).contains(Span(1, 1, 3, 2))


@mutable
class Changing:
    line: int
    names: list[str] = field(default_factory=list)


def test_a_mutable_one_changes_and_is_equal_to_itself_alone() -> None:
    one = Changing(1)
    one.line = 2
    one.names.append("a")
    assert repr(one) == "Changing(line=2, names=['a'])"
    assert one != Changing(2, ["a"])
    assert Changing(1).names == []


@frozen
class Prepared:
    line: int
    column: int = 1
    names: list[str] = field(default_factory=list)
    kind: str = field(default="a", init=False)
    seen: list[str] = field(default_factory=list, init=False)
    last: int = field(init=False)

    def __post_init__(self) -> None:
        self.last = self.line + len(self.names)  # type: ignore[misc]


def test_it_is_made_as_any_dataclass_is() -> None:
    one = Prepared(1, names=["a", "b"])
    assert (one.line, one.column, one.names, one.kind, one.seen, one.last) == (
        *(1, 1, ["a", "b"]),
        *("a", [], 3),
    )
    assert Prepared(1).names is not Prepared(1).names
    with pytest.raises(
        TypeError, match=r"Prepared.__init__.* missing 1 required positional argument"
    ):
        Prepared()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"Prepared.__init__.* unexpected keyword argument 'kind'"):
        Prepared(1, kind="b")  # type: ignore[call-arg]
