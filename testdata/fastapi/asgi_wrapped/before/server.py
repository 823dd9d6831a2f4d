"""Label printer service: gunicorn -k uvicorn.workers.UvicornWorker server:app"""

import asyncio
import logging
import os

from fastapi import FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from sentry_sdk import capture_exception
from sentry_sdk import init as sentry_init
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

import labels

main_app = FastAPI()  # expect: RT301
main_app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["*"],
    allow_headers=["*"],
)


@main_app.get("/labels/{kind}")
def label(kind: str):  # handler: uncovered
    return Response(labels.draw(kind), media_type="image/svg+xml")


@main_app.get("/labels/{kind}/size")
async def size(kind: str):  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        return {"size": labels.SIZES[kind]}
    except KeyError as error:
        capture_exception(error)
        return {"size": None}


@main_app.post("/jobs")
async def print_job(job: dict):  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        return {"pages": job["pages"] * job["copies"]}
    except KeyError:
        logging.exception("incomplete print job")
        return {"pages": 0}


sentry_init(dsn=os.environ.get("SENTRY_DSN"), release=os.environ.get("RELEASE"))

app = SentryAsgiMiddleware(main_app)
