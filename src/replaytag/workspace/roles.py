"""What a file is for, as far as its name and its directories tell."""

from __future__ import annotations

import functools

_TESTS = frozenset({"test", "tests", "testing", "testdata", "test_data", "fixtures"})
# A product's own package is called "demo" or "sample" now and then; the plurals are not.
_EXAMPLES = frozenset({"example", "examples", "samples", "demos", "tutorials"})
_DOCUMENTATION = frozenset({"doc", "docs", "docs_src", "documentation"})
_DIRECTORIES = _TESTS | _EXAMPLES | _DOCUMENTATION
_BEGINNINGS = ("test_", "test-", "tests_", "tests-")
_ENDINGS = ("_test", "-test", "_tests", "-tests")
_TEST_FILES = frozenset({"test.py", "tests.py", "conftest.py"})


@functools.cache
def is_supporting_directory(directory: str) -> bool:
    """Whether ``directory``, or one above it, says that it holds tests, examples, documentation."""
    parts = (part.casefold() for part in directory.split("/"))
    return any(part in _DIRECTORIES or _is_test_directory(part) for part in parts)


def is_supporting(path: str) -> bool:
    """Whether the file ``path`` is a test, an example or documentation: what no server runs."""
    directory, _, name = path.rpartition("/")
    return is_supporting_directory(directory) or _is_test_file(name)


def _is_test_directory(name: str) -> bool:
    return (name.startswith(_BEGINNINGS) and name not in _BEGINNINGS) or (
        name.endswith(_ENDINGS) and name not in _ENDINGS
    )


def _is_test_file(name: str) -> bool:
    return name in _TEST_FILES or (
        name.endswith(".py")
        and (name.startswith("test_") or name.endswith(("_test.py", "_tests.py")))
    )
