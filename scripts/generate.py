"""Writes what is made from the program itself: what its documentation shows, and an index.

``docs/rules.md``, ``docs/frameworks.md`` and ``src/replaytag/frameworks/index.py`` wholly; in
``README.md`` the table of rules and what ``scripts/demo`` prints. With ``--check`` nothing is
written, and the exit code is 1 if something would be.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from replaytag.cli.main import main as replaytag
from replaytag.contract import Contract
from replaytag.frameworks.registry import built_in, by_module
from replaytag.frameworks.signs import Signs
from replaytag.reports import documentation, framework_page
from replaytag.rules.registry import load_rules

REPOSITORY = Path(__file__).resolve().parent.parent
_SAMPLE = re.compile(r"^sample=\$\{1:-(.+)\}$", re.MULTILINE)
_COMMAND = re.compile(r"^run (.+)$", re.MULTILINE)
_EXPECTATION = re.compile(r"[ \t]*#[ \t]*(expect|handler):.*$", re.MULTILINE)


def generated(repository: Path) -> Iterator[tuple[Path, str]]:
    """The generated files and the contents that they should have, one by one.

    The index comes first: whoever lints afterwards goes by it.
    """
    yield repository / "src" / "replaytag" / "frameworks" / "index.py", _index()
    rules = load_rules()
    docs = repository / "docs"
    yield docs / "rules.md", documentation.page(rules)
    yield docs / "frameworks.md", framework_page.page(built_in(), Contract())
    readme = repository / "README.md"
    text = readme.read_text(encoding="utf-8")
    text = _replaced(text, "rules", documentation.table(rules, page="docs/rules.md"))
    yield readme, _replaced(text, "demo", f"```console\n{_demo(repository)}```\n")


_INDEX = '''\
"""What tells of each framework of this package: generated from them by scripts/generate.py."""

from __future__ import annotations

from replaytag.frameworks.signs import Signs

INDEX = (
{entries})
'''


def _index() -> str:
    """The module that has the signs of all frameworks of the package."""
    found = (Signs.of(framework, module) for module, framework in by_module().items())
    return _INDEX.format(entries="".join(map(_entry, sorted(found, key=lambda signs: signs.name))))


def _entry(signs: Signs) -> str:
    return (
        f'    Signs(\n        name="{signs.name}",\n'
        f"        roots=frozenset({sorted(signs.roots)}),\n"
        f"        app_markers={signs.app_markers},\n"
        f'        module="{signs.module}",\n    ),\n'
    )


def _replaced(text: str, name: str, content: str) -> str:
    """``text`` with ``content`` between the markers called ``name``."""
    start, end = f"<!-- {name}: start -->\n", f"<!-- {name}: end -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{content}\n{end}{after}"


def _demo(repository: Path) -> str:
    """What ``scripts/demo`` prints."""
    script = (repository / "scripts" / "demo").read_text(encoding="utf-8")
    sample = _SAMPLE.search(script)
    assert sample is not None, "scripts/demo names no sample"
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(
            repository / sample[1] / "before",
            directory,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns(".*", "__pycache__"),
        )
        for path in Path(directory).rglob("*.py"):
            path.write_text(_EXPECTATION.sub("", path.read_text(encoding="utf-8")))
        with contextlib.chdir(directory):
            return "\n".join(_run(command) for command in _COMMAND.findall(script))


def _run(command: str) -> str:
    result = CliRunner().invoke(replaytag, command.split(), prog_name="replaytag")
    if result.exit_code not in (0, 1):
        raise RuntimeError(f"replaytag {command}: {result.output}")
    return f"$ replaytag {command}\n{result.output}"


def main() -> int:
    """Writes or, with ``--check``, compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    check: bool = parser.parse_args().check
    stale = False
    for path, text in generated(REPOSITORY):
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale = True
        name = path.relative_to(REPOSITORY)
        if check:
            print(f"{name} is not what the program says: run scripts/generate.py")
        else:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
