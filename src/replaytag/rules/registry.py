"""Finds the rules by walking this package."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from types import ModuleType

from replaytag import headings, rules
from replaytag.rules.base import SECTIONS, Example, Rule, RuleMeta

_MODULE = re.compile(r"rt\d{3}_\w+\Z")


class BrokenRuleError(Exception):
    """A rule module is not what a rule module has to be."""


@functools.cache
def _modules() -> tuple[str, ...]:
    names = (info.name for info in pkgutil.iter_modules(rules.__path__))
    return tuple(name for name in names if _MODULE.match(name))


def codes() -> list[str]:
    """The codes of all rules, told by the names of their modules: none is loaded."""
    return [name.partition("_")[0].upper() for name in _modules()]


@functools.cache
def load_rules() -> tuple[Rule, ...]:
    """All rules, by code.

    Raises:
        BrokenRuleError: A module lacks something, or two have the same code or name.
    """
    found = [read_rule(importlib.import_module(f"{rules.__name__}.{name}")) for name in _modules()]
    return collect(found)


def collect(found: list[Rule]) -> tuple[Rule, ...]:
    """Sorts rules by code.

    Raises:
        BrokenRuleError: Two have the same code or name.
    """
    taken: set[str] = set()
    for rule in found:
        for key in (rule.code, rule.name):
            if key in taken:
                raise BrokenRuleError(f"two rules are called {key}")
            taken.add(key)
    return tuple(sorted(found, key=lambda rule: rule.code))


def read_rule(module: ModuleType) -> Rule:
    """The rule that ``module`` defines.

    Raises:
        BrokenRuleError: It lacks something.
    """
    name = module.__name__.rpartition(".")[2]
    meta = getattr(module, "META", None)
    check = getattr(module, "check", None)
    if not isinstance(meta, RuleMeta):
        raise BrokenRuleError(f"{name}: META is not a RuleMeta")
    if name != f"{meta.code.lower()}_{meta.name.replace('-', '_')}":
        raise BrokenRuleError(f"{name}: does not match the code {meta.code} and name {meta.name}")
    if not callable(check):
        raise BrokenRuleError(f"{name}: has no function `check`")
    return Rule(
        meta=meta,
        sections=_sections(name, module.__doc__ or ""),
        valid=_examples(module, "VALID"),
        invalid=_examples(module, "INVALID"),
        check=check,
        **({"mends": module.mends} if hasattr(module, "mends") else {}),
    )


def _sections(name: str, docstring: str) -> dict[str, str]:
    _, sections = headings.split(docstring)
    if tuple(sections) != SECTIONS:
        raise BrokenRuleError(f"{name}: the docstring's headings are not {', '.join(SECTIONS)}")
    if empty := [heading for heading, text in sections.items() if not text]:
        raise BrokenRuleError(f"{name}: the docstring says nothing under {', '.join(empty)}")
    return sections


def _examples(module: ModuleType, kind: str) -> tuple[Example, ...]:
    examples = getattr(module, kind, ())
    if not examples or not all(isinstance(example, Example) for example in examples):
        raise BrokenRuleError(f"{module.__name__.rpartition('.')[2]}: {kind} holds no examples")
    return tuple(examples)
