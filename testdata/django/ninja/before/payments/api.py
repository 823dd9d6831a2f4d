import logging

import sentry_sdk
from ninja import NinjaAPI

from .invoices import router as invoices_router
from .schemas import Rate

logger = logging.getLogger(__name__)

RATES = {"usd": 1.08, "gbp": 0}

api = NinjaAPI(title="Payments", version="1")
public_api = NinjaAPI(urls_namespace="public", docs_url=None)

api.add_router("/invoices", invoices_router)
api.add_router("/refunds", "payments.refunds.router")


class Declined(Exception):
    pass


@api.exception_handler(Declined)
def on_declined(request, exc):
    sentry_sdk.capture_exception(exc)
    return api.create_response(request, {"detail": "declined"}, status=402)


@api.get("/charge/{amount}")
def charge(request, amount: int):  # handler: uncovered
    if amount > 1000:
        raise Declined(amount)
    return {"charged": amount}


@public_api.get("/rates/{currency}", response=Rate)
def rate(request, currency: str):  # handler: uncovered
    return {"currency": currency, "per_euro": 1 / RATES[currency]}


@public_api.api_operation(["GET", "HEAD"], "/status")
def status(request):  # handler: uncovered
    try:
        provider = RATES["provider"]
    except KeyError:
        logger.exception("the provider's state is not known")
        provider = None
    return {"provider": provider}
