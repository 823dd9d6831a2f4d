import sentry_sdk


class OpenReplayMiddleware(object):
    def process_request(self, request):
        token = request.META.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')
        if token:
            sentry_sdk.set_tag('openReplaySessionToken', token)
