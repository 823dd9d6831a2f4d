import asyncio
import logging

import sentry_sdk
from sanic import Blueprint, empty, text
from sanic.views import HTTPMethodView

tickets = Blueprint("tickets")


class Tickets(HTTPMethodView, attach=tickets, uri="/tickets"):
    async def post(self, request):  # handler: uncovered
        try:
            await asyncio.sleep(0.05)
            raise TimeoutError("the bank does not answer")
        except TimeoutError as error:
            sentry_sdk.capture_exception(error)
        return text("later", status=503)

    async def delete(self, request):  # handler: uncovered
        try:
            [].remove("ticket")
        except ValueError:
            logging.exception("there is no ticket to give back")
        return empty()


class Tours(HTTPMethodView):
    def get(self, request, name):  # handler: uncovered
        return text(name)


tickets.add_route(Tours.as_view(), "/tours/<name>")
