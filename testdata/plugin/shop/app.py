import sentry_sdk
from acme_web import Service

sentry_sdk.init()

service = Service("shop")


@service.on("/prices")
def prices(request):
    return {"assam": 450}
