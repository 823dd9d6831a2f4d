import sentry_sdk


def link_session(app, next_middleware):  # expect: RT303
    token = app.current_event.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return next_middleware(app)
