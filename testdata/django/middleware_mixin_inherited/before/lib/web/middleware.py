import sentry_sdk
from django.utils.deprecation import MiddlewareMixin


class HeaderTagMiddleware(MiddlewareMixin):
    """Base of the middlewares that copy one request header to one Sentry tag."""

    header = ""
    tag = ""

    def process_request(self, request):
        value = request.headers.get(self.header)
        if value:
            sentry_sdk.set_tag(self.tag, value)
