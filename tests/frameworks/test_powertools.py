"""Powertools for AWS Lambda: which handlers are found, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named

REGISTERED = {
    "routes of an app and of routers": {
        "app.py": """
            from aws_lambda_powertools.event_handler import APIGatewayRestResolver
            from aws_lambda_powertools.event_handler.exceptions import NotFoundError
            import pages

            app = APIGatewayRestResolver()
            app.include_router(pages.router, prefix="/pages")

            @app.get("/")
            @app.get("/index")
            def index():  # handler: uncovered
                ...

            @app.route("/all", method=["GET", "POST"])
            def everything():  # handler: uncovered
                ...

            @app.not_found
            def missing(error: NotFoundError):
                ...

            @app.exception_handler(ValueError)
            def wrong(error):
                ...

            def lambda_handler(event, context):
                return app.resolve(event, context)
            """,
        "pages.py": """
            from aws_lambda_powertools.event_handler.api_gateway import Router

            router = Router()

            @router.post("/<name>")
            def page(name):  # handler: uncovered
                ...
            """,
    },
    "a class of the project's own": """
        from aws_lambda_powertools.event_handler import api_gateway

        class Api(api_gateway.APIGatewayHttpResolver):
            pass

        app = Api()

        @app.delete("/")
        def index():  # handler: uncovered
            ...
        """,
    "resolvers that answer no browser": """
        from aws_lambda_powertools.event_handler import AppSyncResolver, BedrockAgentResolver

        app = BedrockAgentResolver()
        graph = AppSyncResolver()

        @app.get("/", description="")
        def index():
            ...

        @graph.resolver(field_name="index")
        def field():
            ...
        """,
}

TAG = """
    if token := app.current_event.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return next_middleware(app)
"""
OWN_SCOPE = """
    with sentry_sdk.isolation_scope() as scope:
        if token := app.current_event.headers.get("X-OpenReplay-SessionToken"):
            scope.set_tag("openReplaySessionToken", token)
        return next_middleware(app)
"""
LATE = TAG.replace("    if", "    response = next_middleware(app)\n    if")
INTEGRATION = (
    "from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration\n"
    "sentry_sdk.init(integrations=[AwsLambdaIntegration()])\n"
)
SERVERLESS = (
    "from sentry_sdk.integrations.serverless import serverless_function\n"
    "@serverless_function\ndef handler(event, context):\n    return app.resolve(event, context)\n"
)
USE = "app.use(middlewares=[tag])\n"
# The body of a middleware, what else the module says, and the coverage of the handler.
MIDDLEWARE = {
    "for the whole app": (TAG, INTEGRATION + USE, "covered"),
    "not registered": (TAG, INTEGRATION, "uncovered"),
    "of a router, for the whole app": (TAG, INTEGRATION + "router.use([tag])\n", "covered"),
    "in a scope of a serverless function": (TAG, USE + SERVERLESS, "covered"),
    "in no scope": (TAG, USE, "uncovered"),
    "with a scope of its own, that errors are logged outside of": (OWN_SCOPE, USE, "uncovered"),
    "with a scope that is closed too early": (OWN_SCOPE, INTEGRATION + USE, "uncovered"),
    "too late": (LATE, INTEGRATION + USE, "uncovered"),
    "among what is not known": (
        TAG,
        INTEGRATION + "from elsewhere import more\napp.use(middlewares=more)\n",
        "unknown",
    ),
}

READS = {
    "app.current_event.headers.get('X-OpenReplay-SessionToken')": "covered",
    "app.current_event.headers['x-openreplay-sessiontoken']": "covered",
    "app.current_event.get_header_value('X-OpenReplay-SessionToken')": "covered",
    "app.current_event['headers'].get('x-openreplay-sessiontoken')": "covered",
    "app.current_event.headers.get('X_OPENREPLAY_SESSIONTOKEN')": "uncovered",
    "router.current_event.headers.get('X-OpenReplay-SessionToken')": "covered",
    "app.current_event.query_string_parameters['X-OpenReplay-SessionToken']": "unknown",
}

BASE = (
    "import sentry_sdk\n"
    "from aws_lambda_powertools.event_handler import APIGatewayRestResolver\n"
    "from aws_lambda_powertools.event_handler.api_gateway import Router\n"
    "app = APIGatewayRestResolver()\nrouter = Router()\napp.include_router(router)\n"
)


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("body", "more", "coverage"), MIDDLEWARE.values(), ids=MIDDLEWARE)
def test_middleware(body: str, more: str, coverage: str) -> None:
    text = (
        f"{BASE}@app.get('/')\ndef index():\n    ...\n"
        f"def tag(app, next_middleware):{body}\n{more}\n"
    )
    assert listed(text) == [f"app.py:8: {coverage}"]


def test_middleware_of_a_route() -> None:
    text = f"""
{BASE}{INTEGRATION}
def tag(app, next_middleware):{TAG}
@app.get("/", middlewares=[tag])
def index():  # handler: covered
    ...

@app.get("/other")
def other():  # handler: uncovered
    ...
"""
    assert listed(text) == demanded(text)


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = (
        f"{BASE}{INTEGRATION}@app.get('/')\ndef index():\n"
        f"    sentry_sdk.set_tag('openReplaySessionToken', {read})\n"
    )
    assert listed(text) == [f"app.py:10: {coverage}"]


HANDLERS = {
    "first lines": (
        INTEGRATION,
        """
def handler(event, context):
    sentry_sdk.set_tag("openReplaySessionToken", event["headers"]["x-openreplay-sessiontoken"])
    return app.resolve(event, context)
""",
        "covered",
    ),
    "first lines, in no scope": (
        "",
        """
def handler(event, context):
    sentry_sdk.set_tag("openReplaySessionToken", event["headers"]["x-openreplay-sessiontoken"])
    return app.resolve(event, context)
""",
        "uncovered",
    ),
    "a scope of its own": (
        "",
        """
def handler(event, context):
    with sentry_sdk.isolation_scope() as scope:
        token = event["headers"]["x-openreplay-sessiontoken"]
        scope.set_tag("openReplaySessionToken", token)
        return app.resolve(event, context)
""",
        "covered",
    ),
    "a decorator": (
        INTEGRATION,
        """
def tag(function):
    def inner(event, context):
        token = event["headers"]["x-openreplay-sessiontoken"]
        sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(event, context)
    return inner

@tag
def lambda_handler(event, context):
    return app(event, context)
""",
        "covered",
    ),
}


@pytest.mark.parametrize(("before", "handler", "coverage"), HANDLERS.values(), ids=HANDLERS)
def test_what_the_lambda_handler_does_counts(before: str, handler: str, coverage: str) -> None:
    text = f"{BASE}@app.get('/')\ndef index():\n    ...\n{before}{handler}"
    assert listed(text) == [f"app.py:8: {coverage}"]


def test_names_and_routes() -> None:
    text = """
        from aws_lambda_powertools.event_handler import ALBResolver

        app = ALBResolver()

        @app.put("/<name>")
        def put(name): ...

        @app.get(rule="/a")
        @app.get("/b")
        def get(): ...
        """
    assert named(text) == ["put: /<name>", "get: /b /a"]
