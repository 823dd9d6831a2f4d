import enum


class Header(enum.StrEnum):
    REPLAY = "X-OpenReplay-SessionToken"
    REQUEST_ID = "X-Request-ID"


class Tag:
    REPLAY = "openReplaySessionToken"
    REQUEST_ID = "request_id"
