"""AWS Chalice: which handlers are found, and which taggers cover them."""

from __future__ import annotations

import pytest

from tests.frameworks.asgi_samples import demanded, listed, named

REGISTERED = {
    "routes of an app and of a blueprint": {
        "app.py": """
            from chalice import Chalice, Cron
            from chalicelib.pages import pages as more

            application = Chalice(app_name="shop")
            application.register_blueprint(more, url_prefix="/pages")

            @application.route("/", methods=["GET"])
            @application.route("/index")
            def index():  # handler: uncovered
                ...

            @application.schedule(Cron(0, 4, "*", "*", "?", "*"))
            def nightly(event):
                ...

            @application.on_sqs_message(queue="orders")
            def ordered(event):
                ...

            @application.lambda_function()
            def by_hand(event, context):
                ...

            @application.authorizer()
            def allowed(request):
                ...
            """,
        "chalicelib/__init__.py": "",
        "chalicelib/pages.py": """
            import chalice

            pages = chalice.Blueprint(__name__)

            @pages.route("/{name}")
            def page(name):  # handler: uncovered
                ...
            """,
    },
    "wrappers under the route": """
        from chalice import Chalice

        app = Chalice("shop")

        def signed_in(view):
            def inner(*args, **kwargs):
                return view(*args, **kwargs)

            return inner

        @app.route("/")
        @signed_in
        def index():  # handler: uncovered
            ...
        """,
    "a construct that deploys an app is no app": """
        from chalice import Chalice
        from chalice.cdk import Chalice as Deployed

        app = Chalice("shop")
        stack = Deployed("shop", source_dir=".")

        @app.route("/")
        def index():  # handler: uncovered
            ...
        """,
}

OWN_SCOPE = """
    with sentry_sdk.isolation_scope() as scope:
        if token := event.headers.get("X-OpenReplay-SessionToken"):
            scope.set_tag("openReplaySessionToken", token)
        return get_response(event)
"""
PLAIN = """
    if token := event.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return get_response(event)
"""
# Decorators and body of a middleware, what else the module says, and the coverage of its view.
MIDDLEWARE = {
    "a scope of its own": ('@app.middleware("http")', OWN_SCOPE, "", "covered"),
    "for all events": ("@app.middleware()", OWN_SCOPE, "", "covered"),
    "for another event": ('@app.middleware("s3")', OWN_SCOPE, "", "uncovered"),
    "on a blueprint": ('@bp.middleware("all")', OWN_SCOPE, "", "covered"),
    "registered by a call": ("", OWN_SCOPE, 'app.register_middleware(tag, "http")', "covered"),
    "not registered": ("", OWN_SCOPE, "", "uncovered"),
    "no scope of its own": ('@app.middleware("http")', PLAIN, "", "uncovered"),
    "no scope of its own, but one for the invocation": (
        '@app.middleware("http")',
        PLAIN,
        "from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration\n"
        "sentry_sdk.init(integrations=[AwsLambdaIntegration()])",
        "covered",
    ),
    "the scope is closed before the view runs": (
        '@app.middleware("http")',
        OWN_SCOPE.replace("        return", "    return"),
        "",
        "uncovered",
    ),
}

READS = {
    "app.current_request.headers.get('X-OpenReplay-SessionToken')": "covered",
    "app.current_request.headers['x-openreplay-sessiontoken']": "covered",
    "bp.current_request.headers.get('X-OpenReplay-SessionToken')": "covered",
    "bp.current_app.current_request.headers.get('x-openreplay-sessiontoken')": "covered",
    "app.current_request.headers.get('x_openreplay_sessiontoken')": "uncovered",
    "app.current_request.to_dict()['headers'].get('x-openreplay-sessiontoken')": "covered",
    "app.current_request.to_dict()['headers']['X-OpenReplay-SessionToken']": "uncovered",
    "app.current_request.query_params.get('X-OpenReplay-SessionToken')": "unknown",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(
    ("decorators", "body", "more", "coverage"), MIDDLEWARE.values(), ids=MIDDLEWARE
)
def test_middleware(decorators: str, body: str, more: str, coverage: str) -> None:
    text = (
        "import sentry_sdk\nfrom chalice import Blueprint, Chalice\n"
        "app = Chalice('shop')\nbp = Blueprint(__name__)\napp.register_blueprint(bp)\n"
        "@app.route('/')\ndef index():\n    ...\n"
        f"{decorators}\ndef tag(event, get_response):{body}\n{more}\n"
    )
    assert listed(text) == [f"app.py:7: {coverage}"]


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = f"""
        import sentry_sdk
        from chalice import Blueprint, Chalice

        app = Chalice("shop")
        bp = Blueprint(__name__)

        @app.route("/")
        def index():
            sentry_sdk.set_tag("openReplaySessionToken", {read})
        """
    assert listed(text) == [f"app.py:8: {coverage}"]


def test_middleware_made_of_a_lambda_wrapper() -> None:
    text = """
        import sentry_sdk
        from chalice import Chalice, ConvertToMiddleware

        app = Chalice("shop")

        def tagging(handler):
            def inner(event, context):
                with sentry_sdk.isolation_scope() as scope:
                    token = event["headers"]["x-openreplay-sessiontoken"]
                    scope.set_tag("openReplaySessionToken", token)
                    return handler(event, context)

            return inner

        app.register_middleware(ConvertToMiddleware(tagging), "http")

        @app.route("/")
        def index():  # handler: covered
            ...
        """
    assert listed(text) == demanded(text)


def test_names_and_routes() -> None:
    text = """
        from chalice import Chalice

        app = Chalice("shop")

        @app.route("/{name}", methods=["PUT"])
        def put(name): ...

        @app.route("/a")
        @app.route("/b")
        def get(): ...
        """
    assert named(text) == ["put: /{name}", "get: /b /a"]
