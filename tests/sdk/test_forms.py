"""The SDK is the oracle: what it does with each form is what replaytag has to say of it.

A rule that a form names and that is not there yet makes ``test_there_is_a_rule`` expect to fail; of
such a form only the coverage is compared.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from replaytag.linter.analysis import Analysis, analyse
from replaytag.rules.registry import load_rules
from replaytag.workspace.survey import Survey
from tests.project.looks import workspace_of
from tests.sdk.form import WANTED, Form, forms
from tests.sdk.versions import Job, last_of_1, run
from tests.trees import plant

for name in ("sentry_sdk", "aiohttp", "django", "falcon", "fastapi", "flask"):
    pytest.importorskip(name)

pytestmark = pytest.mark.xdist_group("sdk")

FORMS = list(forms())
ON_VERSIONS = [
    pytest.param(form, version, id=f"{form}-{version}")
    for form in FORMS
    for version in (1, 2)
    if form.outcome(version) is not None
]
Found = dict[tuple[str, int], Mapping[str, Any]]
OF_THE_APP = {"RT301", "RT302"}
"""They say of an app what its coverage says of a handler."""
OF_STYLE = {"RT404"}
"""What they report works as long as the version of the SDK has it."""


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Found:
    """What each form does on each version of the SDK that has it."""
    assert pytestconfig.cache is not None
    site = last_of_1(pytestconfig.cache.mkdir("sdk"))
    results: Found = {}
    for version, installed in ((1, site), (2, None)):
        having = [form for form in FORMS if form.outcome(version) is not None]
        folder = tmp_path_factory.mktemp(f"sdk{version}")
        jobs = [
            Job(plant(folder / str(number), form.files), form.serve)
            for number, form in enumerate(having)
        ]
        for form, result in zip(having, run(jobs, installed), strict=True):
            results[str(form), version] = result
    return results


@functools.cache
def _analysis(number: int) -> Analysis:
    surveyed = Survey(sentry=True, contract=True)
    return analyse(workspace_of(FORMS[number].files), load_rules(), surveyed)


@pytest.mark.parametrize(("form", "version"), ON_VERSIONS)
def test_the_sdk_does_what_the_form_says(form: Form, version: int, found: Found) -> None:
    assert found[str(form), version]["outcome"] == form.outcome(version)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_replaytag_says_what_the_form_says(form: Form) -> None:
    analysis = _analysis(FORMS.index(form))
    assert analysis.project is not None

    assert [handler.coverage for handler in analysis.project.handlers()] == [form.coverage]

    reported = {diagnostic.code for diagnostic in analysis.diagnostics} - OF_THE_APP
    assert reported == set(form.codes)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_they_agree(form: Form) -> None:
    """The tag is right on the events of every version if and only if nothing is said of it."""
    if form.coverage == "unknown":
        pytest.skip("replaytag does not say")
    right = {form.outcome(version) for version in (1, 2)} <= {WANTED, None}

    assert right is (form.coverage == "covered" and set(form.codes) <= OF_STYLE)


def test_pages_lead_to_their_forms() -> None:
    assert len(FORMS) == len({str(form) for form in FORMS}) > 80
    assert {path.name for path in Path(__file__).parent.glob("forms/*")} == {
        f"{form.page}.md" for form in FORMS
    }
