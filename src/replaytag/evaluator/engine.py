"""The evaluator: runs module bodies and calls of project code over symbolic values.

It answers one question, *which value does this expression hold?*, across modules, calls, branches,
unpacking, attributes and decorators. Nothing of the project is imported or executed.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar, cast

from replaytag.evaluator import class_bodies, classes, expressions, sharing
from replaytag.evaluator.importing import Importer
from replaytag.evaluator.state import Delayed, Frame, Store
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Made,
    Unknown,
    Value,
    choice,
    options,
)
from replaytag.facts import model
from replaytag.source import Place, Span

T = TypeVar("T")

_BUILTINS = frozenset(dir(builtins))


class Evaluator(Importer):
    """Evaluates the modules of one project."""

    def evaluate(self, node: model.Expression, frame: Frame) -> Value:
        """The value of an expression in ``frame``."""
        return expressions.evaluate(self, node, frame)

    def evaluate_test(self, node: model.Expression, frame: Frame) -> Value:
        """A condition, its ``and``, ``or`` and ``not`` kept apart."""
        return expressions.evaluate_test(self, node, frame)

    # --- names -----------------------------------------------------------------------------------

    def lookup(self, name: str, frame: Frame) -> Value:
        """What ``name`` means in ``frame``."""
        names = frame.names
        if name in names and name not in frame.global_names:
            return self._settle(names, name)
        scope = frame.enclosing
        while scope is not None:
            if name in scope.names:
                return self._settle(scope.names, name)
            scope = scope.parent
        value = self.global_name(frame.module, name)
        if value is not None:
            return value
        if name in _BUILTINS:
            return External(f"builtins.{name}")
        if frame.module.stars:
            return choice([External(f"{library}.{name}") for library in frame.module.stars])
        return Unknown(f"the name {name} is not bound in {frame.module.path}")

    def assign_name(
        self, name: str, value: Value, frame: Frame, place: Place | None = None
    ) -> None:
        """Binds a plain name, honouring ``global`` and ``nonlocal``."""
        if name in frame.global_names:
            old = frame.module.names.get(name)
            known = [] if old is None else [self.resolve(old)]
            if frame.function is not None and self.signatures.reads(value):
                value = sharing.shared(value, name, place)
                if value not in (part for one in known for part in options(one)):
                    self.forget_calls()
            frame.module.names[name] = choice([*known, value])
            return
        if name in frame.nonlocal_names:
            scope = frame.enclosing
            while scope is not None:
                if name in scope.names:
                    scope.names[name] = choice([self.resolve(scope.names[name]), value])
                    return
                scope = scope.parent
        frame.names[name] = value

    def share_item(self, owner: Value, changed: Value) -> None:
        """Puts ``changed`` in the place of a mapping that modules hold."""
        for module in self.modules():
            for name, known in module.names.items():
                if known == owner:
                    module.names[name] = changed
        self.forget_calls()

    # --- attributes ------------------------------------------------------------------------------

    def attribute(self, owner: Value, name: str) -> Value:
        """``owner.name``."""
        return classes.attribute(self, owner, name)

    def store_attribute(self, owner: Value, name: str, value: Value, place: Place) -> None:
        """``owner.name = value``; earlier values from other functions stay possible."""
        frame = self.frame
        within = frame.function.place if frame.function else None
        store = Store(owner, name, value, place, within, frame.contexts)
        self.record_store(store)
        for target in classes.store_targets(owner):
            key = (target, name)
            if within is not None and self.signatures.reads(value):
                through = sharing.attribute_shared(self, target, name)
                if through is not None:
                    value = sharing.shared(value, through, place)
                    self.forget_calls()
            if isinstance(target, Made):
                old = target.attributes.get(name)
            elif isinstance(target, ClassValue):
                old = target.namespace.get(name)
            else:
                old = self.heap.get(key)
            if old is not None and self._writers.get(key) != within and old != Constant(None):
                value = choice([old, value])
            self._writers[key] = within
            if isinstance(target, Made):
                target.attributes[name] = value
            elif isinstance(target, ClassValue):
                target.namespace[name] = value
            else:
                self.heap[key] = value

    def execute_class_body(self, cls: ClassValue, frame: Frame) -> None:
        """Evaluates the body of ``cls``; what it binds becomes the class's namespace."""
        with self.entered(frame):
            class_bodies.execute_class_body(self, cls.node.body, frame)
        cls.namespace.bind(
            {
                name: binding if isinstance(binding, Delayed) else self.resolve(binding)
                for name, binding in frame.names.items()
            }
        )
        self._classes.append(cls)

    def classes(self) -> list[ClassValue]:
        """Every class of the project evaluated so far."""
        return list(self._classes)

    def terms(self) -> Iterator[Value]:
        """Every call, item and loop selection that evaluation met."""
        yield from list(self.made)
        yield from list(self.items)

    def remembered(self, key: str, compute: Callable[[], T], *, lasting: bool = False) -> T:
        """What ``compute`` returns: anew only if evaluation has gone on since it was last asked.

        ``key`` belongs to one function alone. What is ``lasting`` does not depend on that.
        """
        state = lasting or (
            len(self.made),
            len(self.stores),
            len(self._modules),
            len(self._classes),
        )
        known = self._remembered.get(key)
        if known is None or known[0] != state:
            known = self._remembered[key] = state, compute()
        return cast("T", known[1])

    def concerns(self, path: str, span: Span) -> bool:
        """Whether what stands in a stretch of a file may tell anything by itself."""
        return self._follows.concerns(path, span.line, span.end_line)

    # --- standalone analysis ---------------------------------------------------------------------

    def functions(self) -> list[FunctionValue]:
        """Every function value seen, methods and nested functions included."""
        return list(self._functions)

    def analyse_uncalled(self, last: Sequence[AbstractSet[str]] = ()) -> None:
        """Evaluates each function that nothing in the analysed code calls, with open parameters.

        Functions of the names ``last``, or of classes of theirs, come after all others, each set
        after those before it: by then something may have called them.
        """
        waiting: frozenset[str] = frozenset().union(*last)
        for names in (frozenset[str](), *last):
            waiting -= names
            done = 0
            while done < len(self._functions):
                function = self._functions[done]
                done += 1
                node = function.node
                if isinstance(node, model.Lambda) or function.place in self.called:
                    continue
                label = function.owner.name if function.owner is not None else node.name
                if label in waiting:
                    continue
                if self._follows.is_start(function.module.path, node):
                    self.run(function)

    def method_value(self, function: FunctionValue) -> FunctionValue:
        """``function``; a method as bound to a generic instance of its class."""
        if function.owner is None or function.receiver is not None:
            return function
        return classes.bind_method(self, function, self.generic_instance(function.owner))

    def run(self, function: FunctionValue) -> None:
        """Evaluates ``function`` with open parameters, on a generic instance if it is a method."""
        function = self.method_value(function)
        self.budget = self.BUDGET
        self.call_function(function, (), (), False, function.place)

    def generic_instance(self, cls: ClassValue) -> Value:
        """An instance of ``cls`` made nowhere in particular, its ``__init__`` run once."""
        made = self._generic.get(cls)
        if made is None:
            known = self.instances.get(cls)
            if known:
                made = next(iter(known))
                self._generic[cls] = made
            else:
                made = Made(cls, (), (), cls.place, None, False)
                self._generic[cls] = made
                init = classes.find_method(self, cls, "__init__")
                if init is not None:
                    self.call_function(
                        classes.bind_method(self, init, made), (), (), True, cls.place
                    )
        return made

    def construct(self, made: Made) -> None:
        """Runs the ``__init__`` of an instance for the attributes that it sets.

        A call follows it only where what it says by itself may tell something.
        """
        if not isinstance(made.callee, ClassValue) or made in self._constructed:
            return
        self._constructed.add(made)
        init = classes.find_method(self, made.callee, "__init__")
        if init is not None and init.place not in self._active:
            bound = classes.bind_method(self, init, made)
            with self.entered(Frame(init.module, {}, None, None)):
                self._evaluate_body(bound, (made, *made.arguments), made.keywords, made.complete)
