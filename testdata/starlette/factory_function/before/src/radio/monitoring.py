import os


def setup_sentry(release):
  dsn = os.environ.get("SENTRY_DSN")
  if not dsn:
    return
  import sentry_sdk
  from sentry_sdk.integrations.starlette import StarletteIntegration

  sentry_sdk.init(dsn=dsn, release=release, integrations=[StarletteIntegration()])
