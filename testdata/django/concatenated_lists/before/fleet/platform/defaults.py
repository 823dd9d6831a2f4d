"""Lists that all of our sites share."""

COMMON_MIDDLEWARE = [
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
]

OBSERVABILITY_MIDDLEWARE = ["fleet.platform.observability.SessionReplay"]
