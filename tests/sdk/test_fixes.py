"""What the fixes of rules do to the events: their examples on the real SDK, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from replaytag.diagnostics import Applicability
from replaytag.rules.registry import codes, load_rules
from tests.projects import without_expectations
from tests.sdk.form import WANTED, Serve
from tests.sdk.versions import Job, run
from tests.trees import plant

for name in ("sentry_sdk", "flask"):
    pytest.importorskip(name)

pytestmark = pytest.mark.xdist_group("sdk")

OF_STYLE = {"RT404"}
"""What they report works before the fix, too, or fails: the events are the same, or right."""
MAY_FAIL = {"RT104"}
"""What they report may fail a request, which it does not after the fix."""
SERVED = {"RT104", "RT201", "RT306", "RT401", "RT402", "RT403", "RT404"}
"""Rules of which at least one example is a whole app."""


@dataclass(frozen=True)
class Mended:
    """An example of a rule, the whole project before its fix and after it."""

    code: str
    number: int
    before: dict[str, str]
    after: dict[str, str]

    def __str__(self) -> str:
        return f"{self.code}-{self.number}"

    @property
    def serve(self) -> Serve:
        """How its app is served: what is wrapped round it as well."""
        app = "application" if "\napplication = " in self.before["app.py"] else "app"
        return Serve("wsgi", f"app:{app}", ("flask",))


def _mended() -> list[Mended]:
    found = []
    for rule in load_rules():
        safe = rule.meta.fixable is Applicability.SAFE
        for number, example in enumerate(rule.invalid):
            before = {path: without_expectations(text) for path, text in example.before.items()}
            if (safe or rule.code in SERVED) and example.after and _is_app(before):
                after = {**before, **example.after}
                found.append(Mended(rule.code, number, before, after))
    return found


def _is_app(files: Mapping[str, str]) -> bool:
    """Whether these files are a Flask app that starts Sentry and answers ``GET /`` with an error.

    By the default contract: what is sent is no token, of which a session id could be made.
    """
    text = files.get("app.py", "") if "pyproject.toml" not in files else ""
    wanted = ("= Flask(", "sentry_sdk.init(", 'app.get("/")', "raise RuntimeError")
    return all(part in text for part in wanted)


MENDED = _mended()


@pytest.fixture(scope="module")
def found(
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """What the SDK does with each example, before and after."""
    folder = tmp_path_factory.mktemp("fixes")
    jobs = [
        Job(plant(folder / f"{number}-{state}", files), mended.serve)
        for number, mended in enumerate(MENDED)
        for state, files in (("before", mended.before), ("after", mended.after))
    ]
    results = run(jobs)
    pairs = zip(results[::2], results[1::2], strict=True)
    return {str(mended): pair for mended, pair in zip(MENDED, pairs, strict=True)}


@pytest.mark.parametrize("mended", MENDED, ids=str)
def test_the_tag_is_right_after_the_fix(
    mended: Mended, found: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> None:
    before, after = found[str(mended)]

    if mended.code in OF_STYLE:
        assert after["outcome"] in (WANTED, before["outcome"])
    else:
        assert (before["outcome"] != WANTED, after["outcome"]) == (True, WANTED)
    if mended.code not in MAY_FAIL:
        assert after["statuses"] == before["statuses"]


@pytest.mark.parametrize("code", sorted(SERVED & {*codes()}))
def test_an_example_is_served(code: str) -> None:
    assert any(mended.code == code for mended in MENDED)
