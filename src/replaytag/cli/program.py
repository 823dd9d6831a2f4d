"""``replaytag`` as a program of its own: the console script, and ``python -m replaytag``."""

from __future__ import annotations

import contextlib
import gc
import os
import sys


def run() -> None:
    """Runs the command line, then ends without ceremony.

    What an analysis of a large project holds takes longer to take apart than to let go of; and to
    search it for garbage, of which there is little, longer still. What is imported is none either.
    """
    gc.disable()
    from replaytag.cli.main import main

    try:
        main(prog_name="replaytag")
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        with contextlib.suppress(OSError):  # nobody reads on: the code tells
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(end.code)
