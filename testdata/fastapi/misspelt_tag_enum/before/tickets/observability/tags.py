from enum import Enum


class Tag(str, Enum):
    """The tags that our dashboards group by."""

    TENANT = "tenant.id"
    USER_SESSION = "session_token"
    REPLAY = "openReplaySessionId"  # expect: RT101
    REPLAY_URL = "openReplaySessionURL"
