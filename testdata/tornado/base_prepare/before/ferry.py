"""Ferries between the islands."""

import asyncio
import os

import sentry_sdk
from tornado import web

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class Base(web.RequestHandler):
    def initialize(self, seats):
        self.seats = seats

    async def prepare(self):
        # Who asks?
        await asyncio.sleep(0)
        self.passenger = self.get_query_argument("passenger", "")


class Seat(Base):
    def get(self, number):  # handler: uncovered
        self.write(self.seats[number])

    def put(self, number):  # handler: uncovered
        self.seats[number] = self.passenger


class Departures(Base):
    async def prepare(self):
        await super().prepare()
        self.set_header("Cache-Control", "no-store")

    async def get(self):  # handler: uncovered
        await asyncio.sleep(0.05)
        sentry_sdk.capture_message("no departures today")
        self.write({"departures": []})


def make_app():
    seats = {"1": "ines"}
    app = web.Application(autoreload=False)  # expect: RT301
    app.add_handlers(r".*", [
        web.URLSpec(r"/seats/(\d+)", Seat, {"seats": seats}),
        web.URLSpec(r"/departures", Departures, {"seats": seats}),
    ])
    return app
