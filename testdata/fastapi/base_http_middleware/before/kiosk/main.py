import asyncio
import logging

import sentry_sdk
from fastapi import FastAPI, WebSocket

from kiosk.common import SentryContextMiddleware, setup_sentry
from kiosk.menu import router as menu_router

setup_sentry()

app = FastAPI()
app.add_middleware(SentryContextMiddleware)
app.include_router(menu_router)

WELCOME = {"en": "welcome", "de": "willkommen"}


@app.get("/till")
def till():  # handler: covered
    try:
        raise ConnectionError("no till is connected")
    except ConnectionError as error:
        sentry_sdk.capture_exception(error)
    return {"till": "offline"}


@app.post("/till/open")
async def open_till(amount: int = 0):  # handler: covered
    await asyncio.sleep(0.02)
    try:
        return {"rolls": 50 // amount}
    except ZeroDivisionError:
        logging.exception("the till is empty")
        return {"rolls": 0}


@app.websocket("/displays/{language}")
async def display(socket: WebSocket, language: str):  # handler: uncovered
    await socket.accept()
    await socket.send_text(WELCOME[language])
    await socket.close()
