"""Names that moved between Django versions."""
try:
    from django.conf.urls import url
except ImportError:
    from django.urls import re_path as url

__all__ = ['url']
