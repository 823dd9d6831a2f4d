import asyncio

import azure.functions as func
import sentry_sdk

from openreplay_session import tag_openreplay_session

bp = func.Blueprint()


def counted(function):
    return function


@bp.route(route="parcels", methods=("POST",))
@counted
@tag_openreplay_session
async def send(req: func.HttpRequest) -> func.HttpResponse:
    await asyncio.sleep(0)
    try:
        req.get_json()
    except ValueError:
        sentry_sdk.capture_exception()
    return func.HttpResponse(status_code=202)


@bp.queue_trigger(arg_name="message", queue_name="parcels", connection="STORAGE")
def lost(message: func.QueueMessage):
    logging.error("lost a parcel")
