"""What was called on an object: ``router.register(...)``, ``@api.get(...)``."""

from __future__ import annotations

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    FunctionValue,
    Made,
    Member,
    Value,
    definition,
)


class Registrations:
    """The calls that the evaluator has seen, by the object on which a method was called."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._read = 0
        self._calls: dict[Value, list[Made]] = {}
        self._decorations: dict[Value, list[Made]] = {}
        self._applied: dict[Value, list[Made]] = {}

    def calls(self, owner: Value) -> list[Made]:
        """``owner.method(...)``, in order."""
        self._read_on()
        return list(self._calls.get(owner, ()))

    def decorations(self, owner: Value) -> list[Made]:
        """``owner.method(...)(...)``, in order: mostly decorators that were applied."""
        self._read_on()
        return list(self._decorations.get(owner, ()))

    def decorators(self, target: FunctionValue | ClassValue) -> list[Made]:
        """The ``decorator(...)`` applied to what ``target`` defines, the innermost first."""
        self._read_on()
        return list(self._applied.get(target, ()))

    def _read_on(self) -> None:
        made = self._ev.made
        while self._read < len(made):
            call = made[self._read]
            self._read += 1
            if isinstance(call.callee, Made) and call.arguments:
                target = definition(call.arguments[0])
                if target is not None:
                    self._applied.setdefault(target, []).append(call.callee)
            match call.callee:
                case Member(owner, _):
                    self._calls.setdefault(owner, []).append(call)
                case Made(callee=Member(owner, _)):
                    self._decorations.setdefault(owner, []).append(call)
