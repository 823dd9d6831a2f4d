"""Which versions of a package a project may run with."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from replaytag.workspace import Workspace
from replaytag.workspace.constraints import constraint
from replaytag.workspace.manifests import is_manifest
from replaytag.workspace.versions import KnownVersions, Versions
from tests.trees import plant

POETRY_LOCK = """
[[package]]
name = "flask"
version = "3.0.0"

[[package]]
name = "sentry-sdk"
version = "1.45.1"
"""
UV_LOCK = """
version = 1
[[package]]
name = "sentry-sdk"
version = "2.20.0"
source = { registry = "https://pypi.org/simple" }
[[package]]
name = "shop"
version = "1.0"
dependencies = [{ name = "sentry-sdk" }]
"""
PDM_LOCK = '[metadata]\nlock_version = "4.5.0"\n' + POETRY_LOCK
PIPFILE_LOCK = '{"_meta": {}, "default": {"sentry-sdk": {"hashes": [], "version": "==1.45.1"}}}'
HASHES = """
sentry-sdk[flask]==1.45.1 ; python_full_version >= "3.8" \\
    --hash=sha256:aa \\
    --hash=sha256:bb  # via -r requirements.in
"""

# The files of a project with `app.py`; whether its SDK is 2.0 or newer: yes, no or unknown.
ONE_MANIFEST: dict[str, tuple[str, str, bool | None]] = {
    "project": ("pyproject.toml", '[project]\ndependencies = ["sentry-sdk[flask]>=2.1"]', True),
    "an older one": ("pyproject.toml", '[project]\ndependencies = ["Sentry_SDK~=1.40"]', False),
    "either": ("pyproject.toml", '[project]\ndependencies = ["sentry-sdk>=1.40,<3"]', None),
    "any": ("pyproject.toml", '[project]\ndependencies = ["sentry-sdk"]', None),
    "another package": ("pyproject.toml", '[project]\ndependencies = ["sentry-sdk-x<2"]', None),
    "optional": (
        "pyproject.toml",
        '[project.optional-dependencies]\nerrors = ["sentry-sdk<2"]',
        False,
    ),
    "a group": ("pyproject.toml", '[dependency-groups]\nprod = ["sentry-sdk==2.*"]', True),
    "poetry, a caret": (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nsentry-sdk = "^1.14"',
        False,
    ),
    "poetry, a tilde": ("pyproject.toml", '[tool.poetry.dependencies]\nsentry-sdk = "~2"', True),
    "poetry, alternatives": (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nsentry-sdk = "^1.14 || ^2.0"',
        None,
    ),
    "poetry, exactly": (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nsentry-sdk = "1.45.1"',
        False,
    ),
    "poetry, a table": (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nsentry-sdk = {version = "^1.14", extras = ["flask"]}',
        False,
    ),
    "poetry, by Python": (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nsentry-sdk = [{version = "^1.1", python = "<3.8"}, '
        '{version = "^1.4", python = ">=3.8"}]',
        False,
    ),
    "poetry, a group": (
        "pyproject.toml",
        '[tool.poetry.group.prod.dependencies]\nsentry-sdk = "^2"',
        True,
    ),
    "poetry, from git": (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nsentry-sdk = {git = "https://example.org/x.git"}',
        None,
    ),
    "pdm": ("pyproject.toml", '[tool.pdm.dev-dependencies]\nx = ["sentry-sdk>2.4"]', True),
    "requirements": ("requirements.txt", "Flask\nsentry-sdk>=1.5,<2.0  # errors\n", False),
    "hashes": ("requirements.txt", HASHES, False),
    "by Python": (
        "requirements.txt",
        'sentry-sdk<2; python_version < "3.6"\nsentry-sdk>=2; python_version >= "3.6"\n',
        None,
    ),
    "a pre-release": ("requirements.txt", "sentry-sdk==3.0.0b2\n", True),
    "before the first of a series": ("requirements.txt", "sentry-sdk<2\n", False),
    "after it": ("requirements.txt", "sentry-sdk>1.999\n", None),
    "arbitrary": ("requirements.txt", "sentry-sdk===1.45.1\n", False),
    "an editable egg": ("requirements.txt", "-e git+https://x.org/y#egg=sentry-sdk\n", None),
    "no version": ("requirements.txt", "sentry-sdk==1.x-old\n", None),
    "setup.py": ("setup.py", 'setup(install_requires=["sentry-sdk<1.46"])', False),
    "setup.py for Python 2": (
        "setup.py",
        'print "x"\nsetup(install_requires=["sentry-sdk==1.2"])',
        False,
    ),
    "setup.cfg": ("setup.cfg", "[options]\ninstall_requires =\n    sentry-sdk==2.1\n", True),
    "setup.cfg, extras": (
        "setup.cfg",
        "[options.extras_require]\nerrors = sentry-sdk==1.1\n",
        False,
    ),
    "Pipfile": (
        "Pipfile",
        '[packages]\nsentry-sdk = {extras = ["flask"], version = "~=1.45"}',
        False,
    ),
    "Pipfile.lock": ("Pipfile.lock", PIPFILE_LOCK, False),
    "poetry.lock": ("poetry.lock", POETRY_LOCK, False),
    "uv.lock": ("uv.lock", UV_LOCK, True),
    "pdm.lock": ("pdm.lock", PDM_LOCK, False),
    "requirements.lock": ("requirements.lock", HASHES, False),
    "broken toml": ("pyproject.toml", "sentry-sdk = [", None),
    "broken lock": ("uv.lock", '[[package]\nname = "sentry-sdk"', None),
    "odd toml": ("pyproject.toml", 'project = "sentry-sdk"\n[tool]\npoetry = ["sentry-sdk"]', None),
    "odd lock": ("poetry.lock", 'package = "sentry-sdk"', None),
    "odd entries": ("poetry.lock", 'package = ["sentry-sdk", {name = "sentry-sdk"}]', None),
    "odd json": ("Pipfile.lock", '["sentry-sdk"]', None),
    "broken json": ("Pipfile.lock", '{"default": {"sentry-sdk"', None),
    "odd version": ("poetry.lock", '[[package]]\nname = "sentry-sdk"\nversion = "new"', None),
    "another tool's lock": ("yarn.lock", "sentry-sdk@^1:\n  version 1.0\n", None),
    "no text": ("requirements.txt", "\0sentry-sdk\udcff<2", None),
}


@pytest.mark.parametrize("name", ONE_MANIFEST)
def test_one_manifest(name: str, tmp_path: Path) -> None:
    path, text, expected = ONE_MANIFEST[name]

    assert _at_least_2(tmp_path, {path: text}, "app.py") is expected


# The files of a project, one of them, and whether its SDK is 2.0 or newer.
SEVERAL: dict[str, tuple[dict[str, str], str, bool | None]] = {
    "a lock wins over ranges": (
        {"pyproject.toml": '[project]\ndependencies = ["sentry-sdk>=1.4"]', "uv.lock": UV_LOCK},
        "shop/app.py",
        True,
    ),
    "even where they contradict it": (
        {"Pipfile": '[packages]\nsentry-sdk = "==2.1"', "Pipfile.lock": PIPFILE_LOCK},
        "app.py",
        False,
    ),
    "included requirements": (
        {"requirements/prod.txt": "-r base.txt\n", "requirements/base.txt": "sentry-sdk==1.9\n"},
        "app.py",
        False,
    ),
    "included from anywhere": (
        {"requirements.txt": "-r deploy/deps.list\n", "deploy/deps.list": "sentry-sdk==1.9\n"},
        "app.py",
        False,
    ),
    "constraints": (
        {"requirements.txt": "-c limits.txt\nsentry-sdk\n", "limits.txt": "sentry-sdk==1.9\n"},
        "app.py",
        False,
    ),
    "the nearest counts": (
        {
            "requirements.txt": "sentry-sdk==1.9\n",
            "api/pyproject.toml": '[project]\ndependencies = ["sentry-sdk>=2"]',
        },
        "api/shop/app.py",
        True,
    ),
    "not that of a neighbour": (
        {"web/requirements.txt": "sentry-sdk==1.9\n", "api/requirements.txt": "sentry-sdk>=2\n"},
        "api/app.py",
        True,
    ),
    "the lock of a workspace": (
        {"api/pyproject.toml": '[project]\ndependencies = ["sentry-sdk"]', "uv.lock": UV_LOCK},
        "api/app.py",
        True,
    ),
    "a lock above that is another's": (
        {"api/requirements.txt": "sentry-sdk<2", "uv.lock": UV_LOCK},
        "api/app.py",
        False,
    ),
    "elsewhere, if only there": (
        {"deploy/requirements.txt": "sentry-sdk==1.9\n"},
        "shop/app.py",
        False,
    ),
    "elsewhere, and of two minds": (
        {"a/requirements.txt": "sentry-sdk==1.9\n", "b/requirements.txt": "sentry-sdk==2.9\n"},
        "shop/app.py",
        None,
    ),
    "a contradiction": (
        {
            "requirements.txt": "sentry-sdk==1.9\n",
            "setup.py": 'setup(install_requires=["sentry-sdk>2"])',
        },
        "app.py",
        None,
    ),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_several_manifests(name: str, tmp_path: Path) -> None:
    files, path, expected = SEVERAL[name]

    assert _at_least_2(tmp_path, files, path) is expected


def _at_least_2(root: Path, files: dict[str, str], path: str) -> bool | None:
    for name, text in files.items():
        plant(root, {name: ""})
        (root / name).write_bytes(text.encode("utf-8", errors="surrogateescape"))
    versions = KnownVersions(Workspace(root, [path], others=filter(is_manifest, files)))
    found = versions.of("sentry-sdk", path)
    return found.at_least("2.0") if found is not None else None


@pytest.mark.parametrize(
    ("allowed", "wanted", "expected"),
    [
        (">=2.12", "2.12", True),
        (">=2.12", "2.12.1", None),
        ("==2.12.*", "2.12", True),
        ("==2.12.*", "2.13", False),
        ("<2.12", "2.12", False),
        ("<=2.12", "2.12", None),
        ("~=2.3", "2.12", None),
        ("~=2.3", "3", False),
        ("!=2.3", "2", None),
        (">2,!=2.3", "2", True),
        (">2,<2", "2", None),
    ],
)
def test_at_least(allowed: str, wanted: str, expected: bool | None) -> None:
    assert Versions((SpecifierSet(allowed),)).at_least(wanted) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("^1.2.3", ["<2,>=1.2.3"]),
        ("^0.2.3", ["<0.3,>=0.2.3"]),
        ("^0.0.3", ["<0.0.4,>=0.0.3"]),
        ("^0", ["<1,>=0"]),
        ("~1.2.3", ["<1.3,>=1.2.3"]),
        ("~1", ["<2,>=1"]),
        ("1.*", ["==1.*"]),
        ("*", [""]),
        (">=1.2 <2", ["<2,>=1.2"]),
        (">= 1.2, < 2", ["<2,>=1.2"]),
        ("~=1.2", ["~=1.2"]),
        ("1.2 | 1.4", ["==1.2", "==1.4"]),
        ("something else", [""]),
    ],
)
def test_constraints_of_poetry(text: str, expected: list[str]) -> None:
    assert [str(one) for one in constraint(text)] == expected
