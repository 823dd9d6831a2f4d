"""Google Cloud Functions: which functions are handlers, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed

REGISTERED = {
    "all decorators": """
        import functions_framework
        from functions_framework import http, typed

        @functions_framework.http
        def first(request):  # handler: uncovered
            ...

        @http
        def second(request):  # handler: uncovered
            ...

        @typed(dict)
        def third(model):  # handler: uncovered
            ...

        @functions_framework.typed
        def fourth(model: dict):  # handler: uncovered
            ...

        @functions_framework.cloud_event
        def fifth(event):
            ...

        def sixth(request):
            ...
        """,
    "asynchronous": """
        import functions_framework.aio

        @functions_framework.aio.http
        async def first(request):  # handler: uncovered
            ...
        """,
    "registered by a call": """
        from functions_framework import http

        def first(request):  # handler: uncovered
            ...

        served = http(first)
        """,
}

TAG = """
def tag(function):
    def inner(request):
        if token := request.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(request)
    return inner
"""
LATE = TAG.replace("        if", "        answer = function(request)\n        if")
OWN_SCOPE = """
def tag(function):
    def inner(request):
        with sentry_sdk.isolation_scope() as scope:
            scope.set_tag("openReplaySessionToken", request.headers["X-OpenReplay-SessionToken"])
            return function(request)
    return inner
"""
SKIPPING = """
def cors(function):
    def inner(request):
        if request.method == "OPTIONS":
            return ""
        return function(request)
    return inner
"""
# A decorator, those that stand on the function, and its coverage.
DECORATED = {
    "under the registration": (TAG, "@functions_framework.http\n@tag", "covered"),
    "above the registration": (TAG, "@tag\n@functions_framework.http", "covered"),
    "under one that may answer itself": (
        SKIPPING + TAG,
        "@functions_framework.http\n@cors\n@tag",
        "covered",
    ),
    "too late": (LATE, "@functions_framework.http\n@tag", "uncovered"),
    "a scope that is closed too early": (
        OWN_SCOPE,
        "@functions_framework.http\n@tag",
        "uncovered",
    ),
}

READS = {
    "request.headers.get('X-OpenReplay-SessionToken')": "covered",
    "request.headers['x-openreplay-sessiontoken']": "covered",
    "request.environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "covered",
    "request.environ.get('X-OpenReplay-SessionToken')": "uncovered",
    "request.args.get('X-OpenReplay-SessionToken')": "unknown",
}


@pytest.mark.parametrize("text", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(text: str) -> None:
    assert listed(text) == demanded(text)


@pytest.mark.parametrize(("tagger", "decorators", "coverage"), DECORATED.values(), ids=DECORATED)
def test_decorators(tagger: str, decorators: str, coverage: str) -> None:
    text = (
        f"import functions_framework\nimport sentry_sdk\n{tagger}\n{decorators}\n"
        "def hello(request):\n    ...\n"
    )
    line = text[: text.index("def hello")].count("\n") + 1
    assert listed(text) == [f"app.py:{line}: {coverage}"]


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = (
        "import functions_framework\nimport sentry_sdk\n"
        "@functions_framework.http\ndef hello(request):\n"
        f"    sentry_sdk.set_tag('openReplaySessionToken', {read})\n"
    )
    assert listed(text) == [f"app.py:4: {coverage}"]


def test_a_hook_of_the_app_that_serves_the_function() -> None:
    text = """
        import functions_framework
        import sentry_sdk
        from flask import current_app, request

        @current_app.before_request
        def tag():
            token = request.headers.get("X-OpenReplay-SessionToken")
            sentry_sdk.set_tag("openReplaySessionToken", token)

        @functions_framework.http
        def hello(request):  # handler: covered
            ...
        """
    assert listed(text) == demanded(text)
