from __future__ import annotations

import stat
from pathlib import Path

import pytest

from replaytag.fixes.errors import WriteError
from replaytag.fixes.write import NewFile, write_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_bytes(b"a\n")
    (tmp_path / "b.py").write_bytes(b"b\n")
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    """All files, so that anything left behind shows."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


UNTOUCHED = {"a.py": b"a\n", "b.py": b"b\n"}


def test_writes_all(root: Path) -> None:
    write_files(root, {"a.py": b"x\r\n", "c.py": NewFile(b"c\n")})
    assert contents(root) == {"a.py": b"x\r\n", "b.py": b"b\n", "c.py": b"c\n"}


@pytest.mark.parametrize("mode", [0o755, 0o600, 0o664])
def test_mode_stays(root: Path, mode: int) -> None:
    (root / "a.py").chmod(mode)
    write_files(root, {"a.py": b"x\n"})
    assert stat.S_IMODE((root / "a.py").stat().st_mode) == mode


def test_new_file_has_the_mode_of_new_files(root: Path) -> None:
    (root / "plain").touch()
    write_files(root, {"c.py": NewFile(b"c\n")})
    assert (root / "c.py").stat().st_mode == (root / "plain").stat().st_mode


def test_symbolic_link_stays(root: Path) -> None:
    (root / "link.py").symlink_to("a.py")
    write_files(root, {"link.py": b"x\n"})
    assert (root / "link.py").is_symlink()
    assert (root / "a.py").read_bytes() == b"x\n"


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        ("missing.py", b"x\n", "no such file or directory"),
        ("missing/new.py", NewFile(b"x\n"), "no such file or directory"),
        ("a.py", NewFile(b"x\n"), "exists already"),
        ("dangling.py", NewFile(b"x\n"), "exists already"),
        ("readonly.py", b"x\n", "is read-only"),
        ("folder.py", b"x\n", "is not a regular file"),
        ("link.py", b"x\n", "is the same file as b.py"),
    ],
)
def test_refused_and_nothing_written(
    root: Path, path: str, content: bytes | NewFile, reason: str
) -> None:
    (root / "readonly.py").write_bytes(b"r\n")
    (root / "readonly.py").chmod(0o444)
    (root / "folder.py").mkdir()
    (root / "dangling.py").symlink_to("nowhere.py")
    (root / "link.py").symlink_to("b.py")
    before = contents(root)
    with pytest.raises(WriteError) as caught:
        write_files(root, {"b.py": b"x\n", path: content, "new.py": NewFile(b"n\n")})
    assert (caught.value.path, caught.value.reason) == (path, reason)
    assert str(caught.value) == f"{path}: {reason}"
    assert contents(root) == before


@pytest.mark.parametrize("failing", ["new.py", "a.py", "b.py"])
def test_rolled_back(root: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    real = Path.replace
    failures: list[Path] = []

    def replace(self: Path, target: Path) -> Path:
        if target.name == failing and not failures:
            failures.append(target)
            raise OSError(28, "No space left on device")
        return real(self, target)

    (root / "a.py").chmod(0o751)
    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(WriteError, match=f"^{failing}: no space left on device$"):
        write_files(root, {"new.py": NewFile(b"n\n"), "a.py": b"x\n", "b.py": b"y\n"})
    assert contents(root) == UNTOUCHED
    assert stat.S_IMODE((root / "a.py").stat().st_mode) == 0o751
