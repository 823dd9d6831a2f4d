"""Tools and hooks: what runs at which point of a request, and where that is switched on."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Decorated,
    External,
    FunctionValue,
    Made,
    MappingValue,
    Member,
    Value,
    definition,
    options,
)
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.frameworks.cherrypy.trees import Page, is_true
from replaytag.frameworks.reading.scopes import is_scope
from replaytag.frameworks.reading.types import subclasses
from replaytag.frameworks.records import Run, Scope, When
from replaytag.source import Place, frozen

_BEFORE = ("on_start_resource", "before_request_body", "before_handler")
_ENDS = ("on_end_resource", "on_end_request")
_TOOL = "cherrypy.Tool"
_LEAVING = frozenset({"__exit__", "close", "pop_all"})


@frozen
class Tool:
    """A function of the project that runs at a ``point`` where the tool called ``name`` is on."""

    name: str
    point: str
    function: Value
    place: Place

    @property
    def when(self) -> When:
        return When.BEFORE if self.point in _BEFORE else When.LATE


class Tools:
    """The tools of a project."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self.known: list[Tool] = [*self._stored(), *self._registered()]
        self.everywhere: list[MappingValue] = []
        self.is_open = False
        """Whether a file that is not read may switch tools on for all apps."""
        for made in ev.made:
            if made.callee == External("cherrypy.config.update"):
                for option in options(made.argument(0, "config") or Constant(None)):
                    if isinstance(option, MappingValue):
                        self.everywhere.append(option)
                        section = option.get("global")
                        if isinstance(section, MappingValue):
                            self.everywhere.append(section)
                    else:
                        self.is_open = True

    def _stored(self) -> Iterator[Tool]:
        """``cherrypy.tools.name = cherrypy.Tool(point, function)``."""
        for store in list(self._ev.stores):
            owner = store.owner
            if not isinstance(owner, External) or not isinstance(store.key, str):
                continue
            if owner.name in ("cherrypy.tools", "cherrypy._cptools.default_toolbox"):
                for option in options(store.value):
                    if isinstance(option, Made):
                        yield from self._made(store.key, option)

    def _made(self, name: str, made: Made) -> Iterator[Tool]:
        if not subclasses(made.callee, _TOOL):
            return
        cls = made.callee
        calls = [made]
        if isinstance(cls, ClassValue):
            calls = [call for call in self._ev.made if _initialises(call, made)]
        for call in calls:
            shift = 1 if call.arguments[:1] == (made,) else 0
            point = call.argument(shift, "point")
            function = call.argument(shift + 1, "callable")
            for option in options(function) if function is not None else ():
                if isinstance(point, Constant) and _is_own(option):
                    yield Tool(name, str(point.value), option, made.place)

    def _registered(self) -> Iterator[Tool]:
        """``@cherrypy.tools.register(point)`` over a function."""
        register = External("cherrypy.tools.register")
        for made in list(self._ev.made):
            factory = made.callee
            if isinstance(factory, Made) and factory.callee == register and made.arguments:
                target, point = definition(made.arguments[0]), factory.argument(0, "point")
                if isinstance(target, FunctionValue) and isinstance(point, Constant):
                    given = factory.keyword("name")
                    name = given.value if isinstance(given, Constant) else target.name
                    function = made.arguments[0]
                    yield Tool(str(name), str(point.value), function, made.place)

    # --- where they are on -----------------------------------------------------------------------

    def on_in(self, section: MappingValue) -> Iterator[Tool]:
        """The tools that a section of configuration switches on, and bare hooks of its."""
        for tool in self.known:
            if is_true(section.get(f"tools.{tool.name}.on")):
                yield tool
        for key, value in section.entries:
            if isinstance(key, Constant) and str(key.value).startswith("hooks."):
                for option in options(value):
                    if _is_own(option):
                        point = str(key.value).split(".")[1]
                        place = definition(option)
                        assert place is not None
                        yield Tool("", point, option, place.place)

    def on_for(self, page: Page) -> Iterator[Tool]:
        """The tools that a handler or the objects that lead to it switch on."""
        for cls in page.classes:
            for base in mro(cls):
                if isinstance(base, ClassValue):
                    for option in options(base.namespace.get("_cp_config") or Constant(None)):
                        if isinstance(option, MappingValue):
                            yield from self.on_in(option)
        targets = {page.function.place, *(cls.place for cls in page.classes)}
        for made in self._ev.made:
            factory = made.callee
            if not isinstance(factory, Made) or not isinstance(factory.callee, External):
                continue
            target = definition(made.arguments[0]) if made.arguments else None
            if target is None or target.place not in targets:
                continue
            if factory.callee.name == "cherrypy.config":
                entries = tuple((Constant(key), value) for key, value in factory.keywords)
                yield from self.on_in(MappingValue(entries))
            for tool in self.known:
                if factory.callee.name == f"cherrypy.tools.{tool.name}":
                    yield tool

    # --- what they do ----------------------------------------------------------------------------

    def runs(self, tool: Tool, scope: Scope) -> tuple[Run, ...]:
        """How a tool's function is called; ``scope`` is where hooks of its app run."""
        if scope is Scope.OUTSIDE and (self.isolates(tool.function) or self._clears(tool)):
            scope = Scope.INSIDE
        return (Run(tool.function, (), tool.when, scope=scope),)

    def isolates(self, value: Value) -> bool:
        """Whether a hook opens a scope for the rest of the request, that is left at its end."""
        function = definition(value)
        if function is None or not self._leaves():
            return False
        return any(
            made.within == function.place
            and isinstance(made.callee, Member)
            and (
                (made.callee.name == "__enter__" and is_scope(made.callee.owner))
                or (made.callee.name == "enter_context" and any(map(is_scope, made.arguments)))
            )
            for made in self._ev.made
        )

    def _leaves(self) -> bool:
        """Whether a function that closes something is hooked to the end of requests."""
        hooked = [tool.function for tool in self.known if tool.point in _ENDS]
        for made in self._ev.made:
            if isinstance(made.callee, Member) and made.callee.name == "attach":
                point = made.argument(0, "point")
                if isinstance(point, Constant) and point.value in _ENDS:
                    hooked.append(made.argument(1, "callback") or Constant(None))
        return any(_closes(option) for value in hooked for option in options(value))

    def _clears(self, tool: Tool) -> bool:
        """Whether the tag of the request before is taken away first: its thread is used again."""
        return any(
            isinstance(step, Call) and getattr(step.made.callee, "name", "").endswith("remove_tag")
            for step in self._ev.trace_of(tool.function, ())
        )


def _initialises(call: Made, made: Made) -> bool:
    """``cherrypy.Tool.__init__(self, ...)`` or ``super().__init__(...)`` for ``made``."""
    if call.callee == External("cherrypy.Tool.__init__"):
        return call.arguments[:1] == (made,)
    return call.callee == Member(made, "__init__")


def _is_own(value: Value) -> bool:
    return isinstance(value, (FunctionValue, Decorated)) and definition(value) is not None


def _closes(value: Value) -> bool:
    if isinstance(value, Member):
        return value.name in _LEAVING
    function = definition(value)
    return function is not None and any(
        isinstance(node, model.Attribute) and node.name in _LEAVING
        for node in walk(function.node.body)
    )
