import os

import sentry_sdk
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])
app = APIGatewayHttpResolver()


@app.get("/tides/<port>")
def tide(port):  # handler: covered
    return {"high": {"brest": 7}[port]}


def handler(event, context):
    token = APIGatewayProxyEventV2(event).headers.get("x-openreplay-sessiontoken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return app.resolve(event, context)
