"""``python -m benchmarks``: measure replaytag beside other tools, and say which targets are met."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import corpora, document, environments, machine, report, results
from benchmarks.paths import DOCUMENT, RESULTS, make_cache
from benchmarks.process import CommandError
from benchmarks.scenarios import SCENARIOS, Setting
from benchmarks.tools import Programs


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--corpora", choices=["small", "all"], default="all", help="how much to measure on"
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=list(SCENARIOS),
        metavar="SCENARIO",
        help=f"one scenario, may be given several times: {', '.join(SCENARIOS)}",
    )
    parser.add_argument("--rounds", type=int, default=5, help="runs of each tool (default: 5)")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a target is missed")
    parser.add_argument("--output", type=Path, default=RESULTS, help="where the JSON goes")
    parser.add_argument("--write-docs", action="store_true", help=f"write {DOCUMENT.name}, too")
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="JSON", help="measure nothing, read results"
    )
    parser.add_argument(
        "--replaytag", type=Path, metavar="PROGRAM", help="measure this one, not this checkout's"
    )
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("--rounds needs a number of at least 1")
    return arguments


def _measured(arguments: argparse.Namespace) -> results.Results:
    make_cache()
    peers = environments.peers()
    program: Path | None = arguments.replaytag
    programs = Programs(program.absolute() if program else environments.replaytag(), peers)
    choice = corpora.choose(arguments.corpora)
    for corpus in choice.corpora.values():
        corpora.fetch(corpus, peers)
    found = results.Results(
        machine.facts(programs) | {"corpora": choice.name, "rounds": str(arguments.rounds)}, []
    )
    for name in arguments.only or SCENARIOS:
        print(name, file=sys.stderr, flush=True)
        setting = Setting(programs, choice, arguments.rounds)
        found.outcomes.append(SCENARIOS[name](setting))
        results.save(found, arguments.output)
    return found


def main() -> int:
    """Measures or reads results, prints them, and writes what was asked for."""
    arguments = _arguments()
    try:
        found = results.load(arguments.source) if arguments.source else _measured(arguments)
    except (CommandError, corpora.CorpusError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2
    print(report.render(found))
    if arguments.write_docs:
        document.write(found, DOCUMENT)
    missed = [check for check in found.checks if not check.met]
    print(f"\n{len(found.checks)} targets: {len(missed)} missed.")
    return 1 if missed and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
