"""Azure Functions: which functions are handlers, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named
from tests.linked import linked

REGISTERED = {
    "triggers of an app": """
        import azure.functions as func

        app = func.FunctionApp()

        @app.function_name(name="First")
        @app.route(route="first")
        def first(req):  # handler: uncovered
            ...

        @app.route("second", trigger_arg_name="request")
        @app.function_name("Second")
        async def second(request):  # handler: uncovered
            ...

        @app.generic_trigger(arg_name="req", type="httpTrigger", route="third")
        def third(req):  # handler: uncovered
            ...

        @app.generic_trigger(arg_name="item", type="queueTrigger")
        def item(item):
            ...

        @app.timer_trigger(schedule="0 * * * * *", arg_name="timer")
        def timer(timer):
            ...

        @app.event_grid_trigger(arg_name="event")
        def event(event):
            ...
        """,
    "blueprints": {
        "function_app.py": """
            from azure import functions as func
            from azure.functions import FunctionApp

            import orders
            from parcels import bp

            application = FunctionApp()
            application.register_functions(orders.blueprint)
            application.register_blueprint(bp)
            """,
        "orders.py": """
            import azure.functions

            blueprint = azure.functions.Blueprint()

            @blueprint.route(route="orders")
            def orders(req):  # handler: uncovered
                ...
            """,
        "parcels.py": """
            from azure.functions import Blueprint

            bp = Blueprint()

            @bp.route(route="parcels")
            def parcels(req):  # handler: uncovered
                ...
            """,
    },
    "durable functions": """
        import azure.durable_functions as df
        import azure.functions as func

        app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)

        @app.route(route="start")
        @app.durable_client_input(client_name="client")
        async def start(req, client):  # handler: uncovered
            ...

        @app.orchestration_trigger(context_name="context")
        def orchestrator(context):
            ...
        """,
    "by a description": {
        "read/function.json": """
            {"scriptFile": "../shared/web.py", "entryPoint": "read",
             "bindings": [{"type": "httpTrigger", "name": "req"}]}
            """,
        "store/function.json": """
            {"bindings": [{"type": "httpTrigger", "name": "req"}, {"type": "queue"}]}
            """,
        "night/function.json": """
            {"scriptFile": "__init__.py", "bindings": [{"type": "timerTrigger", "name": "t"}]}
            """,
        "shared/__init__.py": "",
        "shared/web.py": """
            import azure.functions

            def read(req):  # handler: uncovered
                ...

            def main(req):
                ...
            """,
        "store/__init__.py": """
            def main(req):  # handler: uncovered
                ...
            """,
        "night/__init__.py": """
            def main(t):
                ...
            """,
    },
    "what hands its request over": """
        import azure.functions as func
        from site import wsgi

        app = func.FunctionApp()

        @app.route(route="{*path}")
        async def everything(req, context):
            return await func.AsgiMiddleware(wsgi).handle_async(req, context)
        """,
}

OWN_SCOPE = """
def tag(function):
    def inner(req):
        with sentry_sdk.isolation_scope() as scope:
            if token := req.headers.get("X-OpenReplay-SessionToken"):
                scope.set_tag("openReplaySessionToken", token)
            return function(req)
    return inner
"""
PLAIN = """
def tag(function):
    def inner(req):
        if token := req.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(req)
    return inner
"""
BRIEF = OWN_SCOPE.replace("            return", "        return")
KEYWORDS = """
def tag(function):
    def inner(*args, **kwargs):
        with sentry_sdk.isolation_scope() as scope:
            token = kwargs["req"].headers.get("X-OpenReplay-SessionToken")
            scope.set_tag("openReplaySessionToken", token)
            return function(*args, **kwargs)
    return inner
"""
ROUTE = "@app.route(route='x')\n"
SERVERLESS = "@serverless_function\n"
# A decorator, those that stand on the function, and its coverage.
DECORATED = {
    "a scope of its own": (OWN_SCOPE, f"{ROUTE}@tag", "covered"),
    "a scope of its own, called with keywords": (KEYWORDS, f"{ROUTE}@tag", "covered"),
    "above the route": (OWN_SCOPE, f"@tag\n{ROUTE}", "uncovered"),
    "no scope": (PLAIN, f"{ROUTE}@tag", "uncovered"),
    "a scope that is closed first": (BRIEF, f"{ROUTE}@tag", "uncovered"),
    "in the scope of a serverless function": (PLAIN, f"{ROUTE}{SERVERLESS}@tag", "covered"),
    "above a serverless function": (PLAIN, f"{ROUTE}@tag\n{SERVERLESS}", "uncovered"),
    "a scope round a serverless function": (OWN_SCOPE, f"{ROUTE}@tag\n{SERVERLESS}", "covered"),
    "a scope in a serverless function": (OWN_SCOPE, f"{ROUTE}{SERVERLESS}@tag", "uncovered"),
}

READS = {
    "req.headers.get('X-OpenReplay-SessionToken')": "covered",
    "req.headers['x-openreplay-sessiontoken']": "covered",
    "req.headers.get('x_openreplay_sessiontoken')": "uncovered",
    "req.params.get('X-OpenReplay-SessionToken')": "unknown",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("tagger", "decorators", "coverage"), DECORATED.values(), ids=DECORATED)
def test_decorators(tagger: str, decorators: str, coverage: str) -> None:
    text = (
        "import azure.functions as func\nimport sentry_sdk\n"
        "from sentry_sdk.integrations.serverless import serverless_function\n"
        f"app = func.FunctionApp()\n{tagger}\n{decorators.rstrip()}\n"
        "def hello(req):\n    ...\n"
    )
    line = text[: text.index("def hello")].count("\n") + 1
    assert listed(text) == [f"app.py:{line}: {coverage}"]


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = (
        "import azure.functions as func\nimport sentry_sdk\napp = func.FunctionApp()\n"
        f"{ROUTE}def hello(req):\n    with sentry_sdk.isolation_scope() as scope:\n"
        f"        scope.set_tag('openReplaySessionToken', {read})\n        return 'hello'\n"
    )
    assert listed(text) == [f"app.py:5: {coverage}"]


def test_names_and_routes() -> None:
    text = """
        import azure.functions as func

        app = func.FunctionApp()

        @app.route(route="a/{id}")
        def one(req): ...

        @app.route("b")
        def two(req): ...

        @app.route()
        def three(req): ...
        """
    assert named(text) == ["one: a/{id}", "two: b", "three: "]


# An app of the functions in ``text`` gets no decorator, for this reason.
LEFT = {
    "names that differ": (
        "@app.route()\ndef a(req): ...\n"
        "@app.route(trigger_arg_name='request')\ndef b(request): ...\n",
        "its functions call their request by different names",
    ),
    "another first parameter": (
        "@app.route()\ndef a(context, req): ...\n",
        "`a` does not take `req` as its first parameter",
    ),
    "some with a scope": (
        "@app.route()\n@serverless_function\ndef a(req): ...\n@app.route()\ndef b(req): ...\n",
        "Sentry's `@serverless_function` is on some of its functions only",
    ),
    "within a function": (
        "def make():\n    @app.route()\n    def a(req): ...\n\nmake()\n",
        "`a` is not defined at module level",
    ),
}


@pytest.mark.parametrize(("text", "reason"), LEFT.values(), ids=LEFT)
def test_what_is_left_to_a_person(text: str, reason: str) -> None:
    project = linked(
        "import azure.functions as func\nimport sentry_sdk\n"
        "from sentry_sdk.integrations.serverless import serverless_function\n"
        f"app = func.FunctionApp()\n{text}"
    )
    ((node, _),) = project.served
    framework = project.frameworks[node.app.framework]

    recipe = framework.recipe(project.ev, node.app, project.contract)

    assert recipe.reason == reason
    assert recipe.actions == ()
    assert "isolation_scope" in recipe.snippet
