"""What the samples of the ASGI frameworks have in common."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from tests.expectations import expected_handlers, found_handlers, rows
from tests.linked import linked

TAG = """
import sentry_sdk

HEADER = "X-OpenReplay-SessionToken"


def tag(request):
    if token := request.headers.get(HEADER):
        sentry_sdk.set_tag("openReplaySessionToken", token)


class Tagger:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            for name, value in scope["headers"]:
                if name == HEADER.lower().encode() and value:
                    sentry_sdk.set_tag("openReplaySessionToken", value.decode())
        await self.app(scope, receive, send)
"""
"""A module ``tagging``: a function for a request, and ASGI middleware."""


def sources(files: Mapping[str, str] | str) -> dict[str, str]:
    """The files of a sample by path, with the module ``tagging``; one text alone is ``app.py``."""
    named = {"app.py": files} if isinstance(files, str) else dict(files)
    texts = {path: textwrap.dedent(text).lstrip("\n") for path, text in named.items()}
    return {"tagging.py": TAG, **texts}


def listed(files: Mapping[str, str] | str) -> list[str]:
    """The handlers that are found, as ``path:line: coverage``."""
    return rows(found_handlers(linked(sources(files)).handlers()))


def demanded(files: Mapping[str, str] | str) -> list[str]:
    """The handlers that the comments in a sample demand, in the same form."""
    return rows(expected_handlers(sources(files)))


def named(files: Mapping[str, str] | str) -> list[str]:
    """The handlers that are found, as ``name: routes``."""
    return [f"{h.name}: {' '.join(h.routes)}" for h in linked(sources(files)).handlers()]
