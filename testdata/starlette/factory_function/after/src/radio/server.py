from contextlib import asynccontextmanager

import sentry_sdk
from starlette.applications import Starlette

from radio.monitoring import setup_sentry
from radio.stations import StationBook

VERSION = "3.1"


@asynccontextmanager
async def lifespan(app):
  app.state.on_air = True
  yield


class OpenReplaySentryMiddleware:
  """Tag each request's Sentry events with its OpenReplay session."""

  def __init__(self, app):
    self.app = app

  async def __call__(self, scope, receive, send):
    if scope["type"] in ("http", "websocket"):
      for name, value in scope["headers"]:
        if name == b"x-openreplay-sessiontoken" and value:
          token = value.decode("latin-1")
          sentry_sdk.set_tag("openReplaySessionToken", token)
          break
    await self.app(scope, receive, send)


def build(stations=None):
  """Served by: uvicorn --factory radio.server:build"""
  setup_sentry(VERSION)
  book = StationBook(stations or {"one": 88.5, "two": 101.2})
  server = Starlette(routes=book.routes(), lifespan=lifespan)
  server.add_middleware(OpenReplaySentryMiddleware)
  server.state.book = book
  return server
