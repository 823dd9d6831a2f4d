"""``[tool.replaytag]``: what it sets, and what is said of mistakes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.config import ALL, Config, ConfigError, check_selectors, load
from replaytag.contract import Contract, Kind, Tag
from replaytag.declarations import Declarations

CODES = ("RT101", "RT102", "RT301", "RT900")


def test_defaults(tmp_path: Path) -> None:
    config = load(_write(tmp_path, "[tool.replaytag]\n"))

    assert config == Config()
    assert config is not None
    assert config.contract == Contract("X-OpenReplay-SessionToken", "openReplaySessionToken")
    assert not config.is_chosen
    assert config.select == (ALL,)


def test_all_keys(tmp_path: Path) -> None:
    config = load(
        _write(
            tmp_path,
            """
            [tool.replaytag]
            header = "X-Session"
            tag = "openReplaySession.id"
            select = ["RT1", "RT3"]
            ignore = ["RT303"]
            exclude = ["legacy/"]

            [tool.replaytag.handlers]
            decorators = ["acme.web.endpoint"]
            base-classes = ["acme.web.Resource"]
            functions = ["acme.web.Router.register"]

            [tool.replaytag.taggers]
            functions = ["acme.replay.link"]
            """,
        )
    )

    assert config == Config(
        header="X-Session",
        tag="openReplaySession.id",
        select=("RT1", "RT3"),
        ignore=("RT303",),
        exclude=("legacy/",),
        handlers=Declarations(
            ("acme.web.endpoint",), ("acme.web.Resource",), ("acme.web.Router.register",)
        ),
        taggers=Declarations(functions=("acme.replay.link",)),
    )
    assert (config.contract.header, config.contract.tag) == ("X-Session", "openReplaySession.id")


TOKEN_HEADER, ID_HEADER = "X-OpenReplay-SessionToken", "X-OpenReplay-SessionID"
TOKEN_TAG, ID_TAG = "openReplaySessionToken", "openReplaySession.id"
CHOICES = [
    ("contract = 'token'", Contract(TOKEN_HEADER, TOKEN_TAG)),
    ("contract = 'session-id'", Contract(TOKEN_HEADER, ID_TAG, Kind.SESSION_ID)),
    ("contract = 'both'", Contract(TOKEN_HEADER, TOKEN_TAG, also=(Tag(ID_TAG, Kind.SESSION_ID),))),
    # the tracker's other spelling brings the token too
    (
        "contract = 'session-id'\nheader = 'X-OpenReplay-Session-Token'",
        Contract("X-OpenReplay-Session-Token", ID_TAG, Kind.SESSION_ID),
    ),
    (f"contract = 'session-id'\nheader = '{ID_HEADER}'", Contract(ID_HEADER, ID_TAG)),
    ("contract = 'session-id'\nheader = 'X-Replay'", Contract("X-Replay", ID_TAG, Kind.SESSION_ID)),
    # without `contract`, names alone say what they mean
    ("tag = 'openReplaySession.id'", Contract(TOKEN_HEADER, ID_TAG, Kind.SESSION_ID)),
    (f"header = '{ID_HEADER}'\ntag = '{ID_TAG}'", Contract(ID_HEADER, ID_TAG)),
    ("tag = 'replay'", Contract(TOKEN_HEADER, "replay")),
    ("header = 'X-Replay'", Contract("X-Replay", TOKEN_TAG)),
]


@pytest.mark.parametrize(("text", "contract"), CHOICES)
def test_the_contract_that_is_chosen(text: str, contract: Contract, tmp_path: Path) -> None:
    config = load(_write(tmp_path, f"[tool.replaytag]\n{text}\n"))

    assert config is not None
    assert config.contract == contract
    assert config.is_chosen


def test_contracts_and_tags_of_the_project_s_own(tmp_path: Path) -> None:
    config = load(
        _write(
            tmp_path,
            """
            [tool.replaytag]
            known-tags = ["customer_segment"]

            [[tool.replaytag.contracts]]
            header = "X-Request-ID"
            tag = "request_id"

            [[tool.replaytag.contracts]]
            header = "X-Replay"
            tag = "replay"
            value = "session-id"
            """,
        )
    )

    assert config is not None
    assert config.contracts == (
        Contract("X-Request-ID", "request_id"),
        Contract("X-Replay", "replay", Kind.SESSION_ID),
    )
    assert config.known_tags == ("customer_segment",)


def test_the_command_line_chooses_another_contract() -> None:
    config = Config(generation="token", tag="replay", header="X-OpenReplay-Session-Token")

    assert config.override(contract="session-id").contract == Contract(
        "X-OpenReplay-Session-Token", ID_TAG, Kind.SESSION_ID
    )
    with pytest.raises(ConfigError, match="--contract both: the header 'X-Openreplay-SessionId' b"):
        Config(header="X-Openreplay-SessionId").override(contract="both")


@pytest.mark.parametrize("text", ["", "[project]\nname = 'a'\n", "[tool.other]\n", "tool = 1\n"])
def test_no_table(text: str, tmp_path: Path) -> None:
    assert load(_write(tmp_path, text)) is None


TABLE = "[tool.replaytag]\n"
MISTAKES = [
    (f"{TABLE}heder = 'X'", ":2: in [tool.replaytag]: unknown key `heder`; did you mean `header`?"),
    (f"{TABLE}Select = []", ":2: in [tool.replaytag]: unknown key `Select`; did you mean `select`?"),
    (f"{TABLE}\nexcludes = []", ":3: in [tool.replaytag]: unknown key `excludes`; did you mean `exclude`?"),
    (f"{TABLE}x = 1", ":2: in [tool.replaytag]: unknown key `x`; the keys are `contract`, `header`, `tag`, `contracts`, `known-tags`, `select`, `ignore`, `exclude`, `handlers`, `taggers`"),
    (f"{TABLE}directory = 'a'", ":2: in [tool.replaytag]: unknown key `directory`; the keys are `contract`, `header`, `tag`, `contracts`, `known-tags`, `select`, `ignore`, `exclude`, `handlers`, `taggers`"),
    ("[tool.replaytag.rules]\nRT101 = 1", ":1: in [tool.replaytag]: unknown key `rules`; the keys are `contract`, `header`, `tag`, `contracts`, `known-tags`, `select`, `ignore`, `exclude`, `handlers`, `taggers`"),
    (f"{TABLE}tag = 3", ":2: in [tool.replaytag]: `tag` must be a string, not a number"),
    (f"{TABLE}tag = true", ":2: in [tool.replaytag]: `tag` must be a string, not a boolean"),
    (f"{TABLE}tag = ['a']", ":2: in [tool.replaytag]: `tag` must be a string, not a list"),
    (f"{TABLE}tag.name = 'a'", ":2: in [tool.replaytag]: `tag` must be a string, not a table"),
    (f"{TABLE}tag = 1979-05-27", ":2: in [tool.replaytag]: `tag` must be a string, not a date or time"),
    (f"{TABLE}select = 'RT1'", ':2: in [tool.replaytag]: `select` must be a list: write select = ["RT1"]'),
    (f"{TABLE}'ignore' = {{}}", ":2: in [tool.replaytag]: `ignore` must be a list of strings, not a table"),
    (f"{TABLE}exclude = ['a', 1]", ":2: in [tool.replaytag]: `exclude` must be a list of strings, but holds a number"),
    (f"{TABLE}header = ''", ":2: in [tool.replaytag]: `header` is '', which is not the name of a header: write letters, digits and dashes only"),
    (f"{TABLE}header = 'X Y'", ":2: in [tool.replaytag]: `header` is 'X Y', which is not the name of a header: write letters, digits and dashes only"),
    (f"{TABLE}tag = 'a tag'", ":2: in [tool.replaytag]: `tag` is 'a tag', which Sentry does not take as a tag: write 1 to 200 of the characters a-z A-Z 0-9 _ . : -"),
    (f"{TABLE}handlers = ['acme.view']", ":2: in [tool.replaytag]: `handlers` must be a table, not a list: write [tool.replaytag.handlers]"),
    ("[tool.replaytag.handlers]\ndecorator = []", ":2: in [tool.replaytag.handlers]: unknown key `decorator`; did you mean `decorators`?"),
    ("[tool.replaytag.taggers]\nbase_classes = []", ":2: in [tool.replaytag.taggers]: unknown key `base_classes`; did you mean `base-classes`?"),
    ("[tool.replaytag.taggers]\nfunctions = 'acme.link'", ':2: in [tool.replaytag.taggers]: `functions` must be a list: write functions = ["acme.link"]'),
    ("[tool.replaytag.taggers]\n\nfunctions = ['link']", ":3: in [tool.replaytag.taggers]: `functions` holds 'link', which is no dotted name: write the module in front, as in `acme.web.endpoint`"),
    (f"{TABLE}taggers.functions = ['a.b', 'a-c.d']", ":2: in [tool.replaytag.taggers]: `functions` holds 'a-c.d', which is no dotted name: "),
    (f"{TABLE}contract = 'id'", ":2: in [tool.replaytag]: `contract` is 'id', which is none of \"token\", \"session-id\", \"both\""),
    (f"{TABLE}contract = 'both'\ntag = 'a'", ":3: in [tool.replaytag]: `tag` goes with one tag, and contract = \"both\" has two"),
    (f"{TABLE}contract = 'both'\nheader = 'X-OpenReplay-SessionID'", ":3: in [tool.replaytag]: the header 'X-OpenReplay-SessionID' brings the session id, of which the tag `openReplaySessionToken` cannot be made: "),
    (f"{TABLE}contracts = 1", ":2: in [tool.replaytag]: `contracts` must be tables: write [[tool.replaytag.contracts]]"),
    ("[tool.replaytag.contracts]\nheader = 'X'\ntag = 'a'", ":1: in [tool.replaytag]: `contracts` must be tables: write [[tool.replaytag.contracts]]"),
    ("[[tool.replaytag.contracts]]\nheader = 'X'", ":1: in [tool.replaytag]: every contract needs a `header` and a `tag`"),
    ("[[tool.replaytag.contracts]]\nheader = 'X'\ntag = 'a b'", ":3: in [tool.replaytag.contracts]: `tag` is 'a b', which Sentry does not take as a tag: "),
    ("[[tool.replaytag.contracts]]\nheader = 'X'\ntag = 'a'\nvalue = 'id'", ":4: in [tool.replaytag.contracts]: `value` is 'id', and may be \"header\" and \"session-id\""),
    ("[[tool.replaytag.contracts]]\nheder = 'X'", ":2: in [tool.replaytag.contracts]: unknown key `heder`; did you mean `header`?"),
    ("[[tool.replaytag.contracts]]\nheader = 'X'\ntag = 'openReplaySessionToken'", ":3: in [tool.replaytag.contracts]: the tag 'openReplaySessionToken' has another contract already"),
    (f"{TABLE}known-tags = 'a'", ':2: in [tool.replaytag]: `known-tags` must be a list: write known-tags = ["a"]'),
    ("tool.replaytag = 1", ": `tool.replaytag` must be a table: write [tool.replaytag]"),
    ("[tool.replaytag", ": is not valid TOML: "),
    (b"[tool.replaytag]\ntag = '\xe9'", ": is not UTF-8, as TOML has to be"),
    ("[tool.replaytag]\n".encode("utf-16"), ": is not UTF-8, as TOML has to be"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), MISTAKES, ids=[text for _, text in MISTAKES])
def test_mistakes(text: str | bytes, message: str, tmp_path: Path) -> None:
    path = _write(tmp_path, text)

    with pytest.raises(ConfigError) as caught:
        load(path)

    assert str(caught.value).startswith(f"{path}{message}")


@pytest.mark.parametrize("text", ["[tool", b"a = '\xe9'", "{% templates %}\n"])
def test_a_broken_file_without_the_name_is_not_about_us(text: str | bytes, tmp_path: Path) -> None:
    assert load(_write(tmp_path, text)) is None


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.mkdir()

    with pytest.raises(ConfigError, match=r"pyproject\.toml: cannot be read: Is a directory"):
        load(path)


@pytest.mark.parametrize("tag", ["a" * 200, "openReplaySession.id", "A-Z_0:9"])
def test_tags_that_sentry_takes(tag: str, tmp_path: Path) -> None:
    config = load(_write(tmp_path, f"{TABLE}tag = '{tag}'"))

    assert config is not None
    assert config.tag == tag


def test_a_tag_that_is_too_long_for_sentry(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="which Sentry does not take as a tag"):
        load(_write(tmp_path, f"{TABLE}tag = '{'a' * 201}'"))


@pytest.mark.parametrize(
    ("select", "ignore", "selected"),
    [
        ([ALL], [], "RT101 RT102 RT301 RT900"),
        ([ALL], ["RT1"], "RT301 RT900"),
        (["RT1"], [], "RT101 RT102"),
        (["RT1"], ["RT102"], "RT101"),
        (["RT101"], ["RT1"], "RT101"),
        (["RT101", ALL], ["RT1"], "RT101 RT301 RT900"),
        (["RT101"], ["RT101"], ""),
        (["RT1", "RT9"], [ALL], "RT101 RT102 RT900"),
        ([], [], ""),
    ],
)
def test_the_longer_prefix_decides(select: list[str], ignore: list[str], selected: str) -> None:
    config = Config(select=tuple(select), ignore=tuple(ignore))

    assert [code for code in CODES if config.selects(code)] == selected.split()


def test_the_command_line_replaces_select_and_adds_to_ignore() -> None:
    config = Config(select=("RT1",), ignore=("RT101",))

    assert config.override(select=["RT3"]) == Config(select=("RT3",), ignore=("RT101",))
    assert config.override(ignore=["RT102"]) == Config(select=("RT1",), ignore=("RT101", "RT102"))


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (
            Config(select=("RT11",)),
            "select: no rule has the code `RT11`; did you mean RT101? give beginnings of RT101, RT102, RT301, RT900, or ALL",
        ),
        (
            Config(ignore=("rt900",)),
            "ignore: no rule has the code `rt900`; did you mean RT900? give beginnings of RT101, RT102, RT301, RT900, or ALL",
        ),
        (
            Config(select=("",)),
            "select: no rule has the code ``; give beginnings of RT101, RT102, RT301, RT900, or ALL",
        ),
    ],
)
def test_codes_of_no_rule(config: Config, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_selectors(config, CODES)

    assert str(caught.value) == message


def test_codes_of_rules() -> None:
    check_selectors(Config(select=(ALL, "R", "RT", "RT1", "RT101"), ignore=("RT900",)), CODES)


def _write(directory: Path, text: str | bytes) -> Path:
    path = directory / "pyproject.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.replace(" " * 12, "").encode())
    return path
