"""What tells by its bytes whether a file is worth reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replaytag.workspace.markers import NO_MARKERS, Markers, Texts, has_word


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"Flask", True),
        (b"app = Flask(__name__)", True),
        (b"flask.Flask", True),
        (b"FlaskForm, Flask", True),
        (b"FlaskForm", False),
        (b"MyFlask", False),
        (b"_Flask", False),
        (b"Flask2", False),
        (b"", False),
    ],
)
def test_words(data: bytes, found: bool) -> None:
    assert has_word(data, b"Flask") is found
    assert Markers(words=(b"no", b"Flask"))(data) is found


def test_a_word_may_bring_its_end() -> None:
    assert has_word(b"sentry_sdk.init(dsn)", b"init(")
    assert not has_word(b"def __init__(self)", b"init(")
    assert not has_word(b"git init", b"init(")


def test_texts_stand_anywhere() -> None:
    markers = Markers((b".route(", b"MIDDLEWARE"), (b"init",))

    assert markers(b"OLD_MIDDLEWARE_CLASSES = []")
    assert markers(b"sentry_sdk.init()")
    assert not markers(b"def __init__(self): ...")
    assert not NO_MARKERS(b"anything")


@pytest.mark.parametrize(
    ("texts", "data", "found"),
    [
        ([b"run", b"runner"], b"a runner", {b"run", b"runner"}),
        ([b"run", b"runner"], b"a run", {b"run"}),
        ([b"lambda_handler", b"LambdaContext", b"x"], b"lambda_handler = x", {b"lambda_handler", b"x"}),
        ([b"(event, context)", b"(event, _)"], b"def f(event, context, more)", set()),
        ([], b"run", set()),
    ],
)  # fmt: skip
def test_many_texts(texts: list[bytes], data: bytes, found: set[bytes]) -> None:
    assert set(Texts(texts).in_(data)) == found


_FEW_LETTERS = st.text("ab(", min_size=1, max_size=9).map(str.encode)


@given(st.lists(_FEW_LETTERS), st.lists(_FEW_LETTERS).map(b"".join))
def test_many_texts_are_found_as_one_is(texts: list[bytes], data: bytes) -> None:
    assert sorted(Texts(texts).in_(data)) == sorted({text for text in texts if text in data})
