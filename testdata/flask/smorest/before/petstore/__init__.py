from .app import make_app  # noqa: F401
