import asyncio
import logging
from functools import partial

import sentry_sdk
from starlette.responses import JSONResponse
from starlette.routing import Route

from vault.decorators import as_json, key_required

SECRETS = {"db": "postgres://"}


@key_required
@as_json()
async def read(request):  # handler: uncovered
    return {"value": SECRETS[request.path_params["name"]]}


@key_required
def rotate(request):  # handler: uncovered
    name = request.path_params["name"]
    try:
        SECRETS[name] = SECRETS[name].strip()
    except KeyError as error:
        sentry_sdk.capture_exception(error)
    return JSONResponse({"secrets": len(SECRETS)})


async def age(request, unit):  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        return JSONResponse({unit: int(request.query_params["since"])})
    except (KeyError, ValueError):
        logging.exception("age in %s", unit)
        return JSONResponse({unit: None})


routes = [
    Route("/secrets/{name}", read),
    Route("/secrets/{name}/rotate", rotate, methods=["POST"]),
    Route("/age", partial(age, unit="days")),
]
