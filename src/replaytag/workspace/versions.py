"""Which major versions of a package a project may run with."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from replaytag.workspace.manifests import is_manifest, is_requirements
from replaytag.workspace.scope import lies_in
from replaytag.workspace.workspace import Workspace

_OPERATOR = r"===|==|~=|!=|>=|<=|>|<|\^|~"
_BOUND = re.compile(rf"({_OPERATOR})?\s*v?(\d+)((?:\.[\w*]+)*)")
_SPECIFIERS = (
    rf"\s*((?:(?:{_OPERATOR})\s*[\w.*+!-]+\s*,?\s*)+)",  # connexion>=3,<4
    r"""["']?\s*=\s*["']([^"']*)""",  # connexion = "^3.0"
    r"""["']?\s*=\s*\{[^}\n]*version\s*=\s*["']([^"']*)""",  # connexion = { version = "^3.0" }
    r"""["']\s*\n\s*version\s*=\s*["']([^"']*)""",  # name = "connexion", as in a lock
    r"""["']\s*:\s*\{[^}]*"version":\s*"([^"]*)""",  # "connexion": { ... } of a Pipfile.lock
)


def possible_majors(
    workspace: Workspace, package: str, path: str, known: frozenset[int]
) -> frozenset[int]:
    """Those of the major versions ``known`` that the manifests around ``path`` allow.

    All of them where nothing is declared, or what is declared contradicts itself.
    """
    name = package.encode()
    named = [m for m in workspace.others if is_manifest(m) and name in workspace.scan(m)]
    around = [manifest for manifest in named if lies_in(path, _directory(manifest))]
    allowed = known
    for manifest in around or named:
        text = workspace.scan(manifest).decode("utf-8", errors="replace")
        for specifier in _specifiers(text, package):
            allowed &= _majors(specifier, known)
    return allowed or known


def _directory(manifest: str) -> str:
    directory = posixpath.dirname(manifest)
    # requirements/base.txt is about the directory that holds `requirements`.
    if is_requirements(manifest) and "req" in posixpath.basename(directory):
        return posixpath.dirname(directory)
    return directory


def _specifiers(text: str, package: str) -> Iterator[str]:
    """What each mention of ``package`` says of its version."""
    mention = re.compile(rf"(?<![\w./-]){re.escape(package)}(?![\w-])(?:\[[^\]\n]*\])?", re.I)
    for found in mention.finditer(text):
        for form in _SPECIFIERS:
            specifier = re.compile(form).match(text, found.end())
            if specifier is not None:
                yield specifier[1]
                break


def _majors(specifier: str, known: frozenset[int]) -> frozenset[int]:
    allowed = set(known)
    for operator, major, rest in _BOUND.findall(specifier):
        bound = int(major)
        if operator in (">=", ">"):
            allowed = {m for m in allowed if m >= bound}
        elif operator in ("<=", "<"):
            below = operator == "<" and not rest.strip(".0*")
            allowed = {m for m in allowed if m < bound or (m == bound and not below)}
        elif operator != "!=":
            allowed = {m for m in allowed if m == bound}
    return frozenset(allowed)
