"""Who a header names, whatever its display names pretend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.facts import Address
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.parse import read_mail


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (b'"boss@desk.example" <jo@client.example>', "jo@client.example"),
        (b'"boss@desk.example,"@client.example', '"boss@desk.example,"@client.example'),
        (b"boss@desk.example <jo@client.example>", "jo@client.example"),
        (b"jo@client.example (boss@desk.example)", "jo@client.example"),
        (b"(<boss@desk.example>) jo@client.example", "jo@client.example"),
        (b"=?utf-8?Q?=22boss@desk.example=22_=3Cboss@desk.example=3E?= <jo@client.example>", "jo@client.example"),
        (b"<@relay.example:jo@client.example>", "jo@client.example"),
        (b"jo@client.example", "jo@client.example"),
        (b"Jo Doe jo@client.example", "jo@client.example"),
        (b"< jo@client.example >", "jo@client.example"),
        (b"Dr. Jo (x) jo@client.example(y) Doe", "jo@client.example"),
        (b"Jo(work) <jo(note)@client (note) .example>", "jo@client.example"),
    ],
)
def test_the_address_is_the_one_outside_of_names_and_comments(written: bytes, address: str) -> None:
    assert [one.address for one in addresses_of(written)] == [address]


@pytest.mark.parametrize(
    "written",
    [
        b"<boss@desk.example> <jo@client.example>",
        b"alice@example.org)bob@example.org",
        b"boss@desk.example jo@client.example",
        b"<boss@desk.example@client.example>",
        b"boss@de(note)sk.example",
        b"boss@de>sk.example",
        b"<boss@de(note)sk.example>",
        b"jo@client(note).example",
        b"jo@client .example",
        b"Dr. jo@client.example",
        b"Jo",
    ],
)
def test_what_can_be_read_in_two_ways_names_nobody(written: bytes) -> None:
    assert [one.address for one in addresses_of(written)] in ([""], [])


def test_names_are_decoded_after_the_list_is_divided() -> None:
    found = addresses_of(b'=?utf-8?Q?Doe=2C_J=C3=B6?= <jo@client.example>, "Ana, M" <ana@client.example>')

    assert found == (Address("Doe, Jö", "jo@client.example"), Address("Ana, M", "ana@client.example"))


def test_groups_are_opened() -> None:
    found = addresses_of(b"Team: jo@client.example, Ana <ana@client.example>;, tom@desk.example")

    assert [one.address for one in found] == ["jo@client.example", "ana@client.example", "tom@desk.example"]


def test_all_that_from_names_is_kept() -> None:
    facts = read_mail(b"From: a@client.example\r\nFrom: boss@desk.example\r\n\r\nhi")

    assert [one.address for one in facts.senders] == ["a@client.example", "boss@desk.example"]


def test_the_same_author_twice_is_one_sender() -> None:
    facts = read_mail(b"From: a@client.example\r\nFrom: A <A@client.example>\r\n\r\nhi")

    assert facts.sender == Address("", "a@client.example")


@given(st.binary(max_size=300))
def test_any_bytes_give_addresses_that_have_no_line_ends(written: bytes) -> None:
    for one in addresses_of(written):
        assert "\n" not in one.address + one.name
        assert "\r" not in one.address + one.name


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x7f", "\x81", "\x9f"])
def test_an_address_with_a_control_character_is_nobodys(hidden: str) -> None:
    (found,) = addresses_of(f"Tom <tom@desk.example{hidden}>".encode())

    assert found == Address("Tom", "")


@pytest.mark.parametrize(
    "written",
    [
        b'jo@client.example (Jo "the boss)',
        b"jo@client.example (Jo \\) <boss@desk.example>)",
        b"jo@client.example (Jo \\( Doe)",
        b'(") jo@client.example',
    ],
)
def test_quotes_and_brackets_in_a_comment_hide_no_address(written: bytes) -> None:
    assert [one.address for one in addresses_of(written)] == ["jo@client.example"]


def test_letters_of_utf_8_that_have_a_no_break_space_in_their_bytes_stay_whole() -> None:
    found = addresses_of("Voilà Inc <à@client.example>, là@client.example".encode())

    assert found == (Address("Voilà Inc", "à@client.example"), Address("", "là@client.example"))


@pytest.mark.parametrize("hidden", [b"\xa0", b"\x1c", b"\x1f", b" ", b"\xc2\xa0", b"\xe2\x80\x83"])
def test_a_blank_within_an_address_is_not_taken_out_of_it(hidden: bytes) -> None:
    (found,) = addresses_of(b"Tom <bo" + hidden + b"ss@desk.example>")

    assert found == Address("Tom", "")


@pytest.mark.parametrize("name", ["é", "", "jo"])
def test_an_address_with_an_encoded_word_in_it_is_nobodys(name: str) -> None:
    (found,) = addresses_of(f"<{name}=?utf-8?q?=2C_boss=40desk.example?=@client.example>".encode())

    assert found.address == ""


@pytest.mark.parametrize(
    ("written", "people"),
    [
        (b"Doe, Jo <jo@client.example>", [("Doe, Jo", "jo@client.example")]),
        (b"Doe Ltd., <jo@client.example>", [("Doe Ltd.", "jo@client.example")]),
        (b"Doe, Jo <jo@x.example>; Lee, A <a@x.example>", [("Doe, Jo", "jo@x.example"), ("Lee, A", "a@x.example")]),
        (b"jo@x.example; ana@x.example;", [("", "jo@x.example"), ("", "ana@x.example")]),
        (b"jo@x.example, , ,ana@x.example", [("", "jo@x.example"), ("", "ana@x.example")]),
        (b"Jo, ana@x.example", [("Jo", ""), ("", "ana@x.example")]),
        (b"Shop: Orders <jo@x.example>", [("Shop: Orders", "jo@x.example")]),
        (b"Jo [Ticket: 12] <jo@x.example>", [("Jo [Ticket: 12]", "jo@x.example")]),
        (b'"Doe; Jo" <jo@x.example>', [("Doe; Jo", "jo@x.example")]),
        (b"undisclosed-recipients:;", []),
        (b"Undisclosed recipients: ;", []),
        (b"Team: jo@x.example, Ana <ana@x.example>", [("", "jo@x.example"), ("Ana", "ana@x.example")]),
        (b"A: jo@x.example;, B: ana@x.example;", [("", "jo@x.example"), ("", "ana@x.example")]),
    ],
)  # fmt: skip
def test_a_list_is_divided_as_its_writer_meant_it(written: bytes, people: list[tuple[str, str]]) -> None:
    assert [(one.name, one.address) for one in addresses_of(written)] == people


@pytest.mark.parametrize(
    "written",
    [
        b"mailto:jo@client.example",
        b"<MailTo:jo@client.example?subject=hi>",
        b"<SMTP:jo@client.example>",
        b"Jo [mailto:jo@client.example]",
        b"Jo [jo@client.example]",
        b"'jo@client.example'",
        b"'Jo' <'jo@client.example'>",
        b'"jo@client.example"',
        b'"Jo" <"jo@client.example">',
        b"<<jo@client.example>>",
        b"<jo@client.example",
        b"jo@client.example>",
        b"<@a.example,@b.example:jo@client.example>",
        b"< jo @ client . example >",
        b"<jo@client.example.>",
        b"jo@client.example.",
        b'"Jo Doe <jo@client.example>',
        b"Jo (Sales <jo@client.example>",
        b"Jo :( <jo@client.example>",
        b"(Jo Doe) jo@client.example",
        b"Jo (a (nested) comment) <jo@client.example>",
        b"=?utf-8?Q?Jo_=3Cjo=40client.example=3E?=",
        b"=?utf-8?B?am9AY2xpZW50LmV4YW1wbGU=?=",
        b"=?utf-8?Q?J=C3=B6_<jo@client.example>?=",
    ],
)
def test_an_address_is_found_in_what_programs_put_around_it(written: bytes) -> None:
    assert [one.address for one in addresses_of(written)] == ["jo@client.example"]


@pytest.mark.parametrize(
    "address",
    [
        "jo@[192.0.2.1]",
        "jo@[IPv6:2001:db8::1]",
        "jo%client.example@relay.example",
        "relay!jo@client.example",
        '"jo doe"@client.example',
        '"boss@desk.example"@client.example',
        "o'neil+tag@client.example",
        "jo.@client.example",
        "#jo{}|~^&@client.example",
        "jö@bücher.example",
        "jo@xn--bcher-kva.example",
        "jo@localhost",
        "jo@x_y.example",
    ],
)
def test_unusual_addresses_stay_as_they_are_written(address: str) -> None:
    assert [one.address for one in addresses_of(address.encode())] == [address]
    assert [one.address for one in addresses_of(f"Jo <{address}>".encode())] == [address]


@pytest.mark.parametrize(
    "written",
    [
        b"alice@example.org:bob@example.org",
        b"alice@example.org(bob@example.org",
        b"<alice@example.org>bob@example.org",
        b"alice@example.org]bob@example.org",
        b'alice@example.org"bob@example.org',
        b"alice@example.org\\bob@example.org",
        b"alice@example.org@bob.example",
        b"@a.example,@b.example:jo@client.example",
        b"jo at client.example",
        b'<jo@client".example>',
        b'<jo@[192.0.2".1]>',
        b"jo(at)client.example",
        b"<" + b"x" * 400 + b"@client.example>",
        b"Jo <jo@client.example> Ana <ana@client.example>",
    ],
)
def test_more_that_names_nobody(written: bytes) -> None:
    assert {one.address for one in addresses_of(written)} == {""}


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        (b"alice@example.org,<bob@example.org>", ["alice@example.org", "bob@example.org"]),
        (b"alice@example.org;bob@example.org", ["alice@example.org", "bob@example.org"]),
        (b'"alice@example.org,"<bob@example.org>', ["bob@example.org"]),
        (b"=?utf-8?Q?alice=40example.org=2C?= <bob@example.org>", ["bob@example.org"]),
        (b"=?utf-8?Q?=22?= alice@example.org =?utf-8?Q?=22?= <bob@example.org>", ["bob@example.org"]),
    ],
)
def test_no_name_takes_the_place_of_an_address(written: bytes, addresses: list[str]) -> None:
    assert [one.address for one in addresses_of(written)] == addresses


def test_a_name_cannot_turn_the_direction_of_what_follows_it() -> None:
    (found,) = addresses_of("Jo \u202egro.elpmaxe@ssob\u202c <jo@client.example>".encode())

    assert found.name == "Jo gro.elpmaxe@ssob"


@pytest.mark.parametrize("piece", [b'"\\', b"(", b'"', b"<", b"a,", b"[1", b"a:", b"=?utf-8?q?", b'<"', b"a b("])
def test_hostile_lists_of_40_kb_end(piece: bytes) -> None:
    assert len(addresses_of(piece * (40_000 // len(piece)), 50)) <= 50


PIECES = st.lists(
    st.sampled_from(
        ["Jo", '"', "Doe", " ", "  ", "<", ">", "jo@client.example", ".", ",", "'", "a", "-", "_", "@", "x.y"]
    )
)


@given(PIECES.map("".join))
def test_the_short_way_through_a_header_says_what_the_long_one_says(written: str) -> None:
    # A comment makes no difference to who wrote, but the long way has to be taken.
    assert addresses_of(written.encode()) == addresses_of(written.encode() + b" ()")
