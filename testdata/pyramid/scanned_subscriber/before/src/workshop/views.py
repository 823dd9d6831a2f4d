import logging
from functools import partial

import sentry_sdk
from pyramid.response import Response
from pyramid.view import notfound_view_config, view_config

json_view = partial(view_config, renderer="json")
BIKES = {}


@json_view(route_name="bike")
def bike(request):  # handler: covered
    return BIKES[request.matchdict["number"]]


@json_view(route_name="repairs", request_method="POST")
def repair(request):  # handler: covered
    try:
        raise LookupError("no hands free")
    except LookupError as error:
        sentry_sdk.capture_exception(error)
    return "later"


@notfound_view_config()
def nothing(request):  # handler: covered
    logging.getLogger("workshop").error("nothing at %s", request.path)
    return Response("nothing here", status=404)
