from enum import Enum


class Tag(str, Enum):
    """The tags that our dashboards group by."""

    TENANT = "tenant.id"
    USER_SESSION = "session_token"
    REPLAY = "openReplaySessionToken"
    REPLAY_URL = "openReplaySessionURL"
