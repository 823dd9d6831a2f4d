"""Several processes look through files as one does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from replaytag.workspace import Workspace, shares
from replaytag.workspace.shares import in_shares
from tests.trees import plant

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here"),
    # The test runner has threads of its own.
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def _share_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "WORTH", 2)
    monkeypatch.setattr(shares, "_can_fork", lambda: True)


def workspace(root: Path, number: int) -> Workspace:
    files = {f"{index}.py": f"x = {index}\n" for index in range(number)}
    return Workspace(plant(root, files), files)


@pytest.mark.parametrize(
    ("number", "processes", "sizes"),
    [
        (0, 2, [0]),
        (1, 2, [1]),
        (2, 2, [1, 1]),
        (7, 2, [4, 3]),
        (7, 4, [2, 2, 2, 1]),
        (7, 100, [2, 2, 2, 1]),
        (7, 1, [7]),
    ],
)
def test_shares(number: int, processes: int, sizes: list[int], tmp_path: Path) -> None:
    code = workspace(tmp_path, number)

    def read(paths: Sequence[str]) -> tuple[int, list[bytes]]:
        return os.getpid(), [code.scan(path) for path in paths]

    found = list(in_shares(code, read, code.files, processes))

    assert [len(contents) for _, contents in found] == sizes
    read_in_order = [content for _, contents in found for content in contents]
    assert read_in_order == [code.scan(path) for path in code.files]
    assert found[0][0] == os.getpid()
    assert len({process for process, _ in found}) == len(sizes)


def test_what_was_read_is_noted(tmp_path: Path) -> None:
    code = workspace(tmp_path, 4)
    (tmp_path / "3.py").unlink()
    (tmp_path / "3.py").mkdir()

    list(in_shares(code, lambda paths: [code.scan(p) for p in paths], code.files, 2))

    assert code.read_paths == {"0.py", "1.py", "2.py", "3.py"}
    assert code.notices == ("3.py: cannot be read: Is a directory",)


def test_a_process_that_fails_is_made_up_for(tmp_path: Path) -> None:
    code = workspace(tmp_path, 4)
    parent = os.getpid()

    def fail_elsewhere(paths: Sequence[str]) -> list[str]:
        if os.getpid() != parent:
            raise MemoryError
        return list(paths)

    found = list(in_shares(code, fail_elsewhere, code.files, 2))

    assert found == [["0.py", "1.py"], ["2.py", "3.py"]]


def test_there_may_be_no_room_for_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = workspace(tmp_path, 4)

    def fork() -> int:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)

    assert list(in_shares(code, list, code.files, 2)) == [["0.py", "1.py"], ["2.py", "3.py"]]


def test_there_may_be_no_more_file_descriptors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = workspace(tmp_path, 4)

    def pipe() -> tuple[int, int]:
        raise OSError("Too many open files")

    monkeypatch.setattr(os, "pipe", pipe)

    assert list(in_shares(code, list, code.files, 2)) == [["0.py", "1.py"], ["2.py", "3.py"]]


def test_what_nobody_asks_for_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = workspace(tmp_path, 4)
    parent = os.getpid()
    forked: list[int] = []
    fork = os.fork

    def recorded() -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", recorded)

    def be_slow_elsewhere(paths: Sequence[str]) -> list[str]:
        if os.getpid() != parent:
            time.sleep(60)
        return list(paths)

    start = time.monotonic()
    with closing(in_shares(code, be_slow_elsewhere, code.files, 2)) as found:
        assert next(found) == ["0.py", "1.py"]

    assert time.monotonic() - start < 30
    (process,) = forked
    with pytest.raises(ChildProcessError):
        os.waitpid(process, 0)


_PROCESSES = """
import os, threading
from pathlib import Path
from replaytag.project.deep import run_deep
from replaytag.workspace import Workspace, shares

shares.WORTH = 2


def count():
    found = shares.in_shares(Workspace(Path(), []), lambda share: os.getpid(), "abcd", 2)
    return len(set(found))


def elsewhere(work):
    results = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    thread.join()
    return results[0]


print(count(), run_deep(count), elsewhere(count), elsewhere(lambda: run_deep(count)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_a_process_with_threads_of_others_is_not_forked() -> None:
    """The main thread alone is, and the deep one for which it waits."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _PROCESSES],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("2 2 1 1\n", "")
