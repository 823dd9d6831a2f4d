import sentry_sdk


def remember_session(event):  # expect: RT303
    token = event.request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
