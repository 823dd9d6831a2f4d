import azure.functions as func
import sentry_sdk

sentry_sdk.init()
app = func.FunctionApp()


@app.route(route="right")
def right(req: func.HttpRequest) -> str:  # handler: covered
    with sentry_sdk.isolation_scope() as scope:
        scope.set_tag("openReplaySessionToken", req.headers["X-OpenReplay-SessionToken"])  # expect: RT104
        return "right"


@app.route(route="never")
def never(req: func.HttpRequest) -> str:  # handler: uncovered
    with sentry_sdk.isolation_scope() as scope:
        token = req.headers.get("X_OpenReplay_SessionToken")  # expect: RT103
        scope.set_tag("openReplaySessionToken", token)  # expect: RT201
        return "never"


@app.route(route="misspelt")
def misspelt(req: func.HttpRequest) -> str:  # handler: uncovered
    with sentry_sdk.isolation_scope() as scope:
        token = req.headers.get("X-OpenReplay-SesionToken")  # expect: RT102
        scope.set_tag("openReplaySessionToken", token)  # expect: RT201
        return "misspelt"
