"""Bottle: where the tagging hook is written, and how an existing one is registered."""

from __future__ import annotations

import difflib

import pytest

from replaytag.diagnostics import Diagnostic
from replaytag.fixes.apply import apply_edits
from replaytag.project import Project
from replaytag.rules import rt301_missing_header_extraction as rt301
from replaytag.rules import rt303_tagger_not_registered as rt303
from tests.linked import linked

HEAD = "import bottle\nimport sentry_sdk\nfrom bottle import request\n\n\n"
DEFAULT = HEAD.replace("import request", "import hook, request, route, run")
ROUTES = "from bottle import route\n\n\n@route('/')\ndef index():\n    ...\n"

# The files, and between which lines of ``app.py`` the hook is written, by which decorator.
WRITTEN = {
    "after an object is made": (
        {"app.py": f"{HEAD}app = bottle.Bottle()\napp.get('/', callback=print_it)\n".replace("print_it", "lambda: 1")},
        "app = bottle.Bottle()", '@app.hook("before_request")', "app.get('/', callback=lambda: 1)",
    ),
    "before the default app is first used": (
        {"app.py": f"{DEFAULT}@route('/')\ndef index():\n    ...\n\n\nrun()\n"},
        "from bottle import hook, request, route, run", '@hook("before_request")', "@route('/')",
    ),
    "before the default app is run": (
        {"app.py": f"{DEFAULT}import pages\n\nif __name__ == '__main__':\n    run()\n", "pages.py": ROUTES},
        "import pages", '@hook("before_request")', "if __name__ == '__main__':",
    ),
    "before a function that runs the default app": (
        {"app.py": f"{DEFAULT}import pages\n\n\ndef main():\n    bottle.run()\n", "pages.py": ROUTES},
        "import pages", '@hook("before_request")', "def main():",
    ),
    "before the default app is asked for": (
        {"app.py": f"{DEFAULT}import pages\n\napplication = bottle.default_app()\n", "pages.py": ROUTES},
        "import pages", '@hook("before_request")', "application = bottle.default_app()",
    ),
}  # fmt: skip

LEFT = {
    "an object without a name": (
        {"app.py": f"{HEAD}def make():\n    return bottle.Bottle()\n\n\nmake().get('/', callback=lambda: 1)\n"},
        "the app is not bound to a name by a statement of its own",
    ),
    "a default app that several modules use and none runs": (
        {"app.py": f"{DEFAULT}import pages\n\n\n@route('/a')\ndef a():\n    ...\n", "pages.py": ROUTES},
        "several modules register on the default app, and none of them runs it",
    ),
}  # fmt: skip

TAGGER = """\
def tag({0}):
    if token := request.get_header("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)


"""
MAKES = "app = bottle.Bottle()\napp.get('/', callback=lambda: 1)\n"
REGISTERED = {
    "a function below the app": (
        {"app.py": f"{HEAD}{MAKES}\n\n{TAGGER.format('')}"},
        ['+@app.hook("before_request")'],
    ),
    "a function of another module": (
        {"app.py": f"import bottle\n{MAKES}", "tagging.py": f"{HEAD}{TAGGER.format('')}"},
        ["+from tagging import tag", '+app.add_hook("before_request", tag)'],
    ),
    "a function that takes arguments": (
        {"app.py": f"import bottle\n{MAKES}", "tagging.py": f"{HEAD}{TAGGER.format('x')}"},
        [],
    ),
    "a function, for the default app": (
        {"app.py": f"{DEFAULT}{TAGGER.format('')}@route('/')\ndef index():\n    ...\n\n\nrun()\n"},
        ['+@hook("before_request")'],
    ),
    "a function of another module, for the default app": (
        {"app.py": f"{ROUTES}\n\nbottle.run()\n".replace("from", "import bottle\nfrom", 1), "tagging.py": f"{HEAD}{TAGGER.format('')}"},
        [
            "-from bottle import route", "+from bottle import hook, route",
            "+from tagging import tag", '+hook("before_request")(tag)',
        ],
    ),
}  # fmt: skip


def _double(files: dict[str, str]) -> dict[str, str]:
    """The files in double quotes, as what is written to them is then."""
    return {path: text.replace("'", '"') for path, text in files.items()}


def _fixed(project: Project, diagnostic: Diagnostic) -> tuple[list[str], list[str]]:
    """The lines of ``app.py`` before and after the fix, without blank ones."""
    data = project.workspace.read("app.py")
    after = data
    if diagnostic.fix is not None:
        after = apply_edits(data, [e for e in diagnostic.fix.edits if e.path == "app.py"])
    before, fixed = (
        [line for line in text.decode().splitlines() if line.strip()] for text in (data, after)
    )
    return before, fixed


@pytest.mark.parametrize(("files", "above", "first", "below"), WRITTEN.values(), ids=WRITTEN)
def test_where_the_hook_is_written(
    files: dict[str, str], above: str, first: str, below: str
) -> None:
    project = linked(_double(files))

    (diagnostic,) = rt301.check(project)

    _, fixed = _fixed(project, diagnostic)
    start = fixed.index(first)
    assert (fixed[start - 1], fixed[start + 6]) == (above, below.replace("'", '"'))


@pytest.mark.parametrize(("files", "reason"), LEFT.values(), ids=LEFT)
def test_what_is_left_to_a_person(files: dict[str, str], reason: str) -> None:
    (diagnostic,) = rt301.check(linked(files))

    assert diagnostic.fix is None
    assert f"It is not written for you: {reason}." in (diagnostic.help or "")
    assert "def tag_openreplay_session():" in (diagnostic.snippet or "")


@pytest.mark.parametrize(("files", "changes"), REGISTERED.values(), ids=REGISTERED)
def test_an_existing_hook_is_registered(files: dict[str, str], changes: list[str]) -> None:
    project = linked(_double(files))

    (diagnostic,) = rt303.check(project)

    before, fixed = _fixed(project, diagnostic)
    lines = difflib.ndiff(before, fixed)
    assert [line[0] + line[2:] for line in lines if line[0] in "+-"] == changes
