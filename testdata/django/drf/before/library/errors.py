import sentry_sdk
from rest_framework.response import Response
from rest_framework.views import exception_handler as default_handler


class ShelfBroken(Exception):
    pass


def exception_handler(exc, context):
    """Answers what DRF does not know itself; everything else stays a 500."""
    if isinstance(exc, ShelfBroken):
        sentry_sdk.capture_exception(exc)
        return Response({'detail': 'shelf broken'}, status=409)
    return default_handler(exc, context)
