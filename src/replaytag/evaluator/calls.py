"""Calls: of the project's functions, by evaluating their bodies, and of everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, cast

from replaytag.evaluator import classes, library, statements
from replaytag.evaluator.conditions import around
from replaytag.evaluator.expressions import evaluate
from replaytag.evaluator.parameters import bind_parameters
from replaytag.evaluator.silence import Silence, answers
from replaytag.evaluator.state import (
    Call,
    Context,
    Environment,
    Frame,
    Inside,
    Read,
    Step,
    Store,
)
from replaytag.evaluator.values import (
    NONE,
    Choice,
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Item,
    Made,
    Member,
    Opaque,
    Operation,
    SequenceValue,
    Unknown,
    Value,
    choice,
    definition,
    options,
    root,
    undecorated,
    with_paths,
)
from replaytag.facts import model
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator
    from replaytag.evaluator.signatures import Signatures

Keywords = tuple[tuple[str, Value], ...]


class Follows(Protocol):
    """Says which functions of the project to evaluate, by file and definition."""

    def __call__(self, path: str, node: model.Function | model.Lambda) -> bool:
        """Whether to follow a call of it."""

    def is_start(self, path: str, node: model.Function) -> bool:
        """Whether to evaluate it even if nothing calls it."""

    def concerns(self, path: str, first: int, last: int) -> bool:
        """Whether to evaluate what stands in these lines even if nothing asks for it."""


class Caller:
    """The part of the evaluator that calls; also its shared, growing state."""

    DEPTH = 14
    """Calls of project functions inside each other that are followed."""
    BUDGET = 2500
    """Calls of project functions that the analysis of one function may take."""
    TOTAL = 50_000
    """Those that all may take together; past them, functions are looked at one by one."""
    TRACE = 400
    """Steps kept of one function's trace."""

    def __init__(self, signatures: Signatures, follows: Follows) -> None:
        self.signatures = signatures
        self.made: list[Made] = []
        """Every call of what the project does not define, in order of evaluation."""
        self.stores: list[Store] = []
        self.heap: dict[tuple[Value, str], Value] = {}
        """Attributes stored on values that are not the project's own."""
        self.items: dict[Value, None] = {}
        """Every ``owner[key]`` and loop selection that the project does not resolve."""
        self.called: set[Place] = set()
        """The ``def`` of every function that was called."""
        self.lasting: set[Made] = set()
        """What was made while a module's own statements ran: it outlives every request."""
        self.helpers: set[Place] = set()
        """The ``def`` of every function that another function of the project called."""
        self.reading: set[Place] = set()
        """The ``def`` of every function in which ``Signatures.reads`` knows something."""
        self.instances: dict[ClassValue, dict[Made, None]] = {}
        self.decorating: list[FunctionValue | ClassValue] = []
        """The definitions whose decorators are being applied, the innermost last."""
        self.paused: dict[Place, tuple[Context, ...]] = {}
        """What surrounds the last ``yield`` met of each generator function."""
        self.opened: dict[Made, tuple[Context, ...]] = {}
        """What a context manager written as a generator has open while it is entered."""
        self.budget = self.BUDGET
        self.remaining = self.TOTAL
        self.cut: set[Place] = set()
        """The ``def`` of every function from which not all calls were followed: too many are."""
        self._follows = follows
        self._frames: list[Frame] = []
        self._functions: list[FunctionValue] = []
        self._classes: list[ClassValue] = []
        self._interned: dict[object, Made] = {}
        self._memo: dict[object, tuple[Value, tuple[Step, ...]]] = {}
        self._active: list[Place] = []
        self._silence = Silence()
        self._writers: dict[tuple[Value, str], Place | None] = {}
        self._generic: dict[ClassValue, Made] = {}
        self._constructed: set[Made] = set()
        self._bound: dict[tuple[FunctionValue, Value], FunctionValue] = {}

    @contextmanager
    def entered(self, frame: Frame) -> Iterator[None]:
        """Makes ``frame`` the current one."""
        self._frames.append(frame)
        try:
            yield
        finally:
            self._frames.pop()

    @property
    def frame(self) -> Frame:
        """The innermost activation."""
        return self._frames[-1]

    @property
    def _this(self) -> Evaluator:
        return cast("Evaluator", self)

    def add_function(self, function: FunctionValue) -> FunctionValue:
        """Registers a function value for ``functions()``."""
        self._functions.append(function)
        return function

    def bound(self, function: FunctionValue, receiver: Value) -> FunctionValue:
        """``function`` as a method of ``receiver``; one value for the same pair."""
        key = (function, receiver)
        if key not in self._bound:
            self._bound[key] = FunctionValue(
                function.node,
                function.module,
                function.environment,
                function.defaults,
                function.owner,
                receiver,
            )
        return self._bound[key]

    def record_store(self, store: Store) -> None:
        """Keeps an attribute or item assignment for frameworks to read."""
        self.stores.append(store)
        self._trace(store)

    def record_read(self, value: Value, place: Place) -> None:
        """Traces what ``Signatures.reads`` knows among what ``value``, at ``place``, may be."""
        for option, path in with_paths(value):
            if self._frames and self.signatures.reads(option):
                function = self.frame.function
                within = function.place if function else None
                contexts = (*self.frame.contexts, *(path or ()))
                if within is not None:
                    self.reading.add(within)
                self._silence.tell(self._active)
                self._trace(Read(option, place, within, contexts))

    def forget_calls(self) -> None:
        """Has functions evaluated anew: what they find in a shared place has changed."""
        self._memo.clear()

    def note(self, value: Value) -> Value:
        """Keeps the items and loop selections that ``value`` may be, for ``terms()``."""
        for option in options(value):
            if isinstance(option, Item) or (
                isinstance(option, Operation) and option.operator == "selected"
            ):
                self.items[option] = None
        return value

    def _trace(self, step: Step) -> None:
        if self._frames and len(self.frame.trace) < self.TRACE:
            self.frame.trace.append(step)

    def _trace_again(self, steps: tuple[Step, ...]) -> None:
        """Traces the steps of a call, each in what surrounds the call as well."""
        trace, outer = self.frame.trace, self.frame.contexts
        steps = steps[: self.TRACE - len(trace)]
        if not outer:
            trace.extend(steps)
            return
        # Many steps have their contexts in common, and keep having them so.
        joined: dict[int, tuple[Context, ...]] = {}
        for step in steps:
            contexts = joined.get(id(step.contexts))
            if contexts is None:
                contexts = joined[id(step.contexts)] = (*outer, *step.contexts)
            trace.append(_moved(step, contexts))

    # --- dispatch --------------------------------------------------------------------------------

    def call(
        self,
        callee: Value,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        place: Place,
        complete: bool = True,
    ) -> Value:
        """The result of ``callee(*arguments, **keywords)`` written at ``place``."""
        if isinstance(callee, Choice):
            return self._call_any(callee, arguments, keywords, place, complete)
        if isinstance(callee, Decorated):
            return self._call_decorated(callee, arguments, keywords, place, complete)
        if isinstance(callee, FunctionValue):
            return self.call_function(callee, arguments, keywords, complete, place)
        if isinstance(callee, ClassValue):
            return classes.instantiate(self._this, callee, arguments, keywords, complete, place)
        known = library.call(self._this, callee, arguments, keywords, place)
        if known is not None:
            return known
        if isinstance(callee, Made) and isinstance(callee.callee, ClassValue):
            method = classes.find_method(self._this, callee.callee, "__call__")
            if method is not None:
                bound = classes.bind_method(self._this, method, callee)
                return self.call(bound, arguments, keywords, place, complete)
        made = self.make(callee, arguments, keywords, complete, place)
        self._run_callback(made)
        return made

    def _call_any(
        self,
        callee: Choice,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        place: Place,
        complete: bool,
    ) -> Value:
        """The results of calling each of several values, each under what it is the one."""
        results, paths = [], []
        for option, path in with_paths(callee):
            if option == NONE:
                continue
            if path and self._frames:
                with around(self.frame, *path):
                    results.append(self.call(option, arguments, keywords, place, complete))
            else:
                results.append(self.call(option, arguments, keywords, place, complete))
            paths.append(path)
        return choice(results, paths) if results else Unknown("a call of None")

    def make(
        self,
        callee: Value,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        complete: bool,
        place: Place,
    ) -> Made:
        """The one ``Made`` for this callee, place and these arguments; traced if notable."""
        key = (callee, arguments, keywords, place)
        made = self._interned.get(key)
        if made is None:
            function = self.frame.function if self._frames else None
            within = function.place if function else None
            contexts = self.frame.contexts if self._frames else ()
            decorates = None
            if self.decorating:
                decorates = next((t for t in reversed(self.decorating) if _is_outer(t)), None)
            made = Made(callee, arguments, keywords, place, within, complete, contexts, decorates)
            self._interned[key] = made
            self.made.append(made)
            if self._frames and self.frame.names is self.frame.module.names:
                self.lasting.add(made)
        if self._active and self._is_library(callee) and not answers(callee):
            self._silence.tell(self._active)
        if self._frames and self.signatures.notable(made):
            self._trace(Call(made, self.frame.contexts))
        if isinstance(callee, Member) and self._frames:
            self.record_read(made, place)
        return made

    def _run_callback(self, made: Made) -> None:
        handed = {*map(type, made.arguments), *[type(value) for _, value in made.keywords]}
        if handed.isdisjoint((FunctionValue, Decorated)):
            return
        callback = self.signatures.callback(made)
        if callback is None:
            return
        function = made.argument(callback.index, callback.keyword)
        if function is not None and isinstance(undecorated(function), FunctionValue):
            with around(self.frame, Inside(made, made.place)):
                self.call(function, callback.passes, (), made.place)

    def _call_decorated(
        self,
        callee: Decorated,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        place: Place,
        complete: bool,
    ) -> Value:
        inner = undecorated(callee)
        names = {d.name for d in callee.decorators if isinstance(d, External)}
        if names & {"contextlib.contextmanager", "contextlib.asynccontextmanager"}:
            result = self.call(inner, arguments, keywords, place, complete)
            made = self.make(callee.target, arguments, keywords, complete, place)
            if isinstance(result, SequenceValue):
                made.attributes["__enter__"] = choice(list(result.elements))
            if isinstance(inner, FunctionValue):
                self.opened[made] = self.paused.get(inner.place, ())
            return made
        return self.call(inner, arguments, keywords, place, complete)

    # --- functions of the project ----------------------------------------------------------------

    def call_function(
        self,
        function: FunctionValue,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        complete: bool,
        place: Place,
    ) -> Value:
        """Evaluates the body of ``function`` with these arguments; its trace joins the caller's."""
        self.called.add(function.place)
        if self._active:
            self.helpers.add(function.place)
        if function.receiver is not None:
            arguments = (function.receiver, *arguments)
        # Facts compare by content, all the way down: their identity is enough here.
        key = (id(function.node), function.environment, function.module, arguments, keywords)
        known = self._memo.get(key)
        if known is None:
            if not self._worthwhile(function, arguments, keywords):
                return self.make(function, arguments, keywords, complete, place)
            if self._active.count(function.place) > 1 or len(self._active) >= self.DEPTH:
                return Unknown("calls nested too deep")
            if self.budget <= 0 or (self._active and self.remaining <= 0):
                self.cut.update(self._active)
                self.called.discard(function.place)  # it is to be looked at by itself
                return Unknown("too many calls to follow")
            self.budget -= 1
            self.remaining -= 1
            self._silence.count(function.place)
            known = self._evaluate_body(function, arguments, keywords, complete)
            self._memo[key] = known
        else:
            if self._silence.tells(function.place):
                self._silence.tell(self._active)
            if function.place in self.cut:
                self.cut.update(self._active)
        value, steps = known
        if steps and self._frames:
            self._trace_again(steps)
        return value

    def _worthwhile(
        self, function: FunctionValue, arguments: tuple[Value, ...], keywords: Keywords
    ) -> bool:
        """Whether to follow a call: for what the body says, or for what it is handed."""
        handed = [*arguments, *(value for _, value in keywords)]
        if self._follows(function.module.path, function.node) and not (
            self._active and self._is_silent(function, handed)
        ):
            return True
        if isinstance(function.receiver, Made):
            handed.extend(function.receiver.attributes.values())
        return any(self._is_subject(value) for value in handed)

    def _is_silent(self, function: FunctionValue, handed: list[Value]) -> bool:
        """Whether a function told nothing so often that it will not by these arguments either.

        That is not known where it gets a request.
        """
        node = function.node
        return (
            function.place in self._silence
            and not (isinstance(node, model.Lambda) or node.is_small)
            and not any(isinstance(root(value), Opaque) for value in handed)
        )

    def _is_subject(self, value: Value) -> bool:
        """Functions and classes may be registered, library objects be registered on."""
        if isinstance(value, Made) and isinstance(value.callee, External):
            return self._is_library(value.callee)
        return isinstance(value, (FunctionValue, ClassValue, Decorated))

    def _is_library(self, value: Value) -> bool:
        """Whether ``value`` comes from one of the libraries, or from what they hand over."""
        start = root(value)
        if isinstance(start, (External, Opaque)):
            name = start.name if isinstance(start, External) else start.type
            return name.partition(".")[0] in self.signatures.libraries
        return False

    def trace_of(
        self, function: Value, arguments: tuple[Value, ...], keywords: Keywords = ()
    ) -> tuple[Step, ...]:
        """The notable steps of calling ``function`` so, in order."""
        self.budget = self.BUDGET
        function = undecorated(function)
        made = function if isinstance(function, Made) else None
        written = definition(function) or definition(made.callee if made else NONE)
        if written is None:
            return ()
        place = made.place if made else written.place
        frame = Frame(written.module, {}, None, None)
        with self.entered(frame):
            self.call(function, arguments, keywords, place)
        return tuple(frame.trace)

    def _evaluate_body(
        self,
        function: FunctionValue,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        complete: bool,
    ) -> tuple[Value, tuple[Step, ...]]:
        names = bind_parameters(function, arguments, keywords, complete)
        environment = Environment(names, function.environment)
        frame = Frame(function.module, names, environment, function.environment, function)
        self._active.append(function.place)
        self._frames.append(frame)
        try:
            if isinstance(function.node, model.Lambda):
                return evaluate(self._this, function.node.body, frame), tuple(frame.trace)
            ends = statements.execute_block(self._this, function.node.body, frame)
            if not ends and any(map(self.signatures.reads, frame.returned)):
                frame.returns.append((NONE, frame.contexts))
        finally:
            self._frames.pop()
            self._active.pop()
        if function.node.is_generator:
            value: Value = SequenceValue("generator", tuple(frame.yields), False)
        else:
            value = self._returned(frame)
        return value, tuple(frame.trace)

    def _returned(self, frame: Frame) -> Value:
        """What a function gives, each value under what it is returned."""
        paths = [path for _, path in frame.returns]
        if len(paths) == 1 and paths[0] and self.signatures.reads(frame.returned[0]):
            return Choice((frame.returned[0],), (paths[0],))
        return choice(frame.returned, paths) if paths else NONE


def _is_outer(target: FunctionValue | ClassValue) -> bool:
    """Whether a person wrote this definition outside any function."""
    return isinstance(target, ClassValue) or target.environment is None


def _moved(step: Step, contexts: tuple[Context, ...]) -> Step:
    if isinstance(step, Call):
        return Call(step.made, contexts)
    if isinstance(step, Read):
        return Read(step.value, step.place, step.within, contexts)
    return Store(step.owner, step.key, step.value, step.place, step.within, contexts)
