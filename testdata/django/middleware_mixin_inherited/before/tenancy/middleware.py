from lib.web import HeaderTagMiddleware


class TenantMiddleware(HeaderTagMiddleware):
    header = "X-Tenant"
    tag = "tenant"


class ReplayMiddleware(HeaderTagMiddleware):
    header = "X-OpenReplay-SessionToken"
    tag = "openReplaySessionToken"
