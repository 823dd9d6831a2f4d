"""What tells of a framework before it is imported: to import all takes longer than most a run."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from replaytag.frameworks.base import Framework


class Signs(NamedTuple):
    """A framework's ``roots`` and ``app_markers``, by which a project has something of it.

    It is the ``FRAMEWORK`` of ``module``, of this package, unless it is imported already.
    """

    name: str
    roots: frozenset[bytes]
    app_markers: tuple[bytes, ...]
    module: str = ""
    imported: Framework | None = None

    @classmethod
    def of(cls, framework: Framework, module: str = "") -> Signs:
        """Those of an imported framework."""
        roots = frozenset(root.encode() for root in framework.roots)
        return cls(framework.name, roots, framework.app_markers, module, framework)

    def framework(self) -> Framework:
        """The framework itself, which is imported now if need be."""
        if self.imported is not None:
            return self.imported
        module = importlib.import_module(f"{__package__}.{self.module}")
        found: Framework = module.FRAMEWORK
        return found
