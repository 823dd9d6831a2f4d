"""What a file is for, as far as its name and its directories tell."""

from __future__ import annotations

import functools
import re

_TESTS = frozenset({"test", "tests", "testing", "testdata", "test_data", "fixtures"})
# A product's own package is called "demo" or "sample" now and then; the plurals are not.
_EXAMPLES = frozenset({"example", "examples", "samples", "demos", "tutorials"})
_DOCUMENTATION = frozenset({"doc", "docs", "docs_src", "documentation"})
_DIRECTORIES = _TESTS | _EXAMPLES | _DOCUMENTATION
_TEST_DIRECTORY = re.compile(r"(.+[_-]tests?|tests?[_-].+)\Z")
_TEST_FILE = re.compile(r"(test_.*|.*_tests?|tests?|conftest)\.py\Z")


@functools.cache
def is_supporting_directory(directory: str) -> bool:
    """Whether ``directory``, or one above it, says that it holds tests, examples, documentation."""
    parts = (part.casefold() for part in directory.split("/"))
    return any(part in _DIRECTORIES or _TEST_DIRECTORY.match(part) for part in parts)


def is_supporting(path: str) -> bool:
    """Whether the file ``path`` is a test, an example or documentation: what no server runs."""
    directory, _, name = path.rpartition("/")
    return is_supporting_directory(directory) or bool(_TEST_FILE.match(name))
