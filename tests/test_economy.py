"""What a run may import, parse and call, by counts that are the same on every machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from replaytag.effort import Effort
from replaytag.frameworks.registry import known
from replaytag.linter.session import Session
from replaytag.project import reading
from replaytag.workspace import discover, workspace
from tests.cli.app import MISSPELT, TAGGED, UNTAGGED
from tests.linked import linked
from tests.trees import plant

SCRIPT = """
import sys
from replaytag.cli.main import main
try:
    main(["check", "-q", *sys.argv[1:]])
except SystemExit:
    pass
print(*sorted(sys.modules))
"""
HEAVY = ("libcst", "replaytag.evaluator", "replaytag.frameworks", "replaytag.project")
DETAILS = (
    "hashlib",
    "json",
    "replaytag.cache",
    "replaytag.contract.judge",
    "replaytag.diagnostics",
    "replaytag.facts",
    "replaytag.fixes.write",
    "replaytag.reports.full",
    "replaytag.rules",
    "tomllib",
)
"""What takes longer to import than a small project to survey."""


def imported(root: Path, *arguments: str, among: Sequence[str] = HEAVY) -> list[str]:
    """Which modules ``among`` some a process that checks ``root`` imports."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    modules = done.stdout.split("\n")[-2].split()
    return [name for name in among if name in modules]


def test_imports(tmp_path: Path) -> None:
    library = plant(tmp_path / "library", {"a.py": "import flask\n", "b.py": "x = 1\n"})
    covered = plant(tmp_path / "covered", {"setup.py": "", "app.py": TAGGED})
    misspelt = plant(tmp_path / "misspelt", {"setup.py": "", "app.py": MISSPELT})
    untagged = plant(tmp_path / "untagged", {"setup.py": "", "app.py": UNTAGGED})

    assert imported(library, "--no-cache") == []
    for root in (covered, misspelt, untagged):
        assert imported(root, "--no-cache") == [name for name in HEAVY if name != "libcst"]
    assert imported(untagged, "--no-cache", "--output-format", "json") == list(HEAVY)
    assert imported(untagged, "--no-cache", "--diff") == list(HEAVY)
    imported(untagged)
    assert imported(untagged) == []


def test_frameworks_are_imported_where_a_project_has_something_of_them(tmp_path: Path) -> None:
    root = plant(tmp_path, {"setup.py": "", "app.py": UNTAGGED})
    modules = [f"replaytag.frameworks.{signs.module}" for signs in known()]

    assert imported(root, "--no-cache", among=modules) == ["replaytag.frameworks.flask"]


TAGGED_IN_PART = TAGGED.replace("app.before_request", "part.before_request").replace(
    "@part", 'part = Blueprint("part", __name__)\napp.register_blueprint(part)\n\n\n@part'
)


@pytest.mark.parametrize(("app", "parsed"), [(UNTAGGED, 1), (TAGGED, 1), (TAGGED_IN_PART, 21)])
def test_views_are_parsed_only_where_an_app_is_tagged_in_part(
    app: str, parsed: int, tmp_path: Path
) -> None:
    views = {f"views{n}.py": "from flask import request\n" for n in range(20)}
    root = plant(tmp_path, {"setup.py": "", "app.py": app, **views})

    assert counts(root).counts["parsed"] == parsed


def test_imports_where_there_is_nothing_to_say(tmp_path: Path) -> None:
    root = plant(tmp_path, {"pyproject.toml": "[project]\nname = 'a'\n", "a.py": "x = 1\n"})
    for path in root.iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))

    assert imported(root, "--no-cache", among=DETAILS) == []
    assert imported(root, among=DETAILS) == ["json", "replaytag.cache"]
    assert imported(root, among=DETAILS) == ["json", "replaytag.cache"]


def counts(root: Path, *, fixing: bool = False) -> Effort:
    effort = Effort()
    Session(discover([root]), effort=effort, fixing=fixing)
    return effort


def test_files_that_say_nothing_are_not_parsed(tmp_path: Path) -> None:
    parsed = []
    for number in (0, 10, 200):
        others = {f"other{index}.py": f"def f{index}(): ...\n" for index in range(number)}
        root = plant(tmp_path / str(number), {"setup.py": "", "app.py": UNTAGGED, **others})
        parsed.append(counts(root).counts["parsed"])

    assert parsed == [1, 1, 1]


def test_a_class_is_looked_for_where_it_is_imported(tmp_path: Path) -> None:
    handed_on = {
        "compat.py": "from flask import Flask\n",
        "app.py": UNTAGGED.replace("from flask import Flask", "from compat import Flask"),
    }
    assert handed_on["app.py"] != UNTAGGED
    others = {f"other{n}.py": f'"""A Flask for tea."""\nx = {n}\n' for n in range(20)}
    root = plant(tmp_path, {"setup.py": "", **handed_on, **others})

    session = Session(discover([root]), effort=(effort := Effort()))

    [analysis] = session.analyses
    assert [found.code for found in analysis.diagnostics] == ["RT301"]
    assert effort.counts["parsed"] == 2


def test_a_fix_parses_what_it_changed(tmp_path: Path) -> None:
    others = {f"views{n}.py": "from flask import request\n" for n in range(20)}
    root = plant(tmp_path, {"setup.py": "", "app.py": UNTAGGED, **others})

    assert counts(root, fixing=True).counts["parsed"] == 22


def test_a_pool_parses_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORTH_A_POOL", 0)
    others = {f"views{n}.py": "from flask import request\n" for n in range(40)}
    root = plant(tmp_path, {"setup.py": "", "app.py": TAGGED_IN_PART, **others})
    effort = Effort(jobs=2)

    Session(discover([root]), effort=effort)

    assert effort.counts["parsed"] == 41


def test_files_are_read_a_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To see that there is anything to find, for frameworks, for apps, then for all searches."""
    others = {f"views{n}.py": "from flask import request\n" for n in range(5)}
    root = plant(tmp_path, {"setup.py": "", "app.py": UNTAGGED, **others})
    read: Counter[str] = Counter()
    content: Callable[[str], bytes] = workspace._content

    def counted(path: str) -> bytes:
        read[path] += 1
        return content(path)

    monkeypatch.setattr(workspace, "_content", counted)
    Session(discover([root]))

    assert [read[str(root / path)] for path in others] == [4] * len(others)


def flask_routers(size: int) -> Mapping[str, str]:
    files = {"app.py": "import sentry_sdk\nfrom flask import Flask\n\napp = Flask(__name__)\n"}
    for n in range(size):
        handlers = "".join(
            f'\n\n@bp.get("/{h}")\ndef h{h}():\n    return x(request.headers.get("A"))\n'
            for h in range(4)
        )
        files[f"views{n}.py"] = (
            f'from flask import Blueprint, request\n\nbp = Blueprint("b{n}", __name__)\n{handlers}'
        )
        files["app.py"] += f"from views{n} import bp as b{n}\napp.register_blueprint(b{n})\n"
    return files


CHAIN = 10


def fastapi_chains(size: int) -> Mapping[str, str]:
    files = {"app.py": "import sentry_sdk\nfrom fastapi import FastAPI\n\napp = FastAPI()\n"}
    for n in range(size):
        if n % CHAIN == 0:
            files["app.py"] += f"from r{n} import router as r{n}\napp.include_router(r{n})\n"
        child = (
            f"from r{n + 1} import router as child\nrouter.include_router(child)\n"
            if (n + 1) % CHAIN
            else ""
        )
        files[f"r{n}.py"] = (
            "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n"
            f'@router.get("/h{n}")\ndef h{n}(): ...\n\n\n{child}'
        )
    return files


def django_urls(size: int) -> Mapping[str, str]:
    files = {
        "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
        "settings.py": 'import sentry_sdk\nsentry_sdk.init()\nROOT_URLCONF = "urls"\n'
        'MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]\n',
        "urls.py": "from django.urls import include, path\n\nurlpatterns = [\n"
        + "".join(f'    path("{n}/", include("a{n}.urls")),\n' for n in range(size))
        + "]\n",
    }
    for n in range(size):
        files[f"a{n}/__init__.py"] = ""
        files[f"a{n}/views.py"] = "".join(f"def v{v}(request): ...\n" for v in range(4))
        files[f"a{n}/urls.py"] = (
            f"from django.urls import path\nfrom a{n} import views\n\nurlpatterns = [\n"
            + "".join(f'    path("{v}", views.v{v}),\n' for v in range(4))
            + "]\n"
        )
    return files


@pytest.mark.parametrize("tree", [flask_routers, fastapi_chains, django_urls])
@pytest.mark.parametrize("tags", [True, False])
def test_work_grows_with_the_project(tree: Callable[[int], Mapping[str, str]], tags: bool) -> None:
    """Twice the project, twice the calls of functions: nothing looks at each by each."""
    _calls(tree(2), tags)  # imports what comes late
    handlers, calls = zip(*(_calls(tree(size), tags) for size in (10, 20, 40)), strict=True)

    assert handlers == (handlers[0], 2 * handlers[0], 4 * handlers[0])
    first, second = calls[1] - calls[0], calls[2] - calls[1]
    assert second <= 2.5 * first


def _calls(files: Mapping[str, str], tags: bool) -> tuple[int, int]:
    """The number of handlers found, and of calls of Python functions that it took."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    import threading

    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        project = linked(files, tags=tags)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return len(project.handlers()), count
