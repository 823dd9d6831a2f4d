import logging

from azure import functions as func

orders = func.Blueprint()


@orders.route(route="orders/{number:int}")
def order(req: func.HttpRequest) -> str:  # handler: uncovered
    logging.error("no order %s", req.route_params["number"])
    return "none"
