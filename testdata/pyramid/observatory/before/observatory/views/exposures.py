import logging

import sentry_sdk
from pyramid.view import view_config, view_defaults

log = logging.getLogger(__name__)


@view_defaults(route_name="exposure", renderer="json")
class Exposures:
    def __init__(self, request):
        self.request = request
        self.number = request.matchdict["number"]

    @view_config(request_method="GET")
    def show(self):  # handler: uncovered
        try:
            raise OSError(f"the plate of {self.number} is lost")
        except OSError:
            log.exception("no exposure")
        return None

    @view_config(request_method="PUT")
    def take(self):  # handler: uncovered
        try:
            raise TimeoutError("the camera does not answer")
        except TimeoutError as error:
            sentry_sdk.capture_exception(error)
        return "queued"
