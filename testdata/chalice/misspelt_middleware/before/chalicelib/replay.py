from sentry_sdk import isolation_scope

HEADER = "HTTP_X_OPENREPLAY_SESSIONTOKEN"  # expect: RT103
TAG = "openReplay_sessionToken"  # expect: RT101


def link(event, get_response):
    with isolation_scope() as scope:
        if token := event.headers.get(HEADER):
            scope.set_tag(TAG, token)
        return get_response(event)
