import logging

import sentry_sdk

BEDS = {"1": "handled"}


def bed(request):  # handler: covered
    name = BEDS[request.matchdict["number"]]
    sentry_sdk.capture_message("somebody looked at a bed")
    return {"bed": name}


def water(request):  # handler: covered
    logging.error("the tank is empty")
    return None


def includeme(config):
    config.add_route("bed", "/beds/{number}")
    config.add_route("water", "/water", request_method="POST")
    config.add_view(bed, route_name="bed", renderer="json")
    config.add_view(water, route_name="water", renderer="json")
