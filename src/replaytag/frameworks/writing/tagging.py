"""What a recipe's code sets: the tags of the contract at hand, under names that fit it.

Recipes are written for one tag that carries the header as it comes. Each sets it in one line,
``scope.set_tag("<tag>", <value>)``, where the value is known to be a text that is not empty.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

from replaytag.actions import Action, CreateFile
from replaytag.contract import DEFAULT_CONTRACT, Contract, Kind
from replaytag.frameworks.records import Recipe

_WIDTH = 88
"""Characters that formatters leave on a line, unless they are told otherwise."""


def statements(setter: str, value: str, contract: Contract, indent: str) -> list[str]:
    """Lines that call ``setter`` for all tags of ``contract``, from ``value``.

    ``value`` is an expression without side effects. What is no token of OpenReplay's has no id:
    nothing is set then, and nothing raised. The lines come after ``indent``, which they lack.
    """
    lines = []
    for name, kind in contract.tags:
        if kind is Kind.HEADER:
            lines.append(f'{setter}("{name}", {value})')
        else:
            lines += derivation(setter, value, name, indent)
    return lines


def derivation(setter: str, value: str, name: str, indent: str) -> list[str]:
    """The lines of :func:`statements` that set the tag ``name`` to the session id."""
    tests = [f"head != {value}", "len(head) < 14", "head.isascii()", "head.isalnum()"]
    test = f"if {' and '.join(tests)}:"
    conditions = [test]
    if len(indent) + len(test) > _WIDTH:
        conditions = ["if (", *(f"    {'and ' * bool(n)}{t}" for n, t in enumerate(tests)), "):"]
    return [
        f'head = {value}.split(".")[0]',
        *conditions,
        f'    {setter}("{name}", str(int(head, 36)))',
    ]


def is_free(text: str, contract: Contract) -> bool:
    """Whether the name that :func:`statements` binds can be bound beside ``text``."""
    derives = any(tag.kind is Kind.SESSION_ID for tag in contract.tags)
    return not derives or re.search(r"\bhead\b", text) is None


def adapted(recipe: Recipe, contract: Contract) -> Recipe:
    """``recipe``, which is for the first tag of ``contract``, for all of the contract."""
    writer = _Writer(contract)
    return replace(
        recipe,
        message=writer.renamed(recipe.message),
        snippet=writer.code(recipe.snippet),
        actions=tuple(map(writer.action, recipe.actions)),
    )


class _Writer:
    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        call = rf'(?P<setter>[\w.]+\.set_tag)\("{re.escape(contract.tag)}", (?P<value>.+)\)'
        self._line = re.compile(rf"^(?P<indent> *){call}$", re.MULTILINE)
        self._names = {} if contract.is_openreplay else _own_names(contract)
        self._name = re.compile("|".join(map(re.escape, self._names)) or r"(?!)")

    def code(self, text: str) -> str:
        return self._line.sub(self._statements, self.renamed(text))

    def action(self, action: Action) -> Action:
        """``action`` with the names and the lines of the contract."""
        if isinstance(action, CreateFile):
            return replace(action, path=self.renamed(action.path), code=self.code(action.code))
        texts = {
            field: self.code(value)
            for field in ("code", "text", "value", "module", "name", "before", "after")
            if isinstance(value := getattr(action, field, None), str)
        }
        changed: Action = replace(cast("Any", action), **texts)
        return changed

    def renamed(self, text: str) -> str:
        return self._name.sub(lambda match: self._names[match[0]], text)

    def _statements(self, match: re.Match[str]) -> str:
        indent = match["indent"]
        lines = statements(match["setter"], match["value"], self._contract, indent)
        return "\n".join(indent + line for line in lines)


def _own_names(contract: Contract) -> dict[str, str]:
    """What to call things where the contract is the project's own, by what they are called else."""
    return {
        DEFAULT_CONTRACT.function_name: contract.function_name,
        "openreplay_session": contract.function_name.removeprefix("tag_"),
        DEFAULT_CONTRACT.module_name: contract.module_name,
        DEFAULT_CONTRACT.class_prefix: contract.class_prefix,
        "OpenReplayInterceptor": contract.class_prefix.replace("Sentry", "Interceptor"),
        "Links Sentry events to the OpenReplay session that caused them.": (
            f"Tags Sentry events with the `{contract.header}` header of their requests."
        ),
        "with its OpenReplay session": f"with its `{contract.header}` header",
    }
