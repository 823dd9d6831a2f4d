"""Which spellings of the header each look-up finds: what is silent, and what is reported as what.

The verdicts are what the real frameworks do with a request that carries the header.
"""

from __future__ import annotations

import pytest

from replaytag.rules.header_names import header_problems
from tests.linked import linked

FLASK = "from flask import Flask, request\napp = Flask(__name__)\n@app.get('/')\ndef view():\n    return {}\n"
DJANGO = "def middleware(get_response):\n    def call(request):\n        {}\n        return get_response(request)\n    return call\n"
STARLETTE = (
    "from starlette.requests import Request\nasync def view(request: Request):\n    return {}\n"
)
FASTAPI = "from fastapi import FastAPI, Header, Request\napp = FastAPI()\n@app.get('/')\nasync def view({}):\n    pass\n"
RAW = (
    "from starlette.applications import Starlette\n"
    "class M:\n    def __init__(self, app):\n        self.app = app\n"
    "    async def __call__(self, scope, receive, send):\n        {}\n"
    "        await self.app(scope, receive, send)\n"
    "app = Starlette(routes=[])\napp.add_middleware(M)\n"
)
CHALICE = "from chalice import Chalice\napp = Chalice(app_name='a')\n@app.route('/')\ndef view():\n    return {}\n"

H = "X-OpenReplay-SessionToken"
L = "x-openreplay-sessiontoken"
U = "x_openreplay_sessiontoken"
E = "HTTP_X_OPENREPLAY_SESSIONTOKEN"

ROWS = [
    # Flask and Werkzeug
    (FLASK, f"request.headers.get('{H}')", None),
    (FLASK, f"request.headers['{L}']", None),
    (FLASK, f"request.headers.get('{U}')", None),
    (FLASK, f"request.headers.get('{U.upper()}')", None),
    (FLASK, f"request.environ.get('{E}')", None),
    (FLASK, f"request.environ['{H}']", "never"),
    (FLASK, f"request.headers.get('{E}')", "never"),
    (FLASK, "request.headers.get('X-OpenReplay-SesionToken')", "misspelt"),
    (FLASK, "request.headers.get('X-OpenReplay-Session-Token')", "misspelt"),
    (FLASK, "request.environ.get('HTTP_X_OPENREPLAY_SESSION_TOKEN')", "misspelt"),
    (FLASK, "request.headers.get('X-Session-Token')", None),
    (FLASK, "request.cookies.get('X-OpenReplay-SesionToken')", None),
    (FLASK, "request.args.get('openreplay_sessiontoken')", None),
    # Django
    (DJANGO, f"request.headers.get('{H}')", None),
    (DJANGO, f"request.headers.get('{L}')", None),
    (DJANGO, f"request.headers['{U}']", None),
    (DJANGO, f"request.META.get('{E}')", None),
    (DJANGO, f"request.META.get('{H}')", "never"),
    (DJANGO, "request.META.get('X_OPENREPLAY_SESSIONTOKEN')", "never"),
    (DJANGO, "request.META['HTTP_X_OPENREPLAY-SESSIONTOKEN']", "never"),
    (DJANGO, f"request.headers.get('{E}')", "never"),
    (DJANGO, "request.META.get('HTTP_X_OPENREPLAY_SESSION_TOKEN')", "misspelt"),
    (DJANGO, "request.headers.get('X-OpenRepaly-SessionToken')", "misspelt"),
    # Starlette and FastAPI
    (STARLETTE, f"request.headers.get('{H}')", None),
    (STARLETTE, f"request.headers['{L}']", None),
    (STARLETTE, f"request.headers.get('{U}')", "never"),
    (STARLETTE, f"request.headers.get('{E}')", "never"),
    (STARLETTE, "request.headers.get('X-Open-Replay-SessionToken')", "misspelt"),
    (FASTAPI, "x_openreplay_sessiontoken: str | None = Header(None)", None),
    (FASTAPI, "X_OpenReplay_SessionToken: str | None = Header(None)", None),
    (FASTAPI, f"token: str | None = Header(None, alias='{H}')", None),
    (FASTAPI, "x_openreplay_session_token: str | None = Header(None)", "misspelt"),
    (FASTAPI, "x_open_replay_session_token: str | None = Header(None)", "never"),
    (FASTAPI, f"token: str | None = Header(None, alias='{U}')", "never"),
    (FASTAPI, f"{U}: str = Header(None, convert_underscores=False)", "never"),
    # Raw ASGI
    (RAW, f"token = dict(scope['headers']).get(b'{L}')", None),
    (RAW, f"token = dict(scope['headers']).get(b'{H}')", "never"),
    (RAW, f"token = dict(scope['headers']).get('{L}')", "never"),
    (RAW, f"token = next((v for k, v in scope['headers'] if k == b'{L}'), None)", None),
    (RAW, f"token = next((v for k, v in scope['headers'] if k == b'{H}'), None)", "never"),
    # AWS Chalice
    (CHALICE, f"app.current_request.headers.get('{H}')", None),
    (CHALICE, f"app.current_request.headers.get('{L}')", None),
    (CHALICE, f"app.current_request.headers['{U}']", "never"),
    (CHALICE, f"app.current_request.to_dict()['headers'].get('{H}')", "never"),
    (CHALICE, f"app.current_request.to_dict()['headers'].get('{L}')", None),
]  # fmt: skip


def _settings(source: str) -> dict[str, str]:
    if source.startswith("def middleware"):
        settings = "ROOT_URLCONF = 'urls'\nMIDDLEWARE = ['app.middleware']\n"
        return {
            "settings.py": settings,
            "urls.py": "from django.urls import path\nurlpatterns = []\n",
        }
    return {}


@pytest.mark.parametrize(("frame", "read", "problem"), ROWS)
def test_lookup(frame: str, read: str, problem: str | None) -> None:
    source = frame.replace("{}", read)
    project = linked({"app.py": f"import sentry_sdk\n{source}", **_settings(source)})
    found = [p.kind for p in header_problems(project)]
    assert found == ([problem] if problem else [])
