import asyncio

import sentry_sdk
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

PRICES = {"adult": 12, "child": 0}


def ticket(request: Request):  # handler: uncovered
    kind = request.path_params["kind"]
    return JSONResponse({"share": PRICES["adult"] / PRICES[kind]})


async def sell(request: Request):  # handler: uncovered
    await asyncio.sleep(0.02)
    order = await request.json()
    try:
        return JSONResponse({"total": PRICES[order["kind"]] * order["count"]})
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return JSONResponse({"total": None}, status_code=422)


async def queue(websocket: WebSocket):  # handler: uncovered
    await websocket.accept()
    await websocket.send_json({"waiting": 3})
    await websocket.close()


tickets = [
    Route("/{kind}", ticket),
    Route("/", sell, methods=["POST"]),
]

routes = [
    Mount("/tickets", routes=tickets, name="tickets"),
    WebSocketRoute("/queue", queue),
]
