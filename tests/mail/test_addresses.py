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


def test_an_encoded_word_in_an_address_is_not_decoded() -> None:
    (found,) = addresses_of("<é=?utf-8?q?=2C_boss=40desk.example?=@client.example>".encode())

    assert found.address == "é=?utf-8?q?=2C_boss=40desk.example?=@client.example"
