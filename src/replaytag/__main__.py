"""``python -m replaytag``."""

from __future__ import annotations

from replaytag.cli.main import run

if __name__ == "__main__":
    run()
