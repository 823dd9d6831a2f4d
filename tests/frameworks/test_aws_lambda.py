"""AWS Lambda: which functions are handlers, and which taggers cover them."""

from __future__ import annotations

import pytest

from replaytag.frameworks.records import Recipe
from tests.frameworks.asgi_samples import demanded, listed
from tests.linked import linked

REGISTERED = {
    "by what a SAM template says of the events": {
        "deploy/template.yaml": """
            Globals: {Function: {CodeUri: ../src, Runtime: python3.12}}
            Resources:
              Read:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: orders/api.read
                  Events: {A: {Type: Api}}
              Url:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: orders.api.at_url
                  FunctionUrlConfig: {AuthType: NONE}
              Queue:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: orders.api.queued
                  Events: {A: {Type: SQS}}
              Both:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: orders.api.both
                  Events: {A: {Type: Schedule}, B: {Type: HttpApi}}
              Untold:
                Type: AWS::Lambda::Function
                Properties:
                  Handler: orders.api.untold
                  CodeUri: !Sub ../src
              Reader:
                Type: AWS::Lambda::Function
                Properties:
                  Handler: orders.api.reads_a_path
              Gone:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: orders.api.not_there
                  Events: {A: {Type: Api}}
            """,
        "src/orders/__init__.py": "",
        "src/orders/api.py": """
            def read(event, context):  # handler: uncovered
                return {}

            def at_url(event, context):  # handler: uncovered
                return {}

            def queued(event, context):
                return event["headers"]

            def both(event, context):  # handler: uncovered
                return {}

            def untold(event, context):
                return {}

            def reads_a_path(event, context):  # handler: uncovered
                return event["pathParameters"]
            """,
    },
    "by what a Serverless Framework file says of the events": {
        "serverless.yml": """
            functions:
              create: {handler: src/app.create, events: [http: POST /orders]}
              read: {handler: src/app.read, events: [{httpApi: {path: /orders, method: GET}}]}
              url: {handler: src/app.at_url, url: true}
              nightly: {handler: src/app.nightly, events: [schedule: rate(1 day)]}
            """,
        "src/app.py": """
            def create(event, context):  # handler: uncovered
                return {}

            def read(event, context):  # handler: uncovered
                return {}

            def at_url(event, context):  # handler: uncovered
                return {}

            def nightly(event, context):
                return {}
            """,
    },
    "by Sentry's layer": {
        "template.yaml": """
            Resources:
              Read:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: sentry_sdk.integrations.init_serverless_sdk.sentry_lambda_handler
                  Environment: {Variables: {SENTRY_INITIAL_HANDLER: app.read}}
                  Events: {A: {Type: Api}}
            """,
        "app.py": """
            import sentry_sdk

            def read(event, context):  # handler: covered
                token = event["headers"].get("X-OpenReplay-SessionToken")
                if token:
                    sentry_sdk.set_tag("openReplaySessionToken", token)
            """,
    },
    "by what it reads": """
        def lambda_handler(event, context):  # handler: uncovered
            name = event.get("queryStringParameters", {}).get("name")
        """,
    "by what a function that it calls reads": """
        def body_of(event):
            return event["body"]

        def handler(event, context):  # handler: uncovered
            return body_of(event)
        """,
    "not by reading nothing of a request": """
        def lambda_handler(event, context):
            return {"statusCode": 200, "body": "Hello from Lambda!"}
        """,
    "not by records of a queue": """
        def lambda_handler(event, context):
            for record in event["Records"]:
                print(record["body"])
            return event.get("headers")
        """,
    "not by an authorizer": """
        def lambda_handler(event, context):
            return {"allowed": event["headers"]["authorization"], "on": event["methodArn"]}
        """,
    "not by a websocket": """
        def lambda_handler(event, context):
            return event["requestContext"]["connectionId"]
        """,
    "not by handing it on to a library": """
        import serverless_wsgi

        def lambda_handler(event, context):
            event["path"] = event["path"].lower()
            return serverless_wsgi.handle_request(app, event, context)
        """,
    "not in a class": """
        class Window:
            def handler(self, event, context):
                return event["headers"]
        """,
    "not of another number of parameters": """
        def handler(event):
            return event["headers"]
        """,
}

INTEGRATION = """
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(integrations=[AwsLambdaIntegration()])
"""
SERVERLESS = "from sentry_sdk.integrations.serverless import serverless_function\n"
DECORATOR = """
def tag(function):
    def inner(event, context):
        if token := event["headers"].get("x-openreplay-sessiontoken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(event, context)

    return inner
"""
ISOLATING = """
def tag(function):
    def inner(event, context):
        with sentry_sdk.isolation_scope() as scope:
            if token := event["headers"].get("x-openreplay-sessiontoken"):
                scope.set_tag("openReplaySessionToken", token)
            return function(event, context)

    return inner
"""
LATE = DECORATOR.replace("    if token", "    result = function(event, context)\n        if token")
BRIEF = ISOLATING.replace("            return", "        return")
ADAPTER = """
from aws_lambda_powertools.middleware_factory import lambda_handler_decorator

@lambda_handler_decorator
def tag(function, event, context):
    if token := event["headers"].get("x-openreplay-sessiontoken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return function(event, context)
"""
# What the module says, the decorators of its handler, and the handler's coverage.
DECORATED = {
    "inside the integration's scope": (INTEGRATION + DECORATOR, "@tag", "covered"),
    "inside the scope of a serverless function": (
        SERVERLESS + DECORATOR,
        "@serverless_function\n@tag",
        "covered",
    ),
    "outside the scope of a serverless function": (
        SERVERLESS + DECORATOR,
        "@tag\n@serverless_function",
        "uncovered",
    ),
    "a scope round that of a serverless function": (
        SERVERLESS + ISOLATING,
        "@tag\n@serverless_function(flush=False)",
        "covered",
    ),
    "a scope under that of a serverless function": (
        SERVERLESS + ISOLATING,
        "@serverless_function(flush=False)\n@tag",
        "uncovered",
    ),
    "no scope at all": (DECORATOR, "@tag", "uncovered"),
    "a scope of its own": (ISOLATING, "@tag", "covered"),
    "a scope that is closed first": (BRIEF, "@tag", "uncovered"),
    "a scope of its own inside the integration's": (INTEGRATION + ISOLATING, "@tag", "uncovered"),
    "too late": (INTEGRATION + LATE, "@tag", "uncovered"),
    "under another decorator": (
        f"{INTEGRATION}{DECORATOR}\n"
        "def timed(f):\n    def g(*args):\n        return f(*args)\n    return g\n",
        "@timed\n@tag",
        "covered",
    ),
    "made by a library": (INTEGRATION + ADAPTER, "@tag", "covered"),
}

READS = {
    "event['headers'].get('X-OpenReplay-SessionToken')": "covered",
    "event['headers']['x-openreplay-sessiontoken']": "covered",
    "(event.get('headers') or {}).get('X-OpenReplay-SessionToken')": "covered",
    "event.get('multiValueHeaders', {}).get('x-openreplay-sessiontoken', [None])[0]": "covered",
    "{k.lower(): v for k, v in event['headers'].items()}.get('x-openreplay-sessiontoken')": (
        "covered"
    ),
    "event['headers'].get('x_openreplay_sessiontoken')": "uncovered",
    "event['headers'].get('HTTP_X_OPENREPLAY_SESSIONTOKEN')": "uncovered",
    "event['queryStringParameters']['X-OpenReplay-SessionToken']": "unknown",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("module", "decorators", "coverage"), DECORATED.values(), ids=DECORATED)
def test_decorators(module: str, decorators: str, coverage: str) -> None:
    text = f"{decorators}\ndef lambda_handler(event, context):\n    return event['path']\n".join(
        ("import sentry_sdk\n" + module, "")
    )
    line = text[: text.index("def lambda_handler")].count("\n") + 1
    assert listed(text) == [f"app.py:{line}: {coverage}"]


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = (
        f"import sentry_sdk\n{INTEGRATION}\ndef lambda_handler(event, context):\n"
        f"    sentry_sdk.set_tag('openReplaySessionToken', {read})\n"
        "    return event['path']\n"
    )
    assert listed(text) == [f"app.py:7: {coverage}"]


def test_a_scope_round_the_whole_handler() -> None:
    text = """
        import sentry_sdk

        def lambda_handler(event, context):  # handler: covered
            token = event["headers"].get("X-OpenReplay-SessionToken")
            with sentry_sdk.isolation_scope() as scope:
                if token:
                    scope.set_tag("openReplaySessionToken", token)
                return work(event)

        def handler(event, context):  # handler: uncovered
            token = event["headers"].get("X-OpenReplay-SessionToken")
            with sentry_sdk.isolation_scope() as scope:
                if token:
                    scope.set_tag("openReplaySessionToken", token)
            return work(event)
        """
    assert listed(text) == demanded(text)


def test_names_in_an_event_with_lower_case_names() -> None:
    template = """
        Resources:
          Url:
            Type: AWS::Serverless::Function
            Properties: {Handler: app.url, FunctionUrlConfig: {AuthType: NONE}}
        """
    text = """
        import sentry_sdk
        from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

        sentry_sdk.init(integrations=[AwsLambdaIntegration()])

        def url(event, context):  # handler: {}
            token = event["headers"].get("{}")
            sentry_sdk.set_tag("openReplaySessionToken", token)
        """
    for coverage, name in (
        ("uncovered", "X-OpenReplay-SessionToken"),
        ("covered", "x-openreplay-sessiontoken"),
    ):
        files = {"template.yaml": template, "app.py": text.format(coverage, name)}
        assert listed(files) == demanded(files)


def test_a_wrapper_that_is_bound_to_the_handlers_name() -> None:
    wrapper = DECORATOR.replace("context):", "context):  # handler: covered")
    text = f"""
import sentry_sdk
{INTEGRATION}{wrapper}
def main(event, context):
    return event["path"]

lambda_handler = tag(main)
"""
    assert listed(text) == demanded(text)


def test_the_integration_of_another_service() -> None:
    start = "import sentry_sdk\n\ndef setup():\n    sentry_sdk.init({})\n"
    text = f"""
import sentry_sdk
from {{0}}.monitoring import setup
{DECORATOR}
setup()

@tag
def lambda_handler(event, context):  # handler: {{1}}
    return event["path"]
"""
    files = {
        "orders/__init__.py": "",
        "orders/monitoring.py": start.format("integrations=[AwsLambdaIntegration()]").replace(
            "\n\n", "\nfrom sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration\n\n", 1
        ),
        "orders/app.py": text.format("orders", "covered"),
        "parcels/__init__.py": "",
        "parcels/monitoring.py": start.format(""),
        "parcels/app.py": text.format("parcels", "uncovered"),
    }
    assert listed(files) == demanded(files)


# What the module says above its handler, and whether the decorator that is written opens a scope.
WRITTEN = {
    "no scope": ("", True),
    "the integration's": (INTEGRATION, False),
    "a serverless function's": (SERVERLESS + "\n@serverless_function", False),
}


@pytest.mark.parametrize(("above", "isolates"), WRITTEN.values(), ids=WRITTEN)
def test_the_decorator_that_is_written(above: str, isolates: bool) -> None:
    handler = "def lambda_handler(event, context):\n    return event['path']\n"

    recipe = _recipe({"app.py": f"import sentry_sdk\n{above}\n{handler}"})

    assert recipe.actions
    assert ("isolation_scope" in recipe.snippet) is isolates


def test_the_decorator_under_sentrys_layer() -> None:
    layer = REGISTERED["by Sentry's layer"]
    assert isinstance(layer, dict)

    assert "isolation_scope" not in _recipe(layer).snippet


def test_a_handler_of_other_parameters_gets_no_decorator() -> None:
    recipe = _recipe(
        "import sentry_sdk\ndef handler(event, context, database=None):\n    event['path']\n"
    )

    assert recipe.actions == ()
    assert recipe.reason == "`handler` has other parameters than the event and the context"


def _recipe(files: dict[str, str] | str) -> Recipe:
    project = linked(files)
    ((node, _),) = project.served
    framework = project.frameworks[node.app.framework]
    return framework.recipe(project.ev, node.app, project.contract)


def test_events_of_other_frameworks_are_read_as_ever() -> None:
    project = linked(
        """
        import sentry_sdk
        from chalice import Chalice
        from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

        sentry_sdk.init(integrations=[AwsLambdaIntegration()])
        app = Chalice("shop")

        @app.route("/")
        def index(): ...

        def link(event, get_response):
            if token := event.headers.get("x-openreplay-sessiontoken"):
                sentry_sdk.set_tag("openReplaySessionToken", token)
            return get_response(event)
        """
    )

    assert [tagger.target.name for tagger in project.unregistered] == ["link"]


def test_classes_of_events() -> None:
    text = """
        import sentry_sdk
        from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, event_source
        from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

        sentry_sdk.init(integrations=[AwsLambdaIntegration()])

        @event_source(data_class=APIGatewayProxyEvent)
        def lambda_handler(event, context):  # handler: covered
            if token := event.headers.get("x-openreplay-sessiontoken"):
                sentry_sdk.set_tag("openReplaySessionToken", token)

        def handler(event, context):  # handler: covered
            event = APIGatewayProxyEvent(event)
            token = event.get_header_value("X-OpenReplay-SessionToken")
            sentry_sdk.set_tag("openReplaySessionToken", token)
        """
    assert listed(text) == demanded(text)
