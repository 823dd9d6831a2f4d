import sentry_sdk

REPLAY_HEADER = "X-OpenReplay-SessionToken"


def link_replay(event, hint):
    """Tags an event with the replay of the request that it came from."""
    headers = event.get("request", {}).get("headers", {})
    for name, value in headers.items():
        if name.lower() == REPLAY_HEADER.lower() and value:
            event.setdefault("tags", {})["openReplaySessionToken"] = value
    return event


def start_sentry(dsn):
    sentry_sdk.init(dsn=dsn, before_send=link_replay)
