import sentry_sdk


def link_replay(event, get_response):  # expect: RT303
    token = event.headers.get("x-openreplay-sessiontoken")
    with sentry_sdk.isolation_scope() as scope:
        if token:
            scope.set_tag("openReplaySessionToken", token)
        return get_response(event)


def add_version(event, get_response):
    response = get_response(event)
    response.headers["X-Version"] = "2"
    return response
