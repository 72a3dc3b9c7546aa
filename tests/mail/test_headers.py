"""Header values as people read them."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.mail.headers import date_of, from_base64, ids, parameters, text_of
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (b"=?utf-8?B?w6k=?= =?utf-8?B?w6k=?=", "éé"),
        (b"=?utf-8?Q?a=C3?= =?utf-8?Q?=A9b?=", "aéb"),
        (b"=?iso-8859-1?Q?Fr\xf6sche?=", "Frösche"),
        (b"Fr\xf6sche", "Frösche"),
        ("Frösche".encode(), "Frösche"),
        (b"=?x-no-such?Q?caf=C3=A9?=", "café"),
        (b"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        (b"=?gb2312?B?1tC5+g==?=", "中国"),
        (b"=?utf-8?B?aGkNCkJjYzogdg==?=", "hi Bcc: v"),
        (b"=?utf-8?Q?open", "=?utf-8?Q?open"),
        (b"a =?utf-8?Q?b?= c", "a b c"),
    ],
)
def test_a_header_is_decoded(written: bytes, text: str) -> None:
    assert text_of(written) == text


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b'attachment; filename="plan.pdf"', "plan.pdf"),
        (b"attachment; filename=plan.pdf; size=3", "plan.pdf"),
        (b"attachment; filename*=utf-8''caf%C3%A9.txt", "café.txt"),
        (b'attachment; filename*0="a b"; filename*1="c.txt"', "a bc.txt"),
        (b'attachment; filename="=?utf-8?Q?caf=C3=A9=2Etxt?="', "café.txt"),
        (b"attachment; filename=\"plain.txt\"; filename*=utf-8''rich%2Etxt", "rich.txt"),
        (b'attachment; filename="open', "open"),
    ],
)
def test_a_file_name_is_found_however_it_is_written(written: bytes, name: str) -> None:
    assert parameters(written) == ("attachment", {"filename": name, **({"size": "3"} if b"size" in written else {})})


def test_a_date_without_zone_is_utc_and_one_from_nowhere_is_none() -> None:
    assert date_of(b"Mon, 23 Nov 2026 09:00:00") == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert date_of(b"Mon, 99 Foo 99999 99:99:99 +9999") is None
    assert date_of(b"Mon, 1 Jan 999999999999 00:00:00 +0000") is None
    assert date_of(b"") is None


def test_of_many_references_the_first_and_the_last_are_kept() -> None:
    written = b" ".join(b"<%d@x>" % number for number in range(200))

    found = ids(((b"References", written),), b"references", 50)

    assert len(found) == 50
    assert (found[0], found[1], found[-1]) == ("0@x", "151@x", "199@x")


def test_ids_come_without_brackets() -> None:
    facts = read_mail(a_mail(Message_ID="<m1@client.example>", In_Reply_To="<n1@desk.example>"))

    assert (facts.message_id, facts.in_reply_to) == ("m1@client.example", ("n1@desk.example",))


def test_all_headers_are_kept_in_order() -> None:
    facts = read_mail(a_mail(X_Shop="=?utf-8?Q?caf=C3=A9?="))

    assert facts.headers[-1] == ("X-Shop", "café")
    assert facts.header("x-shop") == ("café",)


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=5))
def test_base64_with_lines_and_lost_padding_is_read(content: bytes, step: int) -> None:
    written = base64.encodebytes(content).replace(b"=", b"")

    assert from_base64(written[:step] + b"\r\n" + written[step:]) == content


@given(st.text(max_size=80))
def test_what_others_encode_is_read_back(text: str) -> None:
    visible = " ".join("".join(char for char in text if char.isprintable()).split())
    written = b"=?utf-8?B?" + base64.b64encode(visible.encode("utf-8", "replace")) + b"?="

    assert text_of(written) == visible.encode("utf-8", "replace").decode()
