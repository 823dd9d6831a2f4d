import sentry_sdk


class ReplayMixin:
    def prepare(self):
        with_header = self.request.headers.get_list("x-openreplay-sessiontoken")
        if with_header and with_header[0]:
            sentry_sdk.get_isolation_scope().set_tag("openReplaySessionToken", with_header[0])
        return super().prepare()
