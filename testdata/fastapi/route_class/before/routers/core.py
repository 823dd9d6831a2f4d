import asyncio
import logging

import sentry_sdk
from fastapi import Body, HTTPException

from routers.base import get_routers

public_app, app = get_routers("/projects")

PROJECTS = {1: {"name": "web", "sessions": 0}}


@app.get("/{project}")
def get_project(project: int):  # handler: covered
    return PROJECTS[project]


@app.get("/{project}/rate")
async def get_rate(project: int):  # handler: covered
    await asyncio.sleep(0.02)
    try:
        return {"rate": 100 / PROJECTS[project]["sessions"]}
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return {"rate": None}


@app.post("/{project}/alerts")
def add_alert(project: int, alert: dict = Body(...)):  # handler: covered
    try:
        return {"threshold": float(alert["threshold"])}
    except (KeyError, ValueError):
        logging.getLogger("alerts").exception("alert of project %s", project)
        return {"threshold": None}


@public_app.post("/login")
async def login(credentials: dict = Body(...)):  # handler: covered
    if "email" not in credentials:
        raise HTTPException(status_code=401, detail="who are you?")
    return {"email": credentials["email"]}
