"""Runs the command line in this process."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from replaytag.cli.main import main
from tests.trees import plant

UNTAGGED = """\
import sentry_sdk
from flask import Flask

sentry_sdk.init()
app = Flask(__name__)


@app.get("/")
def index():
    return "hello"
"""

TAGGED = '''\
import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/")
def index():
    return "hello"
'''

MISSPELT = 'import sentry_sdk\n\nsentry_sdk.set_tag("openreplaySessionToken", "x")\n'
SPELT = 'import sentry_sdk\n\nsentry_sdk.set_tag("openReplaySessionToken", "x")\n'


def run(*arguments: str | Path) -> Result:
    """``replaytag`` with ``arguments``, in the working directory."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def project(root: Path, **files: str) -> Path:
    """A project whose modules are called as the keywords."""
    plant(root, {"setup.py": "", **{f"{name}.py": text for name, text in files.items()}})
    return root


NEWER = (
    "note: OpenReplay 1.21 and newer looks for the tag `openReplaySession.id`, not for "
    "`openReplaySessionToken`: choose `contract` in [tool.replaytag] "
    '("token", "session-id" or "both")\n'
)
"""What is said to standard error where no contract is chosen."""
