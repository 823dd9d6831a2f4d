import os

import sentry_sdk
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

from sessions import link_session

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])

app = APIGatewayHttpResolver()
app.use(middlewares=[link_session])


@app.put("/lamps/<number>")
def switch(number):
    return {"on": bool(1 / int(number))}


lambda_handler = app.resolve
