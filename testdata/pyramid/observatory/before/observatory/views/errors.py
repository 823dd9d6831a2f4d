import logging

import sentry_sdk
from pyramid.response import Response
from pyramid.view import exception_view_config, notfound_view_config, view_config

log = logging.getLogger(__name__)


class DomeShut(Exception):
    pass


@view_config(route_name="dome")
def dome(request):  # handler: uncovered
    raise DomeShut("it rains")


@exception_view_config(DomeShut)
def shut(error, request):  # handler: uncovered
    sentry_sdk.capture_exception(error)
    return Response("shut", status=503)


@notfound_view_config()
def missing(request):  # handler: uncovered
    log.error("somebody looked for %s", request.path)
    return Response("no such page", status=404)
