"""What a project says outside of Python.

Which functions are handlers, in templates of deployments and descriptions of APIs, and which
versions of packages it runs with.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replaytag.workspace.versions import KnownVersions
    from replaytag.workspace.workspace import Workspace

_PLACEHOLDER = re.compile(rb"\{\{.*?\}\}")
_STATEMENT = re.compile(rb"\{%.*?%\}")
"""What Jinja fills in."""
_ENDINGS = (".yaml", ".yml", ".json")
_NAMED = re.compile(
    r"openapi|swagger|serverless|template|function|spec|(?<![a-z])(?:sam|api)(?![a-z])", re.I
)


def is_document(path: str) -> bool:
    """Whether a file of this name may say which functions answer requests."""
    return path.endswith(_ENDINGS) and _NAMED.search(path.rpartition("/")[2]) is not None


class Documents:
    """The YAML and JSON files of ``workspace`` that may name handlers, as plain data."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._loaded: dict[str, object] = {}
        self._majors: dict[tuple[str, str], frozenset[int]] = {}
        self._versions: KnownVersions | None = None
        self.paths = tuple(path for path in workspace.others if is_document(path))

    def has(self, path: str) -> bool:
        """Whether there is a document at ``path``, of whatever name: code names it."""
        if is_document(path):
            return path in self.paths
        return path.endswith(_ENDINGS) and self._workspace.consult(path)

    def holding(self, word: bytes) -> Iterator[str]:
        """The documents in whose bytes ``word`` occurs."""
        return (path for path in self.paths if word in self._workspace.scan(path))

    def load(self, path: str) -> object:
        """What the document at ``path`` says: mappings, lists and scalars.

        A tag such as CloudFormation's ``!Sub`` is dropped, and its value stays. None, and a notice
        to the user, where it cannot be read.
        """
        if path not in self._loaded:
            self._loaded[path] = self._read(path)
        return self._loaded[path]

    def majors(self, package: str, path: str, known: frozenset[int]) -> frozenset[int]:
        """Which of the major versions ``known`` of ``package`` the file at ``path`` may run with.

        It is told by what declares or locks dependencies beside the file or above it.
        """
        # What reads requirements takes a while to import, and is rarely asked.
        from replaytag.workspace.versions import KnownVersions, possible_majors

        key = (package, path)
        if key not in self._majors:
            self._versions = self._versions or KnownVersions(self._workspace)
            self._majors[key] = possible_majors(self._versions, package, path, known)
        return self._majors[key]

    def _read(self, path: str) -> object:
        data = self._workspace.scan(path)
        if path.endswith(".json"):
            import json

            # YAML has all of JSON in it, and takes a hundred times as long to read it.
            with contextlib.suppress(RecursionError, ValueError):
                return json.loads(data)
        import yaml

        filled = _PLACEHOLDER.sub(b"x", _STATEMENT.sub(b"", data))
        for text in dict.fromkeys((data, filled)):
            with contextlib.suppress(yaml.YAMLError, RecursionError, ValueError):
                return yaml.load(text, Loader=_plain_loader(fast=True))
        try:
            return yaml.load(data, Loader=_plain_loader(fast=False))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            place = f":{mark.line + 1}:{mark.column + 1}" if mark is not None else ""
            problem = getattr(error, "problem", None) or "not valid"
            self._workspace.notice(f"{path}{place}: cannot be read as YAML: {problem}")
        except (RecursionError, ValueError) as error:
            self._workspace.notice(f"{path}: cannot be read as YAML: {error}")
        return None


def _plain_loader(*, fast: bool) -> type:
    """PyYAML's safe loader, with the values of unknown tags instead of an error.

    The one in C, which is ``fast``, is not always there, and words errors in another way.
    """
    import yaml

    base: type[yaml.SafeLoader] = yaml.SafeLoader
    if fast:
        base = getattr(yaml, "CSafeLoader", base)

    class PlainLoader(base):  # type: ignore[misc, valid-type]
        pass

    def untagged(loader: PlainLoader, suffix: str, node: yaml.Node) -> object:
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return loader.construct_sequence(node, deep=True)
        return node.value

    PlainLoader.add_multi_constructor("", untagged)
    # Dates and the like mean nothing here, and may not be valid.
    PlainLoader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return PlainLoader
