SECRET_KEY = "local"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["channels"]
MIDDLEWARE = ["station.middleware.replay"]
ROOT_URLCONF = "station.urls"
ASGI_APPLICATION = "station.asgi.application"
