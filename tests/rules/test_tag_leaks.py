"""RT402: where the tag outlives the request, what the fix writes, and where it is silent."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from replaytag.linter.session import Session
from replaytag.workspace import discover
from tests.expectations import expected_diagnostics, found_diagnostics, rows
from tests.projects import without_expectations
from tests.trees import plant

FLASK = """\
import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


@app.{hook}
def link({parameter}):
{body}

@app.get("/")
def index():
    raise RuntimeError
"""
READ = 'token = request.headers.get("X-OpenReplay-SessionToken")'
ENVIRON = 'token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")'
PLAIN = 'sentry_sdk.set_tag("openReplaySessionToken", token)'
GLOBAL = 'sentry_sdk.get_global_scope().set_tag("openReplaySessionToken", token)'
WRAPPED = """\
import sentry_sdk
from flask import Flask

sentry_sdk.init()
app = Flask(__name__)


@app.get("/")
def index():
    raise RuntimeError


{middleware}

application = {name}(app)
"""


def flask(body: str, hook: str = "before_request") -> str:
    parameter = "response" if "after" in hook else ""
    return FLASK.format(hook=hook, body=textwrap.indent(body, "    "), parameter=parameter)


def wrapped(middleware: str, name: str = "Replay") -> str:
    text = textwrap.dedent(middleware).strip("\n") + "\n"
    return WRAPPED.format(middleware=text, name=name)


MENDED = {
    "a call on the global scope, unguarded": (
        flask(f"{READ}\n{GLOBAL}\n"),
        flask(f"{READ}\nif token:\n    {PLAIN}\n"),
    ),
    "several forms of the global scope": (
        flask(
            f'{READ}\nif token:\n    sentry_sdk.get_global_scope().set_tags({{"openReplaySessionToken": token}})\n'
        ),
        flask(f"{READ}\nif token:\n    {PLAIN}\n"),
    ),
    "a class with a docstring": (
        wrapped(
            f'''
            class Replay:
                def __init__(self, app):
                    self.app = app

                def __call__(self, environ, start_response):
                    """Links the session."""
                    # The tracker's header.
                    {ENVIRON}
                    if token:
                        {PLAIN}

                    return self.app(environ, start_response)
            '''
        ),
        wrapped(
            f'''
            class Replay:
                def __init__(self, app):
                    self.app = app

                def __call__(self, environ, start_response):
                    """Links the session."""
                    # The tracker's header.
                    with sentry_sdk.isolation_scope():
                        {ENVIRON}
                        if token:
                            {PLAIN}

                        return self.app(environ, start_response)
            '''
        ),
    ),
}


@pytest.mark.parametrize(("before", "after"), MENDED.values(), ids=MENDED)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_fix(before: str, after: str, newline: str, tmp_path: Path) -> None:
    files = {"app.py": before.replace("\n", newline)}
    root = plant(tmp_path / "shop", files)

    Session(discover([root], select=["RT402"]), fixing=True, unsafe=True).write()

    assert (root / "app.py").read_bytes().decode() == after.replace("\n", newline)
    assert Session(discover([root])).analyses[0].diagnostics == ()


def test_it_is_never_made_unasked(tmp_path: Path) -> None:
    root = plant(tmp_path / "shop", {"app.py": flask(f"{READ}\nif token:\n    {GLOBAL}\n")})

    Session(discover([root]), fixing=True).write()

    assert GLOBAL in (root / "app.py").read_text()


LEFT = {
    "too late to tag the request": flask(
        f"{READ}\nif token:\n    {GLOBAL}\nreturn response\n", "after_request"
    ),
    "more tags at once": flask(
        f'{READ}\nif token:\n    sentry_sdk.get_global_scope().set_tags({{"openReplaySessionToken": token, "b": 1}})\n'
    ),
    "text across lines, which indenting would change": wrapped(
        f'''
        class Replay:
            def __init__(self, app):
                self.app = app

            def __call__(self, environ, start_response):
                {ENVIRON}
                if token:
                    {PLAIN}
                    print("""linked
        a session""")
                return self.app(environ, start_response)
        '''
    ),
    "a helper that hands on nothing": wrapped(
        f"""
        def tag(environ):
            {ENVIRON}
            if token:
                {PLAIN}


        class Replay:
            def __init__(self, app):
                self.app = app

            def __call__(self, environ, start_response):
                tag(environ)
                return self.app(environ, start_response)
        """
    ),
}


@pytest.mark.parametrize("source", LEFT.values(), ids=LEFT)
def test_what_has_no_fix_shows_the_code(source: str, tmp_path: Path) -> None:
    root = plant(tmp_path / "shop", {"app.py": source})
    (analysis,) = Session(discover([root], select=["RT402"])).analyses

    (found,) = analysis.diagnostics

    assert found.fix is None
    assert "openReplaySessionToken" in found.snippet


AT_IMPORT = {
    "in a module, a branch and a class": {
        "app.py": """
            import sentry_sdk
            from flask import Flask
            from names import TAG

            app = Flask(__name__)
            sentry_sdk.init()
            sentry_sdk.set_tag(TAG, "boot")  # expect: RT402
            if TAG:
                sentry_sdk.get_global_scope().set_tag(TAG, "boot")  # expect: RT402

            class Config:
                sentry_sdk.set_tag("openReplay_session_token", "boot")  # expect: RT402

            with sentry_sdk.configure_scope() as scope:
                scope.set_tag(TAG, "boot")  # expect: RT402
        """,
        "names.py": 'TAG = "openReplaySessionToken"\n',
    },
    "what ends at once, spans, other keys": {
        "app.py": """
            import sentry_sdk
            from flask import Flask

            app = Flask(__name__)
            sentry_sdk.init()
            sentry_sdk.set_tag("release.channel", "beta")
            sentry_sdk.set_tags({"region": "eu", "session": "none"})
            sentry_sdk.get_global_scope().set_tag("openReplay.project", "1")
            with sentry_sdk.new_scope() as scope:
                scope.set_tag("openReplaySessionToken", "check")
                sentry_sdk.capture_message("started")
        """
    },
    "what a developer starts by hand": {
        "app.py": """
            import sentry_sdk
            from flask import Flask

            app = Flask(__name__)
            if __name__ == "__main__":
                sentry_sdk.set_tag("openReplaySessionToken", "dev")
                app.run()
        """
    },
    "a job that serves no requests": {
        "job.py": 'import sentry_sdk\n\nsentry_sdk.set_tag("openReplaySessionToken", "replayed")\n'
    },
    "tests and examples": {
        "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
        "tests/conftest.py": """
            import sentry_sdk

            sentry_sdk.set_tag("openReplaySessionToken", "test")
        """,
        "examples/demo.py": """
            import sentry_sdk

            sentry_sdk.set_tag("openReplaySessionToken", "demo")
        """,
    },
    "other libraries": {
        "app.py": """
            import mlflow
            from ddtrace import tracer

            mlflow.set_tag("openReplaySessionToken", "boot")
            tracer.current_span().set_tag("openReplaySessionToken", "boot")
        """
    },
}


@pytest.mark.parametrize("files", AT_IMPORT.values(), ids=AT_IMPORT)
def test_at_import_time(files: dict[str, str], tmp_path: Path) -> None:
    sources = {path: textwrap.dedent(text).lstrip("\n") for path, text in files.items()}
    plain = {path: without_expectations(text) for path, text in sources.items()}
    root = plant(tmp_path / "shop", plain)

    (analysis,) = Session(discover([root], select=["RT402"])).analyses

    assert rows(found_diagnostics(analysis.diagnostics)) == rows(expected_diagnostics(sources))


SILENT = {
    "a wrapper that is inside": wrapped(
        f"""
        class Replay:
            def __init__(self, app):
                self.app = app

            def __call__(self, environ, start_response):
                {ENVIRON}
                if token:
                    {PLAIN}
                return self.app(environ, start_response)
        """
    ).replace("application = Replay(app)", "app.wsgi_app = Replay(app.wsgi_app)"),
    "another team's tag round the app": wrapped(
        """
        class Replay:
            def __init__(self, app):
                self.app = app

            def __call__(self, environ, start_response):
                sentry_sdk.set_tag("tenant", environ.get("HTTP_X_TENANT"))
                return self.app(environ, start_response)
        """
    ),
    "another team's tag everywhere": flask('sentry_sdk.get_global_scope().set_tag("zone", "b")\n'),
}


@pytest.mark.parametrize("source", SILENT.values(), ids=SILENT)
def test_it_is_silent(source: str, tmp_path: Path) -> None:
    root = plant(tmp_path / "shop", {"app.py": source})
    (analysis,) = Session(discover([root], select=["RT402"])).analyses

    assert analysis.diagnostics == ()


def test_a_tagger_that_would_leak_is_not_hooked_up(tmp_path: Path) -> None:
    source = flask(f"{READ}\nif token:\n    {GLOBAL}\n").replace("@app.before_request\n", "")
    root = plant(tmp_path / "shop", {"app.py": source})

    (analysis,) = Session(discover([root], select=["RT303"])).analyses

    (found,) = analysis.diagnostics
    assert found.fix is None
    assert "has to go first" in found.help
