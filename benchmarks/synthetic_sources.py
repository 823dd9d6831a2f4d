"""The source code of the synthetic tree.

For each framework: the files around the routers, the main file that includes the first routers, and
a router that includes the following one.
"""

from __future__ import annotations

from collections.abc import Iterable

_TAGGING = """\
import sentry_sdk

sentry_sdk.init(dsn="https://key@sentry.example/1")


def tag(headers):
    token = headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
"""

FASTAPI = {"tagging.py": _TAGGING}

_FASTAPI_MAIN = """\
from fastapi import FastAPI

from tagging import tag
{imports}
app = FastAPI()


@app.middleware("http")
async def tagging(request, call_next):
    tag(request.headers)
    return await call_next(request)


{includes}"""

_FASTAPI_HANDLER = """

@router.get("/h{n}")
def h{n}(item: int = 0):
    return {{"item": item + {n}}}
"""

FLASK = {"tagging.py": _TAGGING}

_FLASK_MAIN = """\
from flask import Flask, request

from tagging import tag
{imports}
app = Flask(__name__)


@app.before_request
def tagging():
    tag(request.headers)


{includes}"""

_FLASK_HANDLER = """

@router.get("/h{n}")
def h{n}():
    return "h{n}"
"""

DJANGO = {
    "tagging.py": _TAGGING,
    "manage.py": """\
import os

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
execute_from_command_line()
""",
    "middleware.py": """\
from tagging import tag


class Tagging:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        tag(request.headers)
        return self.get_response(request)
""",
    "settings.py": """\
INSTALLED_APPS = ["django.contrib.contenttypes"]
MIDDLEWARE = ["middleware.Tagging"]
ROOT_URLCONF = "urls"
""",
}

_DJANGO_HANDLER = """

def h{n}(request):
    return HttpResponse("h{n}")
"""


def fastapi_main(heads: Iterable[int]) -> str:
    """The app."""
    return _FASTAPI_MAIN.format(
        imports=_lines(heads, "from routers.r{n} import router as r{n}"),
        includes=_lines(heads, "app.include_router(r{n})"),
    )


def fastapi_router(number: int, following: int | None, handlers: int) -> str:
    """A router with a prefix."""
    text = "from fastapi import APIRouter\n"
    if following is not None:
        text += f"\nfrom routers.r{following} import router as inner\n"
    text += f'\nrouter = APIRouter(prefix="/r{number}")\n'
    text += "".join(_FASTAPI_HANDLER.format(n=n) for n in range(handlers))
    return text if following is None else f"{text}\n\nrouter.include_router(inner)\n"


def flask_main(heads: Iterable[int]) -> str:
    """The app."""
    return _FLASK_MAIN.format(
        imports=_lines(heads, "from routers.r{n} import router as r{n}"),
        includes=_lines(heads, "app.register_blueprint(r{n})"),
    )


def flask_router(number: int, following: int | None, handlers: int) -> str:
    """A blueprint."""
    text = "from flask import Blueprint\n"
    if following is not None:
        text += f"\nfrom routers.r{following} import router as inner\n"
    text += f'\nrouter = Blueprint("r{number}", __name__, url_prefix="/r{number}")\n'
    if following is not None:
        text += "router.register_blueprint(inner)\n"
    return text + "".join(_FLASK_HANDLER.format(n=n) for n in range(handlers))


def django_main(heads: Iterable[int]) -> str:
    """The root of the URLs."""
    paths = _lines(heads, '    path("r{n}/", include("routers.r{n}")),')
    return f"from django.urls import include, path\n\nurlpatterns = [\n{paths}]\n"


def django_router(number: int, following: int | None, handlers: int) -> str:
    """A module of URLs with its views."""
    text = "from django.http import HttpResponse\nfrom django.urls import include, path\n"
    text += "".join(_DJANGO_HANDLER.format(n=n) for n in range(handlers))
    text += "\n\nurlpatterns = [\n" + _lines(range(handlers), '    path("h{n}/", h{n}),')
    if following is not None:
        text += f'    path("r{following}/", include("routers.r{following}")),\n'
    return f"{text}]\n"


def _lines(numbers: Iterable[int], line: str) -> str:
    return "".join(line.format(n=n) + "\n" for n in numbers)
