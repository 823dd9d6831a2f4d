"""Compares the handlers of sample projects with their frameworks' own tables of routes.

``python -m tests.routes`` takes all projects of ``testdata`` that can be served, ``python -m
tests.routes FRAMEWORK`` those of one; ``python -m tests.routes FRAMEWORK CODE`` a project of
anybody's, whose directory ``CODE`` has a ``runtime.toml`` that says how the app is loaded.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.projects import all_projects, copy_unfixed
from tests.routes.compare import Comparison, DumpError, compare
from tests.routes.tables import has_table


def main() -> int:
    """Print a row for each framework, and what is missed or invented."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    results: dict[str, list[Comparison]] = defaultdict(list)
    if len(sys.argv) > 2:
        code = Path(sys.argv[2])
        found = compare(code, code, wanted)
        _print_differences(code.name, found)
        results[wanted].append(found)
    else:
        for project in all_projects():
            framework = project.root.parent.name
            if wanted not in ("", framework) or not has_table(framework, project.root):
                continue
            with tempfile.TemporaryDirectory() as directory:
                code = copy_unfixed(project, Path(directory) / "code")
                try:
                    found = compare(code, project.root, framework)
                except DumpError as error:
                    print(f"{project}: {str(error).splitlines()[-1]}", file=sys.stderr)
                    continue
            _print_differences(str(project), found)
            results[framework].append(found)
    print(f"{'framework':15} {'projects':>8} {'endpoints':>9} {'recall':>7} {'precision':>9}")
    for framework, found_in in results.items():
        matched = sum(found.matched for found in found_in)
        total = Comparison(
            matched,
            [entry for found in found_in for entry in found.missed],
            [entry for found in found_in for entry in found.invented],
        )
        endpoints = matched + len(total.missed)
        row = (framework, len(found_in), endpoints, total.recall, total.precision)
        print("{:15} {:8} {:9} {:7.1%} {:9.1%}".format(*row))
    return 0


def _print_differences(project: str, found: Comparison) -> None:
    for kind, entries in (("missed", found.missed), ("invented", found.invented)):
        for entry in entries:
            print(f"{project}: {kind} {entry}")


if __name__ == "__main__":
    sys.exit(main())
