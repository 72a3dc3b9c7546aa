"""Header values as people read them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.mail.base64text import from_base64_pieces
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
        (b"a =?utf-8?Q?b?= c", "a b c"),
        (b"=?utf-8?q?caf=c3=a9_100=_a?=", "café 100= a"),
        (b"foo=?utf-8?Q?=C3=A9?=bar", "fooébar"),
        (b'"=?utf-8?Q?=C3=A9?="', '"é"'),
        (b"=?utf-8*de?Q?=C3=A9?=", "é"),
        (b"=?utf-8?Q?a?=   =?utf-8?Q?b?=", "ab"),
        (b"=?utf-8?Q?a?=\r\n =?iso-8859-1?Q?=FC?=", "aü"),
        (b"=?utf-8?Q?What?_Who?=", "What? Who"),
        (b"caf\xe9 =?utf-8?Q?=C3=A9?= \xe9", "café é é"),
        (b"=?utf-8?Q?=EF=BB=BFabc?=", "abc"),
        (b"=?utf-8?Q?a=00b=0D=0Ac?=", "ab c"),
        (b"\x1b$B%W%j%s%?!<\x1b(B", "プリンター"),
        (b"=?utf-8?Q??=", ""),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        (b"=?utf-8??abc?=", "=?utf-8??abc?="),
        (b"what =? that =?", "what =? that =?"),
    ],
)
def test_a_header_is_decoded(written: bytes, text: str) -> None:
    assert text_of(written) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (b"=?utf-8?Q?caf=C3=A9", "café"),
        (b"Re: =?utf-8?Q?caf=C3=A9 and more", "Re: café and more"),
        (b"=?utf-8?Q?caf=C3=A9? =", "café"),
        (b"=?utf-8?B?Y2Fmw6k", "café"),
        (b"=?utf-8?Q?caf=C3=A9 =?utf-8?Q?_noir?=", "café  noir"),
        (b"=?utf-8?B?Y2Fmw6k?=", "café"),
        (b"=?utf-8?B?Y2Fm w6k=?=", "café"),
        (b"=?utf-8?B?Y2Fmw6k===?=", "café"),
        (b"=?utf-8?B?Y2Fm=w6k=?=", "café"),
        (b"=?utf-8?B?Y2Fm\r\n w6k=?=", "café"),
        (b"=?utf-8?Q?caf=C3= A9?=", "café"),
        (b"=?utf-8?Q?caf=C3\r\n =A9?=", "café"),
        (b"=?utf-8?Q?caf=C3=A9 au lait?=", "café au lait"),
        (b"=?utf-8 ?Q?caf=C3=A9?=", "café"),
        (b"=? utf-8? Q ?caf=C3=A9?=", "café"),
        (b"=?utf-8?Q?=?utf-8?Q?caf=C3=A9?=?=", "café"),
        (b"=?utf-8?Q?caf=E9?=", "café"),
        (b"=?iso-8859-1?Q?caf=C3=A9?=", "café"),
        (b"=?unknown-8bit?Q?caf=E9?=", "café"),
        (b'=?"utf8"?Q?caf=C3=A9?=', "café"),
        (b"=?us-ascii?Q?caf=C3=A9?=", "café"),
        (b"=?utf-8?Q?=ED=A0=BD=ED=B8=80?=", "\U0001f600"),
        (b"=?utf-8?Q?caf=C3?= =?UTF-8?B?qQ==?=", "café"),
        (b"=?iso-2022-jp?B?GyRCJVclaiVz?= =?iso-2022-jp?B?JT8hPBsoQg==?=", "プリンター"),
    ],
)
def test_a_broken_encoded_word_is_mended(written: bytes, text: str) -> None:
    assert text_of(written) == text


def test_an_encoded_word_that_makes_no_sense_stays_as_it_was_written() -> None:
    assert text_of(b"=?utf-8?Q?=81=8D=8F=90?=") == "=?utf-8?Q?=81=8D=8F=90?="


@pytest.mark.parametrize("piece", [b"=?", b"=?utf-8?Q?", b"=?utf-8?Q?a?", b"=?utf-8?B?a=", b"=?a?q?=?a?q?b?=", b"? "])
def test_hostile_headers_of_80_kb_end(piece: bytes) -> None:
    assert isinstance(text_of(piece * (80_000 // len(piece))), str)


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


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b'attachment; filename="Angebot "Neu" 1.pdf"', 'Angebot "Neu" 1.pdf'),
        (b'attachment; filename="plan.pdf; size=3', "plan.pdf"),
        (b'attachment; filename="a;b.pdf"', "a;b.pdf"),
        (b'attachment; filename="C:\\Users\\a.pdf"', "C:\\Users\\a.pdf"),
        (b'attachment filename="plan.pdf"', "plan.pdf"),
        (b'filename="plan.pdf"', "plan.pdf"),
        (b"attachment; filename*=iso-8859-1''caf%E9.txt", "café.txt"),
        (b"attachment; filename*=utf-8'fr'caf%C3%A9.txt", "café.txt"),
        (b"attachment; filename*=\"utf-8''caf%C3%A9.txt\"", "café.txt"),
        (b"attachment; filename*=UTF-8''\"caf%C3%A9.txt\"", "café.txt"),
        (b"attachment; filename*=caf%C3%A9.txt", "café.txt"),
        (b'attachment; filename="caf%C3%A9.txt"', "café.txt"),
        (b'attachment; filename="100%25.txt"', "100%25.txt"),
        (b"attachment; filename*1=b.txt; filename*0=a", "ab.txt"),
        (b"attachment; filename*0=a; filename*0=x; filename*1=b.txt", "ab.txt"),
        (b'attachment; filename*0="=?utf-8?B?Y2Fm"; filename*1="w6kudHh0?="', "café.txt"),
        (b"attachment; filename*=utf-8''=?utf-8?Q?caf=C3=A9.txt?=", "café.txt"),
        (b"attachment; filename==?utf-8?Q?caf=C3=A9.txt?=", "café.txt"),
        (b'attachment; filename="=?utf-8?Q?caf=C3=A9?= =?utf-8?Q?.txt?="', "café.txt"),
        (b'attachment; filename="caf\xe9.txt"', "café.txt"),
        ('attachment; filename="café.txt"'.encode(), "café.txt"),
        (b"attachment; filename*0*=''caf%C3; filename*1*=%A9.txt", "café.txt"),
        (b'attachment (really) ; filename = "plan.pdf" (the plan)', "plan.pdf"),
    ],
)
def test_a_file_name_that_is_written_wrongly_is_found(written: bytes, name: str) -> None:
    assert parameters(written)[1]["filename"] == name


@pytest.mark.parametrize("piece", [b';a="', b";a", b'"', b";a*1*=%41", b"a=", b'; a="b" ', b";a==?"])
def test_hostile_parameters_of_80_kb_end(piece: bytes) -> None:
    assert parameters(b"a/b" + piece * (80_000 // len(piece)))[0].isascii()


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Mon, 23 Nov 2026 09:00:00", "2026-11-23T09:00:00+00:00"),
        ("Mon, 23 Nov 2026 09:00:00 -0000", "2026-11-23T09:00:00+00:00"),
        ("23 Nov 26 09:00 +0100", "2026-11-23T09:00:00+01:00"),
        ("23 Nov 126 09:00:00 GMT", "2026-11-23T09:00:00+00:00"),
        ("Mon, 23-Nov-26 09:00:00 EST", "2026-11-23T09:00:00-05:00"),
        ("Mon, 23 Nov 2026 09:00:00 CET", "2026-11-23T09:00:00+01:00"),
        ("Mon, 23 Nov 2026 09:00:00 +0100 (CET)", "2026-11-23T09:00:00+01:00"),
        ("Mon, 23 Nov 2026 09:00:00 +01:00", "2026-11-23T09:00:00+01:00"),
        ("Mon, 23 Nov 2026 09:00:00 GMT+0100 (Central European Time)", "2026-11-23T09:00:00+01:00"),
        ("Mon, 23 Nov 2026 09:00:00 Q", "2026-11-23T09:00:00+00:00"),
        ("Mon Nov 23 09:00:00 CET 2026", "2026-11-23T09:00:00+01:00"),
        ("November 23, 2026 9:00 PM", "2026-11-23T21:00:00+00:00"),
        ("Mon, 23 Nov 2026 23:59:60 +0000", "2026-11-23T23:59:59+00:00"),
        ("Mon , 23 Nov 2026 09:00:00.123 +0100", "2026-11-23T09:00:00+01:00"),
        ('"Mon, 23 Nov 2026 9.00.00 +0100"', "2026-11-23T09:00:00+01:00"),
        ("2026-11-23T09:00:00Z", "2026-11-23T09:00:00+00:00"),
        ("2026-11-23 09:00:00 +0100", "2026-11-23T09:00:00+01:00"),
        ("=?utf-8?Q?Mon,_23_Nov_2026_09:00:00_+0100?=", "2026-11-23T09:00:00+01:00"),
    ],
)
def test_a_date_is_read_as_programs_write_it(written: str, moment: str) -> None:
    found = date_of(written.encode())

    assert found is not None and found.isoformat() == moment


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Mon",
        "1795420800",
        "Mon, 23 Nov 2026",
        "Mon, 99 Foo 99999 99:99:99 +9999",
        "Mon, 1 Jan 999999999999 00:00:00 +0000",
        "Sat, 01 Jan 0001 00:00:00 +0000",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "Mon, 31 Feb 2026 09:00:00 +0000",
        "Mon, 23 Nov 2026 24:00:00 +0000",
        "Mon, 23 Nov 2026 09:00:00 +9900",
        "Mon, 23 Nov 2026 09:00:00 IST",
        "Mo, 23 Dez 2026 09:00:00 +0100",
        "lun., 23 déc. 2026 09:00:00 +0100",
        "Пн, 23 ноя 2026 09:00:00 +0300",
        "11/10/2026 09:00",
    ],
)
def test_a_date_from_nowhere_is_none_rather_than_a_wrong_one(written: str) -> None:
    assert date_of(written.encode()) is None


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


@given(st.lists(st.text(alphabet="AB=\r -/", max_size=8).map(str.encode), max_size=6))
def test_base64_says_the_same_wherever_it_is_cut(pieces: list[bytes]) -> None:
    assert b"".join(from_base64_pieces(pieces)) == from_base64(b"".join(pieces))
