"""What projects declare that they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.workspace import Workspace
from replaytag.workspace.declared import declared_dependencies
from replaytag.workspace.manifests import is_manifest
from tests.trees import plant

MANIFESTS = {
    "project": (
        "pyproject.toml",
        """
        [project]
        dependencies = ["Flask>=3", "sentry_sdk[flask] ; python_version > '3.8'"]
        [project.optional-dependencies]
        api = ["Flask.RESTful==0.3.10"]
        [dependency-groups]
        dev = ["pytest", {include-group = "lint"}]
        """,
        {"flask", "flask-restful", "pytest", "sentry-sdk"},
    ),
    "poetry": (
        "pyproject.toml",
        """
        [tool.poetry.dependencies]
        python = "^3.11"
        sentry-sdk = {version = "^2", extras = ["django"]}
        [tool.poetry.group.web.dependencies]
        Django = "*"
        [tool.poetry.dev-dependencies]
        black = "*"
        """,
        {"black", "django", "sentry-sdk"},
    ),
    "pdm and uv": (
        "pyproject.toml",
        """
        [tool.pdm.dev-dependencies]
        test = ["pytest"]
        [tool.uv]
        dev-dependencies = ["httpx"]
        """,
        {"httpx", "pytest"},
    ),
    "broken toml": ("pyproject.toml", "[project\n", set()),
    "odd toml": ("pyproject.toml", "project = 1\n[tool]\npoetry = []\n", set()),
    "requirements": (
        "requirements.txt",
        """
        # web
        Flask==3.0.3 \\
            --hash=sha256:00
        sentry-sdk[flask]>=2  # errors
        git+https://example.org/chalice.git@main#egg=chalice
        Falcon @ https://example.org/falcon.whl
        https://example.org/nothing.whl
        --index-url https://example.org/simple
        -e ./local
        -c constraints.txt
        old==1.0.dev-r12
        """,
        {"chalice", "falcon", "flask", "old", "sentry-sdk"},
    ),
    "setup.cfg": (
        "setup.cfg",
        """
[options]
install_requires =
    Flask
    sentry-sdk>=2; python_version > "3"
[options.extras_require]
api = Django
""",
        {"django", "flask", "sentry-sdk"},
    ),
    "setup.py": (
        "setup.py",
        """
from setuptools import setup
REQUIRED = ["sentry-sdk>=2", *MORE]
MORE = ["Flask"]
setup(
    name="shop",
    description="six words that are no packages",
    install_requires=REQUIRED,
    extras_require={"api": ["Django"]},
)
""",
        {"django", "flask", "sentry-sdk"},
    ),
    "setup.py for python 2": (
        "setup.py",
        """
print "installing"
setup(install_requires=["sentry-sdk>=2", 'Flask'], packages=["shop"])
""",
        {"flask", "sentry-sdk"},
    ),
    "pipfile": (
        "Pipfile",
        """
[packages]
Flask = "*"
[dev-packages]
pytest = "*"
""",
        {"flask", "pytest"},
    ),
    "lock": ("poetry.lock", '[[package]]\nname = "flask"\n', set()),
}


@pytest.mark.parametrize(("name", "text", "declared"), MANIFESTS.values(), ids=list(MANIFESTS))
def test_declared(name: str, text: str, declared: set[str], tmp_path: Path) -> None:
    assert is_manifest(name)
    workspace = _workspace(tmp_path, {name: text})

    assert declared_dependencies(workspace).everywhere == declared


def test_included_requirements(tmp_path: Path) -> None:
    workspace = _workspace(
        tmp_path,
        {
            "requirements/dev.txt": "-r base.txt\n--requirement=../more.txt\n-r missing.txt\npytest\n",
            "requirements/base.txt": "-r dev.txt\nflask\n",
            "more.txt": "sentry-sdk\n",
        },
    )

    assert declared_dependencies(workspace).everywhere == {"flask", "pytest", "sentry-sdk"}


def test_each_service_has_its_own_needs(tmp_path: Path) -> None:
    workspace = _workspace(
        tmp_path,
        {
            "pyproject.toml": '[project]\ndependencies = ["packaging"]\n',
            "orders/requirements/base.txt": "flask\n",
            "billing/requirements.txt": "sentry-sdk\n",
        },
    )

    declared = declared_dependencies(workspace)

    assert declared.around("orders/app.py") == {"flask", "packaging"}
    assert declared.around("billing/api/app.py") == {"packaging", "sentry-sdk"}
    assert declared.around("scripts/run.py") == {"packaging"}


def _workspace(root: Path, tree: dict[str, str]) -> Workspace:
    plant(root, {path: _dedent(text) for path, text in tree.items()})
    return Workspace(root, [], others=filter(is_manifest, tree))


def _dedent(text: str) -> str:
    return "\n".join(line.removeprefix(" " * 8) for line in text.split("\n"))
