from sentry_sdk import configure_scope


class OpenReplayMiddleware(object):
    def process_request(self, request):
        token = request.META.get('HTTP_X_OPENREPLAY_SESSIONTOKEN')
        if token:
            with configure_scope() as scope:  # expect: RT404
                scope.set_tag('openReplaySessionToken', token)
