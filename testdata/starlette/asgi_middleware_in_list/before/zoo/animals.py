import asyncio

import sentry_sdk
from starlette.endpoints import HTTPEndpoint, WebSocketEndpoint
from starlette.responses import JSONResponse

ANIMALS = {"leo": "lion"}


class Animal(HTTPEndpoint):
    async def get(self, request):  # handler: covered
        await asyncio.sleep(0.02)
        return JSONResponse({"species": ANIMALS[request.path_params["name"]]})

    def delete(self, request):  # handler: covered
        try:
            ANIMALS.pop(request.path_params["name"])
        except KeyError as error:
            sentry_sdk.capture_exception(error)
        return JSONResponse(ANIMALS)


class Camera(WebSocketEndpoint):  # handler: covered
    encoding = "text"

    async def on_connect(self, websocket):
        await websocket.accept()

    async def on_receive(self, websocket, data):
        await websocket.send_text(ANIMALS[data])
