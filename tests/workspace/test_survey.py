"""What the bytes of a project tell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from replaytag.contract import DEFAULT_CONTRACT
from replaytag.workspace import Workspace
from replaytag.workspace.survey import Survey, mentions_sentry, survey


def surveyed(files: Mapping[str, str]) -> Survey:
    changes = {path: text.encode() for path, text in files.items()}
    return survey(Workspace(Path("/nowhere"), files, changes=changes), DEFAULT_CONTRACT)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("import sentry_sdk", True),
        ("from raven.contrib.flask import Sentry", True),
        ("def initSentry(): ...", True),
        ("USE_SENTRY = True", True),
        ("SENTRY_DSN = None", True),
        ('url = "https://sentry.io"', True),
        ("# told to Sentry", True),
        ("class SubclassEntry: ...", False),
        ("_FIELDSENTRY._options = None", False),
        ("craven = ravenous", False),
        ("", False),
    ],
)
def test_names_sentry(text: str, named: bool) -> None:
    assert mentions_sentry(text.encode()) is named
    assert surveyed({"app.py": text}).sentry is named


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, Survey(sentry=False, contract=False, naming=frozenset())),
        ({"app.py": "import flask"}, Survey(False, False, frozenset())),
        (
            {"app.py": "import flask", "log.py": "import sentry_sdk", "z.py": "# Sentry"},
            Survey(True, False, frozenset({"log.py", "z.py"})),
        ),
        ({"tests/app.py": "import sentry_sdk"}, Survey(False, False, frozenset({"tests/app.py"}))),
        ({"app.py": 'NAME = "X-OpenReplay-SessionToken"'}, Survey(False, True)),
        ({"app.py": 'import sentry_sdk\nTAG = "openReplaySessoinToken"'}, Survey(True, True)),
    ],
)
def test_survey(files: Mapping[str, str], expected: Survey) -> None:
    assert surveyed(files) == expected
    assert expected.is_empty is (not expected.sentry and not expected.contract)
