import logging

from azure import functions as func

from openreplay_session import tag_openreplay_session

orders = func.Blueprint()


@orders.route(route="orders/{number:int}")
@tag_openreplay_session
def order(req: func.HttpRequest) -> str:
    logging.error("no order %s", req.route_params["number"])
    return "none"
