"""Files inside parts, attached mails, invitations, and what stays closed."""

import base64
import struct
from datetime import UTC, datetime

import pytest

from mailhelp.core.facts import Address, AttachedMail
from mailhelp.mail.events import event_of
from mailhelp.mail.parse import attachment_bytes, read_mail
from mailhelp.mail.rtfpacked import unpacked_rtf
from mailhelp.mail.tnef import tnef_files, tnef_text
from tests.mail.letters import a_mail, a_multipart

TEXT = "Content-Type: text/plain\n\nplain words"
INNER = "From: Ana <ana@x.example>\r\nSubject: The old one\r\nMessage-ID: <old@x.example>\r\n\r\ninner words\r\n"
P7M = (
    "Content-Type: application/octet-stream; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n"
    + base64.b64encode(bytes.fromhex("3080 0609 2a864886f70d010703") + b"sealed").decode()
)
CALENDAR = """\
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/London
DESCRIPTION:summer time
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY;LANGUAGE=en:Tea\\, at
  four
DTSTART;TZID=Europe/London:20261201T100000
LOCATION:Room 1\\; left
BEGIN:VALARM
DESCRIPTION:REMINDER
END:VALARM
DESCRIPTION:Bring\\nmilk
END:VEVENT
BEGIN:VEVENT
SUMMARY:Another
END:VEVENT
END:VCALENDAR
"""
MESSAGE = bytes.fromhex("0703020000000000c000000000000046")


def an_attribute(kind: int, value: bytes) -> bytes:
    """Return one attribute of a TNEF."""
    return struct.pack("<BHHI", 2, kind, 6, len(value)) + value + b"\x00\x00"


def a_property(name: int, form: int, value: bytes) -> bytes:
    """Return a MAPI property with one value that has a length."""
    return struct.pack("<HHII", form, name, 1, len(value)) + value + b"\x00" * (-len(value) % 4)


def a_tnef(*attributes: bytes) -> bytes:
    """Return a TNEF of some attributes."""
    return struct.pack("<IH", 0x223E9F78, 1) + an_attribute(0x9007, struct.pack("<II", 1251, 0)) + b"".join(attributes)


def a_file(title: bytes, content: bytes, *properties: bytes) -> bytes:
    """Return the attributes of a file in a TNEF."""
    told = an_attribute(0x9005, struct.pack("<I", len(properties)) + b"".join(properties)) if properties else b""
    return (
        an_attribute(0x9002, b"\x00" * 14)
        + an_attribute(0x8010, title + b"\x00")
        + an_attribute(0x800F, content)
        + told
    )


def a_winmail(tnef: bytes) -> str:
    """Return the part that holds a TNEF."""
    head = "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    return head + base64.encodebytes(tnef).decode()


def test_a_winmail_dat_is_opened() -> None:
    named = a_property(0x3707, 0x1F, "Отчёт 2026.pdf\x00".encode("utf-16-le"))
    told = a_property(0x370E, 0x1E, b"application/pdf\x00")
    raw = a_multipart(TEXT, a_winmail(a_tnef(a_file(b"OTCHET~1.PDF", b"%PDF", named, told), a_file(b"b.txt", b"b"))))

    facts = read_mail(raw)

    assert [(one.part, one.filename, one.content_type, one.size) for one in facts.attachments] == [
        ("2.1", "Отчёт 2026.pdf", "application/pdf", 4),
        ("2.2", "b.txt", "application/octet-stream", 1),
    ]
    assert attachment_bytes(raw, "2.1") == b"%PDF"


def test_the_names_in_a_winmail_dat_are_in_its_charset_and_made_safe() -> None:
    (found,) = read_mail(
        a_multipart(TEXT, a_winmail(a_tnef(a_file("..\\Счёт.doc".encode("cp1251"), b"x"))))
    ).attachments

    assert found.filename == "Счёт.doc"


def test_the_files_of_a_mail_in_a_winmail_dat_are_found() -> None:
    inner = MESSAGE + a_tnef(a_file(b"deep.txt", b"deep"))
    outer = an_attribute(0x9002, b"") + an_attribute(0x9005, struct.pack("<I", 1) + a_property(0x3701, 0x0D, inner))

    assert [(one.name, one.content) for one in tnef_files(a_tnef(outer))] == [("deep.txt", b"deep")]


def test_a_winmail_dat_without_files_or_that_is_none_stays_as_it_is() -> None:
    for content in (a_tnef(), b"no tnef"):
        (found,) = read_mail(a_multipart(TEXT, a_winmail(content))).attachments

        assert (found.filename, found.size) == ("winmail.dat", len(content))


def a_message(*properties: bytes) -> bytes:
    """Return the attribute of a TNEF with the properties of its message."""
    return an_attribute(0x9003, struct.pack("<I", len(properties)) + b"".join(properties))


PACKED_RTF = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (an_attribute(0x800C, "Сайт не работает\x00".encode("cp1251")), "Сайт не работает"),
        (a_message(a_property(0x1000, 0x1F, "Our site is down\x00".encode("utf-16-le"))), "Our site is down"),
        (a_message(a_property(0x1013, 0x102, b"<p>Our <b>site</b></p>")), "Our site"),
        (a_message(a_property(0x1009, 0x102, PACKED_RTF)), "hello world"),
    ],
)
def test_the_words_in_a_winmail_dat_are_the_body_where_the_mail_has_none(told: bytes, text: str) -> None:
    winmail = a_winmail(a_tnef(told, a_file(b"a.txt", b"a")))

    alone, empty, beside = (
        read_mail(a_multipart(*parts))
        for parts in ((winmail,), ("Content-Type: text/plain\n\n \n", winmail), (TEXT, winmail))
    )

    assert (alone.text, empty.text, beside.text) == (text, text, "plain words")
    assert [one.filename for one in (*alone.attachments, *beside.attachments)] == ["a.txt", "a.txt"]


def test_html_that_exchange_wrapped_in_rtf_is_unwrapped() -> None:
    rtf = (
        r"{\rtf1\ansi\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}"
        r"Our \htmlrtf {\b\htmlrtf0 site\htmlrtf }\htmlrtf0{\*\htmltag72 </p>}"
        r"\htmlrtf\par\htmlrtf0 {\*\htmltag <br>}\u8364?5}"
    )
    packed = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf.encode()

    told = tnef_text(a_tnef(a_message(a_property(0x1009, 0x102, packed))))

    assert told is not None and told.kind == "text/html"
    assert told.content.decode() == "<p>Our site</p><br>€5"


@pytest.mark.parametrize("packed", [b"", b"\xff" * 15, PACKED_RTF[:20], PACKED_RTF[:16] + b"\xff" * 400])
def test_packed_rtf_that_is_broken_is_read_as_far_as_it_goes(packed: bytes) -> None:
    assert len(unpacked_rtf(packed)) < 60


@pytest.mark.parametrize("broken_at", [7, 30, 60, 90])
def test_a_broken_winmail_dat_is_read_as_far_as_it_goes(broken_at: int) -> None:
    whole = a_tnef(a_file(b"a.txt", b"a" * 20), a_file(b"b.txt", b"b"))

    assert len(tnef_files(whole[:broken_at])) <= 1


@pytest.mark.parametrize("form", [0x1001, 0x101E, 0x0102, 0x7777])
def test_properties_that_claim_much_end_the_reading(form: int) -> None:
    claimed = struct.pack("<IHHI", 0xFFFFFFFF, form, 0x3707, 0xFFFFFFFF)

    found = tnef_files(a_tnef(a_file(b"a.txt", b"a"), an_attribute(0x9005, claimed)))

    assert [one.name for one in found] == ["a.txt"]


@pytest.mark.parametrize("length", [0, 100_000])
def test_a_mail_attached_in_base64_is_read_and_kept_whole(length: int) -> None:
    inner = INNER + "words\r\n" * length
    head = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n"
    raw = a_multipart(TEXT, head + base64.encodebytes(inner.encode()).decode())

    facts = read_mail(raw)

    assert facts.attached_mails == (AttachedMail("2", Address("Ana", "ana@x.example"), "The old one", "old@x.example"),)
    assert attachment_bytes(raw, "2") == inner.encode()


def test_an_attached_mail_is_named_by_its_subject() -> None:
    facts = read_mail(
        a_multipart(
            TEXT, f"Content-Type: message/rfc822\n\nDate: 1 May 2026 08:00:00 +0000\n{INNER.replace(chr(13), '')}"
        )
    )

    assert [one.filename for one in facts.attachments] == ["The old one.eml"]
    assert facts.attached_mails[0].date == datetime(2026, 5, 1, 8, tzinfo=UTC)
    assert facts.text == "plain words"


def test_an_attached_mail_with_many_headers_in_base64_is_no_way_round_the_gate() -> None:
    bomb = "".join(f"X-{number}: {'a' * 900}\n" for number in range(50)) + "Content-Type: message/rfc822\n\n" * 500
    raw = a_multipart(TEXT, f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{bomb}")

    facts = read_mail(raw)

    assert facts.readable
    assert facts.text == "plain words"


@pytest.mark.parametrize(
    ("part", "told", "to"),
    [
        (f"Content-Type: text/calendar; method=REQUEST\n\n{CALENDAR}", "request", "Tea, at four"),
        (f"Content-Type: text/calendar\n\n{CALENDAR.replace('REQUEST', 'CANCEL')}", "cancel", "Tea, at four"),
        ("Content-Type: application/ics; name=a.ics\n\nBEGIN:VCALENDAR", "", ""),
        (f"Content-Type: application/octet-stream; name=A.ICS\n\n{CALENDAR}", "request", "Tea, at four"),
        ("Content-Type: text/html\n\n<p>rich", None, ""),
    ],
)
def test_an_invitation_is_told_as_such(part: str, told: str | None, to: str) -> None:
    facts = read_mail(a_multipart(TEXT, part, kind="alternative"))

    assert (facts.invitation, facts.invitation_to, facts.text) == (told, to, "plain words")


def test_the_event_of_an_invitation_is_not_its_alarm_and_not_its_time_zone() -> None:
    event = event_of(CALENDAR)

    assert event.text == "Tea, at four\nWhen: 2026-12-01 10:00 Europe/London\nWhere: Room 1; left\n\nBring\nmilk"


@pytest.mark.parametrize(
    "calendar", ["", "BEGIN:VEVENT", "END:VEVENT\nSUMMARY:x", "SUMMARY:" + "\\" * 9_000, "\n " * 9_000]
)
def test_a_broken_calendar_says_nothing(calendar: str) -> None:
    assert event_of(calendar).text == ""


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (a_mail("MIIB", Content_Type="application/pkcs7-mime; smime-type=enveloped-data"), "encrypted with S/MIME"),
        (a_mail("MIIB", Content_Type="application/x-pkcs7-mime; smime-type=signed-data"), "sealed with S/MIME"),
        (a_mail("MIIB", Content_Type="application/pkcs7-mime; smime-type=certs-only"), ""),
        (a_multipart(P7M, "Content-Type: text/plain\n\nthe footer of a list"), "encrypted with S/MIME"),
        (a_multipart("Content-Type: application/pgp-encrypted\n\nVersion: 1", kind="encrypted"), "encrypted with PGP"),
        (a_multipart(TEXT, "Content-Type: application/pgp-encrypted\n\nVersion: 1"), "encrypted with PGP"),
        (a_mail("Hi,\n\n-----BEGIN PGP MESSAGE-----\n\nhQ=\n-----END PGP MESSAGE-----"), "encrypted with PGP"),
        (a_mail("He wrote -----BEGIN PGP MESSAGE----- and no more"), ""),
        (a_multipart(TEXT, f"Content-Type: message/rfc822\n\n{P7M}"), ""),
    ],
)
def test_a_sealed_part_is_told_and_not_opened(raw: bytes, told: str) -> None:
    facts = read_mail(raw)

    assert (facts.sealed, facts.defects) == (told, ())


def test_a_signed_mail_is_read_and_its_signature_attached() -> None:
    facts = read_mail(a_multipart(TEXT, "Content-Type: application/pgp-signature; name=s.asc\n\nx", kind="signed"))

    assert (facts.text, [one.filename for one in facts.attachments], facts.defects) == ("plain words", ["s.asc"], ())


def test_an_archive_is_not_opened() -> None:
    (found,) = read_mail(a_multipart(TEXT, "Content-Type: application/zip; name=a.zip\n\nPK\x03\x04")).attachments

    assert found.filename == "a.zip"


@pytest.mark.parametrize(
    ("head", "html", "inline"),
    [
        ("Content-Type: image/png\nContent-ID: <A@x>", '<img src="cid:a%40x">', True),
        ("Content-Type: image/png\nContent-ID: <a@x>\nContent-Disposition: attachment", "<img src=cid:a@x>", True),
        ("Content-Type: application/octet-stream; name=a.png\nContent-ID: <a@x>", "<img src='cid:a@x'>", True),
        ("Content-Type: image/png\nContent-Location: pics/a.png", '<td background="pics/a.png">', True),
        ("Content-Type: image/png\nContent-ID: <a@x>\nContent-Disposition: inline", "<img src='cid:b@x'>", False),
        ("Content-Type: image/png; name=a.png\nContent-Disposition: inline", "<img src=a.png>", False),
        ("Content-Type: application/pdf\nContent-ID: <a@x>\nContent-Disposition: inline", "<a href=cid:a@x>", False),
        ("Content-Type: text/plain; name=a.txt\nContent-Disposition: inline", "", False),
    ],
)
def test_inline_is_a_picture_that_the_text_names_whatever_a_program_calls_it(
    head: str, html: str, inline: bool
) -> None:
    (found,) = read_mail(a_multipart(f"Content-Type: text/html\n\n<p>words</p>{html}", f"{head}\n\nx")).attachments

    assert found.inline is inline
