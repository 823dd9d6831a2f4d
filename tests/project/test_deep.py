"""Deep recursion, and what happens where no deep stack is to be had."""

from __future__ import annotations

import sys
import threading

import pytest

from replaytag.project.deep import run_deep
from tests.linked import linked


def depth(n: int) -> int:
    return 0 if n == 0 else 1 + depth(n - 1)


def test_recursion_goes_deeper_than_the_limit_of_the_caller() -> None:
    before = sys.getrecursionlimit()

    assert run_deep(lambda: depth(5_000)) == 5_000
    assert sys.getrecursionlimit() == before


def test_an_error_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        run_deep(lambda: 1 // 0)


def test_without_any_thread_the_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)

    assert run_deep(lambda: depth(50)) == 50


def test_long_chains_of_imports_and_calls() -> None:
    files = {
        f"m{n}.py": f"from m{n + 1} import f as g\n\ndef f():\n    return g()  # sentry\n"
        for n in range(300)
    }
    files["m300.py"] = "def f():\n    return 'end'\n"

    project = linked(files)

    assert project.ev.value_of("m290.py", "g") is not None
    assert project.handlers() == []
