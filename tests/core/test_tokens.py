"""Tokens and the seal: made, read, and never taken from anybody else."""

import random

from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.tokens import LENGTH, candidates, claimed, make, read, seal, sealed

KEY = b"k" * 32
ADDRESS = "jo@client.example"


@given(st.integers(0, 2**64 - 1), st.emails())
def test_a_token_names_its_ticket_to_its_own_address(ticket_id: int, address: str) -> None:
    token = make(KEY, 7, ticket_id, address)

    assert len(token) == LENGTH
    assert read(token, KEY, 7, address) == ticket_id


def test_a_token_is_worth_nothing_from_another_address() -> None:
    token = make(KEY, 1, 12, ADDRESS)

    assert read(token, KEY, 1, "eve@client.example") is None
    assert read(token, KEY, 1, "") is None


def test_a_token_of_another_key_is_worth_nothing() -> None:
    token = make(KEY, 1, 12, ADDRESS)

    assert read(token, b"x" * 32, 1, ADDRESS) is None
    assert read(token, KEY, 2, ADDRESS) is None


def test_a_token_survives_a_change_of_case_in_token_and_address() -> None:
    token = make(KEY, 1, 12, "Jo@Client.example")

    assert read(token.upper(), KEY, 1, "jo@client.EXAMPLE") == 12


def test_every_changed_letter_breaks_a_token() -> None:
    token = make(KEY, 1, 12, ADDRESS)
    changed = [token[:at] + ("b" if token[at] == "a" else "a") + token[at + 1 :] for at in range(LENGTH)]

    assert [read(one, KEY, 1, ADDRESS) for one in changed] == [None] * LENGTH


def test_no_random_word_is_a_token() -> None:
    noise = random.Random(1)
    words = ["".join(noise.choices("abcdefghijklmnopqrstuvwxyz234567", k=LENGTH)) for _ in range(5_000)]

    assert not any(read(word, KEY, 1, ADDRESS) for word in words)


def test_what_is_no_token_is_read_as_none() -> None:
    odd = ("", "a" * 47, "a" * 49, "1" * 48, "é" * 48, "\u212a" * 48, "=" * 48, "a" * 47 + "\n")

    assert [read(word, KEY, 1, ADDRESS) for word in odd] == [None] * len(odd)
    assert [claimed(word, 1) for word in odd] == [None] * len(odd)


def test_a_token_says_unproven_where_to_look() -> None:
    token = make(KEY, 1, 12, ADDRESS)

    assert claimed(token, 1) == 12
    assert claimed(token, 2) is None


def test_tokens_are_found_in_plus_addresses_message_ids_and_last_lines() -> None:
    token = make(KEY, 1, 12, ADDRESS)
    texts = (
        f"support+{token}@desk.example",
        f"support-{token}@desk.example",
        f"{token}.aaaaaaaaaaaac@desk.example",
        f"Thanks\n> ref: {token.upper()}\n",
    )

    assert [candidates(text) for text in texts] == [(token,)] * 4


def test_no_token_is_cut_out_of_a_longer_word() -> None:
    token = make(KEY, 1, 12, ADDRESS)

    assert candidates(f"a{token} {token}0 x9{token}") == ()


def test_finding_tokens_in_a_hostile_megabyte_is_bounded() -> None:
    many = " ".join(make(KEY, 1, number, ADDRESS) for number in range(100))

    assert len(candidates(many)) == 20
    assert candidates("a" * 2_000_000) == ()


def test_our_seal_gives_back_the_message_id_that_a_relay_replaced() -> None:
    value = seal(KEY, "x.y@desk.example")

    assert sealed(value, KEY) == "x.y@desk.example"
    assert sealed(value.replace(" ", "\r\n\t"), KEY) == "x.y@desk.example"


def test_a_foreign_seal_is_not_ours() -> None:
    value = seal(KEY, "x.y@desk.example")
    forged = ("", "x", "x y z", value.replace("x.y", "x.z"), seal(b"x" * 32, "x.y@desk.example"), "a@b é", "\ud800 b")

    assert [sealed(one, KEY) for one in forged] == [None] * len(forged)
