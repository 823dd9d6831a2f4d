import sentry_sdk
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

router = APIGatewayRouter()
ANIMALS = {"ape": 3}


@router.get("/<kind>")
def count(kind: str):  # handler: uncovered
    return {"count": ANIMALS[kind]}


@router.route("/<kind>/feed", method=["POST", "PUT"])
def feed(kind: str):  # handler: uncovered
    try:
        raise RuntimeError(f"the {kind} bites")
    except RuntimeError as error:
        sentry_sdk.capture_exception(error)
    return {"fed": False}
