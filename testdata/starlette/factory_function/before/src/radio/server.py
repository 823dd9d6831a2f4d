from contextlib import asynccontextmanager

from starlette.applications import Starlette

from radio.monitoring import setup_sentry
from radio.stations import StationBook

VERSION = "3.1"


@asynccontextmanager
async def lifespan(app):
  app.state.on_air = True
  yield


def build(stations=None):
  """Served by: uvicorn --factory radio.server:build"""
  setup_sentry(VERSION)
  book = StationBook(stations or {"one": 88.5, "two": 101.2})
  server = Starlette(routes=book.routes(), lifespan=lifespan)  # expect: RT301
  server.state.book = book
  return server
