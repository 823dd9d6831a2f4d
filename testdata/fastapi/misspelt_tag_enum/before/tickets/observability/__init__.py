from .hooks import install
from .tags import Tag

__all__ = ["Tag", "install"]
