import logging
import os

import sentry_sdk
from fastapi import FastAPI

from notes.middleware import middleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI(title="Notes", middleware=middleware)

NOTES = {"todo": "buy milk"}


@app.get("/notes/{name}")
async def read_note(name: str):  # handler: covered
    return {"text": NOTES[name]}


@app.delete("/notes/{name}")
def delete_note(name: str):  # handler: covered
    try:
        NOTES.pop(name)
    except KeyError as error:
        sentry_sdk.capture_exception(error)
    return {"notes": len(NOTES)}


@app.get("/notes/{name}/words")
def count_words(name: str):  # handler: covered
    try:
        return {"words": len(NOTES[name].split())}
    except KeyError:
        logging.exception("no note %s", name)
        return {"words": 0}
