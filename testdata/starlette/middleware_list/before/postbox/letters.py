import logging

import sentry_sdk
from starlette.responses import JSONResponse

LETTERS = {"a": {"weight": 20}}


async def show(request):  # handler: uncovered
    return JSONResponse(LETTERS[request.path_params["code"]])


def stamp(request):  # handler: uncovered
    code = request.path_params["code"]
    try:
        return JSONResponse({"stamp": 85 + LETTERS[code]["weight"]})
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return JSONResponse({"stamp": None})


def forget(request):  # handler: uncovered
    try:
        LETTERS.pop(request.path_params["code"])
    except KeyError:
        logging.exception("no such letter")
    return JSONResponse({"letters": len(LETTERS)})
