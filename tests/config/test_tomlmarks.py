"""Places of keys and values in TOML."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailhelp.config.tomlmarks import Keys, Mark, TomlText, read_toml

TEXT = """\
# A comment with [brackets] and "quotes"
top = 1
[desk]
name = "a # no comment" # a comment
"quoted key" = 'x'
dotted . inner."last part" = 2026-11-27 16:00:00
list = [ 1, # one
   "two", [3,
 4], {five = 5, six.seven = 6}, ]
text = @@@
[not.a.table]
key = "no" \\"@@@@
after = '''it's'''
[[imap]]
name = "one"
[imap.oauth]
client_id = "1"
[[imap]]
name = "two"
  [imap.oauth]
  client_id = {env = "X", "y" = ""}
[a.b]
last = true""".replace("@", '"')


def read(text: str, folder: Path) -> TomlText:
    file = folder / "x.toml"
    file.write_bytes(text.encode())
    return read_toml(file)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("top",), (2, 1), (2, 7)),
        (("desk",), (3, 1), (3, 1)),
        (("desk", "name"), (4, 1), (4, 8)),
        (("desk", "quoted key"), (5, 1), (5, 16)),
        (("desk", "dotted", "inner", "last part"), (6, 16), (6, 30)),
        (("desk", "list", 0), (7, 10), (7, 10)),
        (("desk", "list", 1), (8, 4), (8, 4)),
        (("desk", "list", 2, 1), (9, 2), (9, 2)),
        (("desk", "list", 3, "five"), (9, 7), (9, 14)),
        (("desk", "list", 3, "six", "seven"), (9, 21), (9, 29)),
        (("desk", "text"), (10, 1), (10, 8)),
        (("desk", "after"), (13, 1), (13, 9)),
        (("imap", 0, "name"), (15, 1), (15, 8)),
        (("imap", 0, "oauth", "client_id"), (17, 1), (17, 13)),
        (("imap", 1), (18, 1), (18, 1)),
        (("imap", 1, "oauth", "client_id", "y"), (21, 27), (21, 33)),
        (("a", "b", "last"), (23, 1), (23, 8)),
    ],
)
def test_keys_and_values_are_found(path: Keys, key: tuple[int, int], value: tuple[int, int], tmp_path: Path) -> None:
    text = read(TEXT, tmp_path)

    assert (text.mark(path, of_key=True), text.mark(path)) == (Mark(*key), Mark(*value))


def test_what_is_not_there_is_looked_for_around_it(tmp_path: Path) -> None:
    text = read(TEXT, tmp_path)

    assert text.place(("desk", "nothing")) == "x.toml:3:1"
    assert text.place(("nothing",)) == "x.toml:1:1"


def test_windows_line_ends_count_as_one(tmp_path: Path) -> None:
    text = read(TEXT.replace("\n", "\r\n"), tmp_path)

    assert text.mark(("imap", 1, "oauth", "client_id", "y")) == Mark(21, 33)


scalars = st.one_of(st.integers(), st.booleans(), st.text(st.characters(codec="utf-8", exclude_characters="\x7f")))
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("ab. #[\"'é", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def toml_of(value: object) -> str:
    match value:
        case dict():
            return "{" + " , ".join(f"{json.dumps(key)} = {toml_of(each)}" for key, each in value.items()) + "}"
        case list():
            return "[ # begins\n" + ",\n".join(toml_of(each) for each in value) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def leaves(value: object, path: Keys) -> list[tuple[Keys, str]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if pairs is None:
        return [(path, toml_of(value))]
    return [leaf for key, each in pairs for leaf in leaves(each, (*path, key))]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.dictionaries(st.sampled_from(["one", "two", "three"]), trees, max_size=3))
def test_at_the_place_of_a_value_stands_that_value(
    content: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = "[table]\n" + "".join(f"{key} = {toml_of(value)}\n" for key, value in content.items())

    text = read(written, tmp_path_factory.mktemp("toml"))

    assert text.content == {"table": content}
    for path, leaf in leaves(content, ("table",)):
        mark = text.mark(path)
        assert written.split("\n")[mark.line - 1][mark.column - 1 :].startswith(leaf)
