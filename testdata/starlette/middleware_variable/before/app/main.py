from starlette.applications import Starlette

from app import middleware, routes, settings

app = Starlette(  # expect: RT301
    debug=settings.DEBUG, routes=routes.routes, middleware=middleware.middleware
)
app.mount("/colours", routes.router)

if settings.SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(settings.SENTRY_DSN)
