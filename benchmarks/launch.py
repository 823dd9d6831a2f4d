"""Runs one command and writes what it cost. A program of its own, started as ``python -I -S``.

The peak memory that the kernel tells of a child begins with that of the process that started it:
so this one has to be small, and imports nothing but builtins.

    launch.py REPORT STDOUT STDERR COMMAND ...
"""

import os
import sys
import time


def main(report: str, stdout: str, stderr: str, command: list[str]) -> None:
    """Runs ``command`` in the working directory."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, stdout, flags, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, stderr, flags, 0o644),
    ]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    cpu = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    with open(report, "w", encoding="ascii") as file:  # noqa: PTH123
        file.write(f"{code} {wall!r} {cpu!r} {usage.ru_maxrss}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
