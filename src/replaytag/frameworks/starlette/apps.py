"""The apps, routers and mounts of Starlette and of what is built on it."""

from __future__ import annotations

from replaytag.evaluator.values import Member, Value
from replaytag.frameworks.reading.types import is_a

STARLETTE_APPS = ("starlette.Starlette",)
FASTAPI_APPS = ("fastapi.FastAPI", "fastapi_offline.FastAPIOffline", "cadwyn.Cadwyn")
APPS = (*STARLETTE_APPS, *FASTAPI_APPS)
STARLETTE_ROUTERS = ("starlette.Router",)
FASTAPI_ROUTERS = (
    "fastapi.APIRouter",
    "fastapi_utils.InferringRouter",
    "fastapi_restful.InferringRouter",
)
MOUNTS = ("starlette.Mount", "starlette.Host", "fastapi.Mount")
OWNERS = (*APPS, *STARLETTE_ROUTERS, *FASTAPI_ROUTERS, *MOUNTS)
"""Everything that handlers and hooks are registered on."""


def owner_of(value: Value) -> Value:
    """The app that ``value`` is or is the ``router`` of: they register the same things."""
    if isinstance(value, Member) and value.name == "router" and is_a(value.owner, *APPS):
        return value.owner
    return value


def framework_of(owner: Value) -> str:
    """The name of the framework whose object ``owner`` is."""
    return "fastapi" if is_a(owner, *FASTAPI_APPS, *FASTAPI_ROUTERS) else "starlette"
