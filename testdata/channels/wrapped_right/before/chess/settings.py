SECRET_KEY = "local"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["channels"]
MIDDLEWARE = []
ROOT_URLCONF = "chess.urls"
ASGI_APPLICATION = "chess.asgi.application"
