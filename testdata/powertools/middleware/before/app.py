import os

import sentry_sdk
from aws_lambda_powertools.event_handler import LambdaFunctionUrlResolver, Response
from sentry_sdk.integrations.serverless import serverless_function

from shop.middlewares import SessionMiddleware, count_requests
from shop.orders import router

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = LambdaFunctionUrlResolver()
app.use(middlewares=[SessionMiddleware("X-OpenReplay-SessionToken"), count_requests])
app.include_router(router)


@app.exception_handler(KeyError)
def missing(error):
    sentry_sdk.capture_exception(error)
    return Response(status_code=404, content_type="text/plain", body="missing")


@serverless_function
def lambda_handler(event, context):
    return app.resolve(event, context)
