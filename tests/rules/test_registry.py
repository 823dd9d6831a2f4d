"""Rules are found by walking the package, and broken ones are told at once."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from replaytag import rules
from replaytag.diagnostics import Severity
from replaytag.rules.base import SECTIONS, Example, Rule, RuleMeta
from replaytag.rules.registry import BrokenRuleError, collect, load_rules, read_rule

DOCUMENTATION = "".join(f"\n## {heading}\n\nText.\n" for heading in SECTIONS)


def test_every_module_is_a_rule_and_they_are_sorted() -> None:
    modules = sorted(path.stem for path in Path(rules.__path__[0]).glob("rt[0-9]*.py"))

    assert [
        f"{rule.code.lower()}_{rule.name.replace('-', '_')}" for rule in load_rules()
    ] == modules


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.code)
def test_a_rule_is_written_as_rules_are(rule: Rule) -> None:
    assert re.fullmatch(r"RT[1-9]\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert rule.meta.summary.endswith(".")
    assert "\n" not in rule.meta.summary
    assert "```" in rule.sections["Example"]
    assert "```" in rule.sections["Use instead"]


def test_a_whole_module() -> None:
    rule = read_rule(_module())

    assert (rule.code, rule.name) == ("RT001", "odd-name")
    assert list(rule.sections) == list(SECTIONS)
    assert rule.sections["References"] == "Text."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"META": None}, "rt001_odd_name: META is not a RuleMeta"),
        ({"check": None}, "rt001_odd_name: has no function `check`"),
        ({"VALID": ()}, "rt001_odd_name: VALID holds no examples"),
        ({"INVALID": ("x = 1",)}, "rt001_odd_name: INVALID holds no examples"),
        (
            {"META": RuleMeta("RT002", "odd-name", Severity.ERROR, "Text.")},
            "rt001_odd_name: does not match the code RT002 and name odd-name",
        ),
        (
            {"__doc__": DOCUMENTATION.replace("## References", "## Links")},
            "rt001_odd_name: the docstring's headings are not What it does, Why is this bad?, "
            "Example, Use instead, Fix safety, References",
        ),
        (
            {"__doc__": DOCUMENTATION.replace("## Example\n\nText.", "## Example\n\n")},
            "rt001_odd_name: the docstring says nothing under Example",
        ),
    ],
)
def test_broken_modules(change: dict[str, object], message: str) -> None:
    module = _module()
    for name, value in change.items():
        setattr(module, name, value)

    with pytest.raises(BrokenRuleError) as caught:
        read_rule(module)

    assert str(caught.value) == message


def test_codes_and_names_are_taken_once() -> None:
    rule = read_rule(_module())

    with pytest.raises(BrokenRuleError, match="two rules are called RT001"):
        collect([rule, rule])


def test_examples_are_dedented_and_have_paths() -> None:
    text = """
        import flask
        x = 1
    """

    assert Example(text).before == {"app.py": "import flask\nx = 1\n"}
    assert Example(text).after == {}
    assert Example({"a/b.py": text}, fixed={"c.py": "x"}).after == {"c.py": "x"}


def _module() -> ModuleType:
    module = ModuleType("replaytag.rules.rt001_odd_name", DOCUMENTATION)
    contents = {
        "META": RuleMeta("RT001", "odd-name", Severity.ERROR, "Text."),
        "VALID": (Example("x = 1\n"),),
        "INVALID": (Example("y = 1\n"),),
        "check": lambda project: (),
    }
    for name, value in contents.items():
        setattr(module, name, value)
    return module
