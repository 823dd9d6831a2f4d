"""``[tool.replaytag]`` of a ``pyproject.toml``."""

from replaytag.config.reading import load, mentions
from replaytag.config.settings import ALL, Config, ConfigError, check_selectors

__all__ = ["ALL", "Config", "ConfigError", "check_selectors", "load", "mentions"]
