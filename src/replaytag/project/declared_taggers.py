"""Taggers of the project's own making, as ``[tool.replaytag.taggers]`` declares them."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.contract import Contract
from replaytag.declarations import Declarations
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Context
from replaytag.evaluator.values import ClassValue, Constant, FunctionValue, Made, Value, definition
from replaytag.frameworks.declared import derives_from, is_one_of
from replaytag.project.sentry import TagCall
from replaytag.source import Place

FORM = "declared tagger"
"""The form of a tag call that is declared to be one."""


class DeclaredTaggers:
    """What of ``declarations`` a project uses, as if the tag were set there."""

    def __init__(self, ev: Evaluator, declarations: Declarations, contract: Contract) -> None:
        self._ev = ev
        self._declarations = declarations
        self._tag = Constant(contract.tag)
        self._decorated: dict[Place, Made] | None = None

    def calls(self, made: Made, contexts: tuple[Context, ...]) -> Iterator[TagCall]:
        """The call of a declared function, as one that sets the tag."""
        if is_one_of(made.callee, self._declarations.functions):
            yield self._tag_call(made.place, made, contexts)

    def around(self, function: Value) -> Iterator[TagCall]:
        """What tags the request before ``function``: a decorator, or a base of its class."""
        written = definition(function)
        if not isinstance(written, FunctionValue):
            return
        decorators = self._decorators()
        made = decorators.get(written.place)
        owner = written.owner
        if made is None and owner is not None:
            made = decorators.get(owner.place)
        if made is not None:
            yield self._tag_call(made.place, made)
        for cls in {owner, _class_of(written)}:
            if cls is not None and derives_from(cls, self._declarations.base_classes):
                yield self._tag_call(cls.place, None)

    def _decorators(self) -> dict[Place, Made]:
        """The uses of declared decorators, by what they stand on."""
        if self._decorated is None:
            self._decorated = {}
            names = self._declarations.decorators
            for made in self._ev.made if names else ():
                bare = made.callee.callee if isinstance(made.callee, Made) else made.callee
                target = definition(made.arguments[0]) if made.arguments else None
                if target is not None and is_one_of(bare, names):
                    self._decorated[target.place] = made
        return self._decorated

    def _tag_call(
        self, place: Place, made: Made | None, contexts: tuple[Context, ...] = ()
    ) -> TagCall:
        within = made.within if made is not None else None
        return TagCall(FORM, self._tag, None, place, within, contexts, "request")


def _class_of(function: FunctionValue) -> ClassValue | None:
    """The class of the instance that a method is bound to."""
    receiver = function.receiver
    if isinstance(receiver, Made) and isinstance(receiver.callee, ClassValue):
        return receiver.callee
    return None
