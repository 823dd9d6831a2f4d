"""``[tool.replaytag]`` of a ``pyproject.toml``: what it may say, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, fields, replace
from pathlib import Path

from replaytag.contract import DEFAULT_CONTRACT, Contract
from replaytag.declarations import Declarations
from replaytag.source import frozen

_HEADER = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z"
"""A header's name is a token: RFC 9110, section 5.6.2."""

_TAG = r"[A-Za-z0-9_.:-]{1,200}\Z"
"""What Sentry takes as the key of a tag; it drops any other."""

_DECLARED = ("decorators", "base-classes", "functions")
"""The keys of a table of declarations, in the order of ``Declarations``."""

_DOTTED = r"[^\W\d]\w*(\.[^\W\d]\w*)+\Z"

_NAME = b"replaytag"

ALL = "ALL"
"""Selects every rule."""


class ConfigError(Exception):
    """The configuration cannot be used. The message names the place and what to do."""


@frozen
class Config:
    """The settings of one project. ``exclude`` holds gitignore patterns, from ``directory`` on."""

    header: str = DEFAULT_CONTRACT.header
    tag: str = DEFAULT_CONTRACT.tag
    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    handlers: Declarations = Declarations()
    taggers: Declarations = Declarations()
    directory: Path | None = field(default=None, compare=False)
    """Where the ``pyproject.toml`` lies that these settings are from; None: from none."""

    @property
    def contract(self) -> Contract:
        return Contract(header=self.header, tag=self.tag)

    @property
    def has_selectors(self) -> bool:
        """Whether any rule is named: else all of them are wanted."""
        return bool(self.ignore) or self.select != (ALL,)

    def override(self, *, select: Collection[str] = (), ignore: Collection[str] = ()) -> Config:
        """The settings with those of the command line: ``select`` replaces, ``ignore`` adds."""
        return replace(
            self,
            select=tuple(select) or self.select,
            ignore=(*self.ignore, *ignore),
        )

    def selects(self, code: str) -> bool:
        """Whether the rule ``code`` is wanted. The longer of two matching prefixes decides."""
        selected = _longest_match(self.select, code)
        ignored = _longest_match(self.ignore, code)
        return selected > ignored


def _longest_match(prefixes: Iterable[str], code: str) -> int:
    lengths = (0 if prefix == ALL else len(prefix) for prefix in prefixes if _matches(prefix, code))
    return max(lengths, default=-1)


def _matches(prefix: str, code: str) -> bool:
    return prefix == ALL or (bool(prefix) and code.startswith(prefix))


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
        self._check(table, [entry.name for entry in fields(Config) if entry.name != "directory"])
        default = Config()
        config = Config(
            header=self._string(table, "header", default.header),
            tag=self._string(table, "tag", default.tag),
            select=self._strings(table, "select", default.select),
            ignore=self._strings(table, "ignore", default.ignore),
            exclude=self._strings(table, "exclude", default.exclude),
            handlers=self._declarations(table, "handlers"),
            taggers=self._declarations(table, "taggers"),
            directory=self._path.parent,
        )
        if not re.match(_HEADER, config.header):
            raise self._error(
                "header",
                f"`header` is {config.header!r}, which is not the name of a header: "
                "write letters, digits and dashes only",
            )
        if not re.match(_TAG, config.tag):
            raise self._error(
                "tag",
                f"`tag` is {config.tag!r}, which Sentry does not take as a tag: "
                "write 1 to 200 of the characters a-z A-Z 0-9 _ . : -",
            )
        return config

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

    def _string(self, table: Mapping[str, object], key: str, default: str) -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
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
            if header := re.match(r"\s*\[([^\[\]]+)\]", line):
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


def check_selectors(config: Config, codes: Collection[str]) -> None:
    """Checks that all of ``select`` and ``ignore`` are codes of rules or beginnings of them.

    Raises:
        ConfigError: One is not. The message names it and the codes there are.
    """
    for option, selectors in (("select", config.select), ("ignore", config.ignore)):
        for selector in selectors:
            if selector != ALL and not any(_matches(selector, code) for code in codes):
                raise ConfigError(_unknown_code(option, selector, codes))


def _unknown_code(option: str, selector: str, codes: Collection[str]) -> str:
    import difflib

    close = difflib.get_close_matches(selector.upper(), codes, n=1, cutoff=0.6)
    hint = f"did you mean {close[0]}?" if close else ""
    return " ".join(
        f"{option}: no rule has the code `{selector}`; {hint} give beginnings of "
        f"{', '.join(sorted(codes))}, or {ALL}".split()
    )
