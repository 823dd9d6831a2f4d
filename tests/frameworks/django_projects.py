"""Django projects as texts, with expectations in comments.

``# handler: NAME COVERAGE`` says that the line defines a handler of that name and coverage.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from replaytag.project import Project
from tests.linked import linked

SETTINGS = 'INSTALLED_APPS = []\nMIDDLEWARE = []\nROOT_URLCONF = "urls"\n'
MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'
TAGGING = """\
import sentry_sdk

def tag(request):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
"""
"""``tagging.py`` of every project; it only helps where something calls it."""

_EXPECTED = re.compile(r"# handler: (\S+) (covered|uncovered|unknown)\b")

Row = tuple[str, int, str, str]


def django_project(files: Mapping[str, str]) -> Project:
    """A linked project of ``files``, with ordinary settings unless they bring their own."""
    own = any(path.endswith("settings.py") or "ROOT_URLCONF" in files[path] for path in files)
    defaults = {} if own else {"settings.py": SETTINGS, "manage.py": MANAGE}
    return linked({**defaults, "tagging.py": TAGGING, **files})


def found(project: Project) -> list[Row]:
    """Each handler as path, line, name and coverage."""
    return sorted((h.path, h.line, h.name, h.coverage) for h in project.handlers())


def expected(files: Mapping[str, str]) -> list[Row]:
    """The handlers that comments in ``files`` demand, in the same form."""
    return sorted(
        (path, number, match[1], match[2])
        for path, text in files.items()
        for number, line in enumerate(textwrap.dedent(text).lstrip("\n").splitlines(), 1)
        for match in _EXPECTED.finditer(line)
    )
