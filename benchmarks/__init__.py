"""Measures replaytag beside other tools: see ``docs/performance.md``."""
