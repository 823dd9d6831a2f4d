from enum import Enum


class Tag(str, Enum):
    REQUEST_ID = "request_id"
    REPLAY = "openReplaySessionToken"
