"""Which values carry a contract's header, told while they are made."""

from __future__ import annotations

from replaytag.contract import Contract, Verdict, brings_session_id, judge_header
from replaytag.evaluator.values import (
    Choice,
    Constant,
    Entered,
    Item,
    Made,
    Member,
    Operation,
    Parameter,
    Value,
)

_DEPTH = 8
_SLACK = 8
"""How much longer or shorter than the header what is meant to be its name may be written."""


class HeaderHints:
    """Tells by the names in look-ups: of what they look in, nothing has to be known."""

    def __init__(self, *contracts: Contract) -> None:
        self._contracts = contracts
        self._known: dict[str | bytes, bool] = {}

    def __call__(self, value: Value) -> bool:
        """Whether ``value`` was read from the header, or made from what was."""
        return self._carries(value, 0)

    def _carries(self, value: Value, depth: int) -> bool:
        if depth > _DEPTH:
            return False
        depth += 1
        match value:
            case Made(callee=Member(owner, _)):
                named = [*value.arguments[:1], *(v for _, v in value.keywords)]
                return any(map(self._is_name, named)) or self._carries(owner, depth)
            case Made():
                return any(self._carries(part, depth) for part in value.arguments)
            case Item(owner, key):
                return self._is_name(key) or self._carries(owner, depth)
            case Member(owner, name):
                return self._means(name) or self._carries(owner, depth)
            case Parameter(_, name, Made() as marker):
                given = [*marker.arguments[:1], *(v for _, v in marker.keywords)]
                return self._means(name) or any(map(self._is_name, given))
            case Operation("selected", (part, _, wanted)):
                return self._is_name(wanted) or self._carries(part, depth)
            case Choice(values) | Operation(_, values, _):
                return any(self._carries(part, depth) for part in values)
            case Entered(context):
                return self._carries(context, depth)
        return False

    def _is_name(self, key: Value) -> bool:
        if isinstance(key, Choice):
            return any(map(self._is_name, key.options))
        return isinstance(key, Constant) and self._means(key.value)

    def _means(self, text: object) -> bool:
        """Whether ``text`` is the header's name, or was meant to be."""
        if not isinstance(text, (str, bytes)):
            return False
        if all(abs(len(text) - len(contract.header)) > _SLACK for contract in self._contracts):
            return False
        known = self._known.get(text)
        if known is None:
            plain = text.decode("latin-1") if isinstance(text, bytes) else text
            known = any(
                brings_session_id(plain, contract)
                or judge_header(plain, contract).verdict is not Verdict.FOREIGN
                for contract in self._contracts
            )
            self._known[text] = known
        return known
