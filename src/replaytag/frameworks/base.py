"""The interface of a framework module, and the tables most of them are made of."""

from __future__ import annotations

import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping

from replaytag import headings
from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.signatures import Callback
from replaytag.evaluator.values import Made, Value
from replaytag.frameworks.reading.lookups import Lookup
from replaytag.frameworks.records import App, Handler, Recipe, Record

SECTIONS = ("Handlers", "Hook", "Recipe", "Left to a person")
"""The headings of a framework's documentation, the docstring of its module, in this order."""


class Framework(ABC):
    """How one framework declares, hooks, reads headers and isolates requests.

    Subclasses are found by walking this package: a module's ``FRAMEWORK`` is registered, and what
    tells of it written to ``index.py`` by ``scripts/generate.py``.
    """

    name: str
    """What output and ``testdata`` call it."""
    title: str
    """What people call it."""
    libraries: frozenset[str] = frozenset()
    """Import roots that always mean the library, never a module of the project."""
    relatives: frozenset[str] = frozenset()
    """Import roots of libraries that make objects of this framework, and are modules of others."""
    markers: tuple[bytes, ...] = ()
    """A file whose bytes contain one of these is read from the start; others only when imported."""
    app_classes: tuple[str, ...] = ()
    """Short names of the library's classes whose objects are served: ``flask.Flask``."""
    app_words: tuple[bytes, ...] = ()
    """Further words of which a file that imports one of ``libraries`` has one if it makes an app,
    or registers on an app or router something of which it may be unknown what it does."""
    everyday: frozenset[str] = frozenset()
    """Those of its names and ``app_words`` that everybody uses for something else, too: they are of
    account only where a file imports one of ``roots``."""
    app_markers: tuple[bytes, ...] = ()
    """The same for files that need not import anything of the framework, nor does any other."""
    project_markers: tuple[bytes, ...] = ()
    """The same for files that need not, since another file of the project imports one of
    ``roots``."""
    view_methods: frozenset[str] = frozenset()
    """Methods of which a class of the project has one if its objects answer requests, whatever it
    derives from."""
    sequential: bool = False
    """Whether a process handles one request after the other, and never two at once."""
    has_app_hooks: bool = True
    """Whether something can be registered on an app that runs for all of its handlers."""
    types: Mapping[str, str] = {}
    """Library objects that stand for an instance: ``flask.request`` is a ``flask.Request``."""
    parameters: Mapping[str, str] = {}
    """Names that parameters have by convention, and the type that nothing else tells of them."""
    headers: Mapping[tuple[str, str], Lookup] = {}
    """(type, attribute) that holds a request's headers, and how it is looked up.

    ``name()`` stands for what a method of that name returns.
    """
    readers: Mapping[tuple[str, str], Lookup] = {}
    """(type, method) that reads one header by name."""
    marks: frozenset[str] = frozenset()
    """Short names of decorators that mark a function as a hook, and register it nowhere."""

    @property
    def documentation(self) -> tuple[str, dict[str, str]]:
        """The introduction and the sections of its module's docstring, by heading."""
        return headings.split(sys.modules[type(self).__module__].__doc__ or "")

    @property
    def roots(self) -> frozenset[str]:
        """Import roots of which a project has one that has to do with this framework.

        Others hold one of ``app_markers``, or nothing of the framework is looked for. Both are
        kept in ``index.py``, so that a framework is not even imported without.
        """
        classes = {name.partition(".")[0] for name in self.app_classes}
        return self.libraries | self.relatives | classes

    def names(self) -> frozenset[str]:
        """Identifiers by which code makes apps or registers on them; the markers' own, usually."""
        found = (re.findall(rb"[A-Za-z_]{4,}", marker) for marker in self.markers)
        return frozenset(name.decode() for names in found for name in names)

    def prepare(self, ev: Evaluator, paths: tuple[str, ...]) -> None:
        """Tells the evaluator what it must know before it evaluates any of the files ``paths``."""
        return

    @abstractmethod
    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        """Everything this framework finds in the evaluated project.

        ``paths`` are the project's Python files.
        """

    def own_classes(self, ev: Evaluator) -> frozenset[str]:
        """Names of the project's own classes whose objects are apps though no library's are."""
        return frozenset()

    def handlers(self, ev: Evaluator, app: App) -> Iterator[Handler]:
        """Handlers of ``app`` that are no part of the records, one by one.

        For those that it takes long to find all of, where one may be enough.
        """
        return iter(())

    def answers(self, ev: Evaluator, app: App) -> bool:
        """Whether ``app`` answers requests for certain, be its handlers known or not."""
        return False

    def callback(self, made: Made) -> Callback | None:
        """Whether this library call calls one of its arguments at once."""
        return None

    def header_read(self, value: Value) -> tuple[Lookup, Value] | None:
        """A read of one header in a form of this framework's own: the look-up and the name."""
        return None

    @abstractmethod
    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        """How to write and register the standard scope-tagging hook for ``app``."""

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        """How to hook up an existing tagger ``target``; None where it does not fit this app."""
        return None


def iter_made(ev: Evaluator) -> Iterator[Made]:
    """All calls seen, in order of evaluation; calls that appear while iterating are included."""
    index = 0
    while index < len(ev.made):
        yield ev.made[index]
        index += 1
