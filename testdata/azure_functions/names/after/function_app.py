import azure.functions as func
import sentry_sdk

sentry_sdk.init()
app = func.FunctionApp()


@app.route(route="right")
def right(req: func.HttpRequest) -> str:
    with sentry_sdk.isolation_scope() as scope:
        token = req.headers.get("X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token)
        return "right"


@app.route(route="never")
def never(req: func.HttpRequest) -> str:
    with sentry_sdk.isolation_scope() as scope:
        token = req.headers.get("X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token)
        return "never"


@app.route(route="misspelt")
def misspelt(req: func.HttpRequest) -> str:
    with sentry_sdk.isolation_scope() as scope:
        token = req.headers.get("X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token)
        return "misspelt"
