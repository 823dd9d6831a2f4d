import os

import sentry_sdk
from django.conf import settings

from clinic.tags import Tag

sentry_sdk.init(os.environ.get("SENTRY_DSN"), environment="clinic")


def request_id(get_response):
    def middleware(request):
        value = request.META.get(settings.REQUEST_ID_META_KEY)
        if value:
            sentry_sdk.set_tag(Tag.REQUEST_ID.value, value)
        return get_response(request)

    return middleware


def session_replay(get_response):
    key = settings.OPENREPLAY_META_KEY

    def middleware(request):
        if token := request.META.get(key):
            sentry_sdk.set_tag(Tag.REPLAY.value, token)
        return get_response(request)

    return middleware
