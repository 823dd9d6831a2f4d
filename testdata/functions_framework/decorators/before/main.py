import os

import functions_framework
import sentry_sdk

from linking import linked

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


@functions_framework.http
@linked
def below(request):  # handler: covered
    return {"weight": int(request.args["weight"])}


@linked
@functions_framework.http
def above(request):  # handler: covered
    return {"weight": 0}
