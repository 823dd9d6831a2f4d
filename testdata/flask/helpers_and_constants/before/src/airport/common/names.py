from enum import Enum

__all__ = ["OPENREPLAY", "Tag"]

_PRODUCT = "openReplay"
OPENREPLAY = {"header": "X-OpenReplay-SessionToken", "enabled": True}


class Tag(Enum):
    GATE = "gate"
    REPLAY = _PRODUCT + "SessionToken"
