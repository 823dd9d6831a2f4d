import os

import azure.functions as func
import sentry_sdk
from sentry_sdk.integrations.serverless import serverless_function

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = func.FunctionApp()  # expect: RT301


@app.route(route="divide/{by}")
@app.generic_output_binding(arg_name="log", type="queue", queue_name="log", connection="S")
@serverless_function
def divide(req: func.HttpRequest, log=None) -> str:  # handler: uncovered
    return str(100 / int(req.route_params["by"]))
