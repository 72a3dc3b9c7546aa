"""Whose address it is: strict, because staff may do what others may not."""

import pytest

from mailhelp.core.people import Client, StaffMember, address_key, client_of, staff_of

TOM = StaffMember("Tom", "tom@desk.example")
ANNA = StaffMember("Anna", "änna@bücher.example")
HARBOUR = Client("Harbour", domains=("harbour.example",), people=("jo@mail.example",))
STREET = Client("Street", domains=("straße.example",))


@pytest.mark.parametrize("address", ["tom@desk.example", "Tom@Desk.Example", "TOM@DESK.EXAMPLE"])
def test_ascii_letters_are_the_same_in_both_cases(address: str) -> None:
    assert staff_of(address, (TOM,)) is TOM


@pytest.mark.parametrize(
    "address",
    [
        "tom@deſk.example",  # long s: casefold makes it s
        "tom@des\u212a.example",  # Kelvin sign: lower makes it k
        "tom@ｄesk.example",
        "ｔom@desk.example",
        "tom@desk.example\x81",
        "tom@desk.example\x00",
        "tom@desk.example\u200b",
        "tom\u00ad@desk.example",
        "tom@desk。example",
        "tom@desk.example.",
        " tom@desk.example",
        "",
    ],
)
def test_what_only_looks_like_a_member_of_staff_is_none(address: str) -> None:
    assert staff_of(address, (TOM,)) is None


def test_a_domain_is_the_same_in_letters_and_as_the_dns_has_it() -> None:
    assert staff_of("änna@xn--bcher-kva.example", (ANNA,)) is ANNA
    assert staff_of("änna@BÜCHER.example", (ANNA,)) is ANNA


def test_letters_beyond_ascii_before_the_at_sign_are_compared_as_written() -> None:
    assert staff_of("Änna@bücher.example", (ANNA,)) is None
    assert staff_of("anna@bücher.example", (ANNA,)) is None


def test_a_member_of_staff_without_address_is_nobody() -> None:
    assert staff_of("", (StaffMember("X", ""),)) is None
    assert staff_of("\x00", (StaffMember("X", "\x01"),)) is None


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("ana@harbour.example", HARBOUR),
        ("Ana@Harbour.Example", HARBOUR),
        ("JO@mail.example", HARBOUR),
        ("eve@mail.example", None),
        ("eve@ｈarbour.example", None),
        ("eve@harbour.example\x81", None),
        ("jo@straße.example", STREET),
        ("jo@strasse.example", None),
        ("harbour.example", None),
    ],
)
def test_a_client_has_its_own_people_and_domains_only(address: str, client: Client | None) -> None:
    assert client_of(address, (HARBOUR, STREET)) is client


def test_a_long_domain_beyond_ascii_costs_no_time() -> None:
    assert address_key("a@" + "ü" * 20_000)
