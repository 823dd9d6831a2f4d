from sentry_sdk import isolation_scope

HEADER = "X-OpenReplay-SessionToken"
TAG = "openReplaySessionToken"


def link(event, get_response):
    with isolation_scope() as scope:
        if token := event.headers.get(HEADER):
            scope.set_tag(TAG, token)
        return get_response(event)
