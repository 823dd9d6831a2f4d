"""``python -m replaytag``."""

from __future__ import annotations

from replaytag.cli.main import main

if __name__ == "__main__":
    main(prog_name="replaytag")
