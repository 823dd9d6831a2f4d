"""``python -m replaytag``."""

from __future__ import annotations

from replaytag.cli.program import run

if __name__ == "__main__":
    run()
