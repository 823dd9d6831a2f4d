"""Reads ``[tool.replaytag]`` of a ``pyproject.toml``, and says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from replaytag.config.settings import ALL, Config, ConfigError, mismatch
from replaytag.contract import CONTRACTS, Contract, Kind
from replaytag.declarations import Declarations

_HEADER = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z"
"""A header's name is a token: RFC 9110, section 5.6.2."""

_TAG = r"[A-Za-z0-9_.:-]{1,200}\Z"
"""What Sentry takes as the key of a tag; it drops any other."""

_DECLARED = ("decorators", "base-classes", "functions")
"""The keys of a table of declarations, in the order of ``Declarations``."""

_DOTTED = r"[^\W\d]\w*(\.[^\W\d]\w*)+\Z"

_KEYS = (
    "contract",
    "header",
    "tag",
    "contracts",
    "known-tags",
    "select",
    "ignore",
    "exclude",
    "handlers",
    "taggers",
)

_NAME = b"replaytag"


def mentions(pyproject: Path) -> bool:
    """Whether ``pyproject`` holds the name of the table, without reading it as TOML."""
    try:
        return _NAME in pyproject.read_bytes()
    except OSError:
        return False


def load(pyproject: Path) -> Config | None:
    """Reads the table ``[tool.replaytag]`` of ``pyproject``; None where the file has no such table.

    A file without the name is not read as TOML, which takes longer than to survey a small project;
    one with null bytes is, for in another encoding the name has other bytes.

    Raises:
        ConfigError: The file cannot be read, is no TOML though it has the name, or the table says
            what it may not.
    """
    try:
        data = pyproject.read_bytes()
        if _NAME not in data and b"\0" not in data:
            return None
        text = pyproject.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{pyproject}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{pyproject}: is not UTF-8, as TOML has to be") from None
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{pyproject}: is not valid TOML: {error}") from None
    tool = document.get("tool", {})
    if not isinstance(tool, dict) or "replaytag" not in tool:
        return None
    table = tool["replaytag"]
    if not isinstance(table, dict):
        raise ConfigError(f"{pyproject}: `tool.replaytag` must be a table: write [tool.replaytag]")
    return _Reader(pyproject, text).read(table)


class _Reader:
    def __init__(self, path: Path, text: str, name: str = "tool.replaytag") -> None:
        self._path = path
        self._text = text
        self._name = name

    def read(self, table: Mapping[str, object]) -> Config:
        self._check(table, _KEYS)
        config = Config(
            generation=self._generation(table),
            header=self._header(table),
            tag=self._tag(table),
            known_tags=self._strings(table, "known-tags", ()),
            select=self._strings(table, "select", (ALL,)),
            ignore=self._strings(table, "ignore", ()),
            exclude=self._strings(table, "exclude", ()),
            handlers=self._declarations(table, "handlers"),
            taggers=self._declarations(table, "taggers"),
            directory=self._path.parent,
        )
        if config.tag is not None and config.generation == "both":
            raise self._error("tag", '`tag` goes with one tag, and contract = "both" has two')
        if problem := mismatch(config):
            raise self._error("header", problem)
        return replace(config, contracts=self._contracts(table, config.contract))

    def _generation(self, table: Mapping[str, object]) -> str | None:
        name = self._optional(table, "contract")
        if name is None or name in CONTRACTS:
            return name
        names = ", ".join(f'"{known}"' for known in CONTRACTS)
        raise self._error("contract", f"`contract` is {name!r}, which is none of {names}")

    def _header(self, table: Mapping[str, object]) -> str | None:
        header = self._optional(table, "header")
        if header is not None and not re.match(_HEADER, header):
            raise self._error(
                "header",
                f"`header` is {header!r}, which is not the name of a header: "
                "write letters, digits and dashes only",
            )
        return header

    def _tag(self, table: Mapping[str, object]) -> str | None:
        tag = self._optional(table, "tag")
        if tag is not None and not re.match(_TAG, tag):
            raise self._error(
                "tag",
                f"`tag` is {tag!r}, which Sentry does not take as a tag: "
                "write 1 to 200 of the characters a-z A-Z 0-9 _ . : -",
            )
        return tag

    def _contracts(self, table: Mapping[str, object], first: Contract) -> tuple[Contract, ...]:
        """The array of tables ``contracts``: the project's own, beside the ``first``."""
        entries = table.get("contracts", [])
        name = f"[[{self._name}.contracts]]"
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._error("contracts", f"`contracts` must be tables: write {name}")
        found: list[Contract] = []
        for entry in entries:
            reader = _Reader(self._path, self._text, f"{self._name}.contracts")
            contract = reader._contract(entry)
            if contract is None:
                raise self._error("contracts", "every contract needs a `header` and a `tag`")
            if any(contract.tag in (tag.name for tag in c.tags) for c in (first, *found)):
                raise reader._error("tag", f"the tag {contract.tag!r} has another contract already")
            found.append(contract)
        return tuple(found)

    def _contract(self, table: Mapping[str, object]) -> Contract | None:
        """One of the ``contracts``; None where a name is missing."""
        self._check(table, ("header", "tag", "value"))
        header, tag = self._header(table), self._tag(table)
        if header is None or tag is None:
            return None
        value = self._optional(table, "value") or Kind.HEADER.value
        kinds = {kind.value: kind for kind in Kind}
        if value not in kinds:
            names = " and ".join(f'"{known}"' for known in kinds)
            raise self._error("value", f"`value` is {value!r}, and may be {names}")
        return Contract(header, tag, kinds[value])

    def _check(self, table: Mapping[str, object], known: Collection[str]) -> None:
        for key in table:
            if key not in known:
                raise self._error(key, f"unknown key `{key}`{_suggestion(key, known)}")

    def _declarations(self, table: Mapping[str, object], key: str) -> Declarations:
        """The table ``key`` of ``table``: lists of dotted names."""
        inner = table.get(key, {})
        if not isinstance(inner, dict):
            message = f"`{key}` must be a table, not {_kind(inner)}: write [{self._name}.{key}]"
            raise self._error(key, message)
        reader = _Reader(self._path, self._text, f"{self._name}.{key}")
        reader._check(inner, _DECLARED)
        return Declarations(*(reader._names(inner, kind) for kind in _DECLARED))

    def _names(self, table: Mapping[str, object], key: str) -> tuple[str, ...]:
        names = self._strings(table, key, ())
        for name in names:
            if not re.match(_DOTTED, name):
                raise self._error(
                    key,
                    f"`{key}` holds {name!r}, which is no dotted name: "
                    "write the module in front, as in `acme.web.endpoint`",
                )
        return names

    def _optional(self, table: Mapping[str, object], key: str) -> str | None:
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            raise self._error(key, f"`{key}` must be a string, not {_kind(value)}")
        return value

    def _strings(
        self, table: Mapping[str, object], key: str, default: tuple[str, ...]
    ) -> tuple[str, ...]:
        value = table.get(key)
        if value is None:
            return default
        if isinstance(value, str):
            raise self._error(key, f'`{key}` must be a list: write {key} = ["{value}"]')
        if not isinstance(value, list):
            raise self._error(key, f"`{key}` must be a list of strings, not {_kind(value)}")
        strings = [item for item in value if isinstance(item, str)]
        if len(strings) != len(value):
            wrong = next(item for item in value if not isinstance(item, str))
            raise self._error(key, f"`{key}` must be a list of strings, but holds {_kind(wrong)}")
        return tuple(strings)

    def _error(self, key: str, message: str) -> ConfigError:
        line = self._line_of(key)
        place = f"{self._path}:{line}" if line else f"{self._path}"
        return ConfigError(f"{place}: in [{self._name}]: {message}")

    def _line_of(self, key: str) -> int | None:
        """The line that sets ``key``: TOML's parser does not say."""
        wanted = f"{self._name}.{key}"
        rest: list[str] = []
        for number, line in enumerate(self._text.split("\n"), 1):
            if header := re.match(r"\s*\[{1,2}([^\[\]]+)\]", line):
                table = re.sub(r"[\s\"']", "", header[1])
                if f"{table}.".startswith(f"{wanted}."):
                    return number
                within = wanted.startswith(f"{table}.")
                rest = wanted.removeprefix(f"{table}.").split(".") if within else []
            elif rest and re.match(_assignment(rest), line):
                return number
        return None


def _assignment(parts: list[str]) -> str:
    """The beginning of a line that sets the key of these ``parts``, or a table that holds it."""
    first, *others = (rf"""["']?{re.escape(part)}["']?\s*""" for part in parts)
    inner = "".join(rf"(?:\.\s*{part}" for part in others)
    return rf"\s*{first}{inner}{')?' * len(others)}[=.]"


_KINDS = {
    "bool": "a boolean",
    "dict": "a table",
    "float": "a number",
    "int": "a number",
    "list": "a list",
    "str": "a string",
}


def _kind(value: object) -> str:
    return _KINDS.get(type(value).__name__, "a date or time")


def _suggestion(key: str, known: Collection[str]) -> str:
    import difflib

    close = difflib.get_close_matches(key.casefold().replace("-", "_"), known, n=1, cutoff=0.5)
    if close:
        return f"; did you mean `{close[0]}`?"
    return f"; the keys are {', '.join(f'`{name}`' for name in known)}"
