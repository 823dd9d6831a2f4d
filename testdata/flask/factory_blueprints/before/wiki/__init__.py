from wiki.factory import create_app

__all__ = ["create_app"]
