"""Which packages a project says that it needs."""

from __future__ import annotations

import configparser
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import PurePosixPath

from replaytag.source import frozen
from replaytag.workspace import requirements, setup_script
from replaytag.workspace.constraints import table_needs
from replaytag.workspace.manifests import is_requirements
from replaytag.workspace.requirements import Need
from replaytag.workspace.scope import lies_in
from replaytag.workspace.workspace import Workspace


@frozen
class Declared:
    """The declared packages, by normalised name (``sentry-sdk``), for each directory."""

    by_directory: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def everywhere(self) -> frozenset[str]:
        """What is declared anywhere in the project."""
        return frozenset().union(*self.by_directory.values())

    def around(self, path: str) -> frozenset[str]:
        """What is declared beside ``path`` or above it: other services' needs are left out."""
        return frozenset().union(
            *(names for directory, names in self.by_directory.items() if lies_in(path, directory))
        )


def declared_dependencies(workspace: Workspace) -> Declared:
    """Reads every manifest of the project; what cannot be read declares nothing."""
    found: dict[str, set[str]] = {}
    for path in workspace.others:
        names = {need.name for need in needs_in(workspace, path) if not need.constraint}
        if names:
            found.setdefault(directory_of(path), set()).update(names)
    return Declared({directory: frozenset(names) for directory, names in sorted(found.items())})


def directory_of(path: str) -> str:
    """The directory that a manifest is about."""
    parent = PurePosixPath(path).parent
    # requirements/base.txt is about the directory that holds `requirements`.
    directory = parent.parent if is_requirements(path) and "req" in parent.name else parent
    return "" if str(directory) == "." else str(directory)


def needs_in(workspace: Workspace, path: str) -> Iterator[Need]:
    """What the manifest at ``path`` asks for; a lock asks for nothing."""
    name = PurePosixPath(path).name
    if is_requirements(path):
        yield from requirements.read(path, lambda other: _text(workspace, other))
        return
    readers: Mapping[str, Callable[[str], Iterable[Need]]] = {
        "pyproject.toml": _pyproject,
        "setup.cfg": _setup_cfg,
        "setup.py": setup_script.read,
        "Pipfile": _pipfile,
    }
    if reader := readers.get(name):
        yield from reader(_text(workspace, path))


def _text(workspace: Workspace, path: str) -> str:
    if not workspace.consult(path):
        return ""
    return workspace.read(path).decode("utf-8-sig", errors="replace")


def _pyproject(text: str) -> Iterator[Need]:
    document = _toml(text)
    project = _table(document, "project")
    yield from requirements.needs(_strings(project.get("dependencies")))
    for extra in _table(project, "optional-dependencies").values():
        yield from requirements.needs(_strings(extra))
    for group in _table(document, "dependency-groups").values():
        yield from requirements.needs(_strings(group))
    tool = _table(document, "tool")
    yield from requirements.needs(_strings(_table(tool, "uv").get("dev-dependencies")))
    for group in _table(_table(tool, "pdm"), "dev-dependencies").values():
        yield from requirements.needs(_strings(group))
    poetry = _table(tool, "poetry")
    groups = [_table(group) for group in _table(poetry, "group").values()]
    for table in (poetry, *groups):
        for key in ("dependencies", "dev-dependencies"):
            yield from table_needs(_table(table, key))


def _pipfile(text: str) -> Iterator[Need]:
    document = _toml(text)
    for key in ("packages", "dev-packages"):
        yield from table_needs(_table(document, key))


def _setup_cfg(text: str) -> Iterator[Need]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return
    for key in ("install_requires", "tests_require", "setup_requires"):
        yield from requirements.needs(parser.get("options", key, fallback="").splitlines())
    if parser.has_section("options.extras_require"):
        for _, lines in parser.items("options.extras_require"):
            yield from requirements.needs(lines.splitlines())


def _toml(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _table(parent: object, key: str | None = None) -> Mapping[str, object]:
    value = parent.get(key) if key is not None and isinstance(parent, dict) else parent
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
