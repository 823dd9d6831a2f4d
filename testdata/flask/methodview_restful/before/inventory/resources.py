import logging

import sentry_sdk
from flask_restful import Resource, reqparse

STOCK = {"bolt": 120, "nut": 0}
parser = reqparse.RequestParser()
parser.add_argument("q", default="", location="args")


class StockResource(Resource):
    def get(self, item, org="all"):  # handler: uncovered
        return {"item": item, "org": org, "boxes": 240 // STOCK[item]}

    def delete(self, item, org="all"):  # handler: uncovered
        try:
            ship(item)
        except OSError as error:
            sentry_sdk.capture_exception(error)
            return {"error": "not shipped"}, 502
        return "", 204


class SearchResource(Resource):
    def get(self, org="all"):  # handler: uncovered
        words = parser.parse_args()["q"]
        try:
            ship(words)
        except OSError:
            logging.getLogger("inventory").exception("search failed")
        return {"items": sorted(STOCK)}


class ArchiveResource(SearchResource):  # handler: uncovered
    method_decorators = []


def ship(item):
    raise OSError(f"the warehouse does not answer for {item}")


def add_all(api):
    api.add_org_resource(StockResource, "/stock/<item>", endpoint="stock")
    api.add_org_resource(SearchResource, "/search", endpoint="search")
    api.add_resource(ArchiveResource, "/archive/search")
