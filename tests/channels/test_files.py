"""Mail from files: what is found, what is told, and when it came."""

import io
import mailbox
import os
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailhelp.channels.files import FoundMail, envelope_for, mails_in, piped_mail
from mailhelp.core.errors import BadData
from mailhelp.core.facts import Channel, TimeSource

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MAIL = b"From: jo@mail.example\nSubject: Down\n\nIt is down.\n"
FROM_LINE = b"From jo@mail.example Mon Nov 23 10:00:00 2026\n"
MEGABYTE = 1_048_576


def raws(path: Path, **more: int) -> list[bytes]:
    return [mail.raw for mail in mails_in(path, **more)]


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("line", [b"From jo@mail.example\r\n", b">From jo Fri Jan 1 00:0:00 2015\n", b"From jo\r"])
def test_a_from_line_that_begins_no_mbox_stands_before_a_mail(tmp_path: Path, line: bytes) -> None:
    assert raws(written(tmp_path / "a.eml", line + MAIL)) == [line + MAIL]


def test_an_eml_file_is_read_byte_for_byte(tmp_path: Path) -> None:
    odd = b"Subject: x\r\n\r\nbare\rcr \0 \xff\r\n\r\n"

    [mail] = mails_in(written(tmp_path / "a.eml", odd))

    assert mail == FoundMail(str(tmp_path / "a.eml"), odd, complete=True, full_size=len(odd))


def test_an_mbox_is_split_at_its_from_lines_only(tmp_path: Path) -> None:
    first = MAIL + b"\n>From now on, and\nFrom 9:00 it was slow.\nFrom here\n"
    content = FROM_LINE + first + b"\n" + FROM_LINE + MAIL + b"\n" + FROM_LINE + b"\n"

    found = list(mails_in(written(tmp_path / "old", content)))

    assert [mail.raw for mail in found] == [first.replace(b"\n>From", b"\nFrom"), MAIL]
    assert [mail.where.rpartition(", ")[2] for mail in found] == ["mail 1", "mail 2"]


def test_what_the_standard_library_writes_as_mbox_is_read_back(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    bodies = [MAIL, MAIL + b"\n\nFrom me\n", b"Subject: no body\n\n", MAIL + b"\n" * 3]
    for body in bodies:
        box.add(body)
    box.close()

    assert [raw.rstrip() for raw in raws(tmp_path / "box")] == [body.rstrip() for body in bodies]


@pytest.mark.parametrize(
    "line",
    [
        b"From - Mon Nov 23 10:00:00 2026\r\n",
        b"From 1784@xxx Mon Nov 23 10:00:00 +0000 2026\r\n",
        b"From MAILER-DAEMON Mon Nov  3 10:00 2026\n",
    ],
)
def test_from_lines_of_all_sorts_are_known(tmp_path: Path, line: bytes) -> None:
    assert raws(written(tmp_path / "box", line + MAIL + line + MAIL)) == [MAIL, MAIL]


def test_a_long_mbox_is_read_mail_by_mail(tmp_path: Path) -> None:
    path = written(tmp_path / "box", (FROM_LINE + MAIL + b"\n") * 50_000)
    mails = mails_in(path)

    assert next(mails).raw == MAIL
    assert isinstance(mails, Iterator)
    assert sum(1 for _ in mails) == 49_999


def test_a_mail_over_the_limit_is_cut_to_headers_and_a_part_of_the_body(tmp_path: Path) -> None:
    headers, body = b"Subject: big\r\n\r\n", b"0123456\r\n" * 200_000
    path = written(tmp_path / "big.eml", headers + body)

    [mail] = mails_in(path, max_size=MEGABYTE)

    assert not mail.complete
    assert mail.full_size == len(headers + body)
    assert mail.raw == headers + body[:262_144]


def test_in_an_mbox_too_and_the_next_mail_is_whole(tmp_path: Path) -> None:
    big = b"Subject: big\n\n" + b"0123456\n" * 200_000
    path = written(tmp_path / "box", FROM_LINE + big + b"\n" + FROM_LINE + MAIL)

    cut, whole = mails_in(path, max_size=MEGABYTE)

    assert (cut.complete, cut.full_size, len(cut.raw)) == (False, len(big), 14 + 262_144)
    assert (whole.complete, whole.raw) == (True, MAIL)


def test_headers_without_end_are_cut_too(tmp_path: Path) -> None:
    path = written(tmp_path / "big.eml", b"Subject: x\n" + b"X: y\n" * MEGABYTE)

    [mail] = mails_in(path, max_size=MEGABYTE)

    assert len(mail.raw) == 2 * 262_144


def test_a_maildir_gives_new_and_cur(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    box.add(MAIL)
    seen = mailbox.MaildirMessage(MAIL + b"seen\n")
    seen.set_subdir("cur")
    box.add(seen)
    written(tmp_path / "box" / "tmp" / "half", b"From: half")

    assert raws(tmp_path / "box") == [MAIL, MAIL + b"seen\n"]


def test_a_directory_is_read_in_order_with_what_is_in_it(tmp_path: Path) -> None:
    written(tmp_path / "b.eml", MAIL + b"2")
    written(tmp_path / "a.EML", MAIL + b"1")
    written(tmp_path / "c" / "x.mbox", FROM_LINE + MAIL + b"3")
    written(tmp_path / "d" / "new" / "1.host", MAIL + b"4")
    written(tmp_path / "notes.txt", b"not a mail")
    written(tmp_path / ".hidden.eml", MAIL + b"5")

    assert [raw[-1:] for raw in raws(tmp_path)] == [b"1", b"2", b"3", b"4"]


def test_one_bad_file_in_a_directory_stops_no_other_and_is_told_at_the_end(tmp_path: Path) -> None:
    for number in range(9):
        written(tmp_path / f"{number}.eml", b"" if number == 4 else MAIL)
    read = []

    with pytest.raises(BadData, match=r"8 mails of .* were read, but .*4\.eml is empty"):
        for mail in mails_in(tmp_path):
            read.append(mail.raw)

    assert read == [MAIL] * 8


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\n \r\n", "is empty"),
        (b"Dear desk,\nit is down: all of it\n", "is no mail: it must begin with headers"),
        (bytes(range(256)) * 100, "is no mail"),
        (b"\x7fELF: \0\0\0", "is no mail"),
        (b"PK\x03\x04zip: x\n", "unpack it first"),
        (b"\x1f\x8bgz", "unpack it first"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "save the mail as .eml"),
        (FROM_LINE + b"\n\n" + FROM_LINE, "an mbox without any mail"),
    ],
)
def test_a_file_that_is_no_mail_is_refused_with_what_to_do(tmp_path: Path, content: bytes, told: str) -> None:
    path = written(tmp_path / "a.eml", content)

    with pytest.raises(BadData, match=re.escape(told)):
        raws(path)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="is not there: check the path"):
        raws(tmp_path / "missing.eml")


def test_a_directory_without_mail_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="holds no mail"):
        raws(tmp_path)


@pytest.mark.parametrize("line", [b"", FROM_LINE])
def test_a_pipe_holds_one_mail(line: bytes) -> None:
    mail = piped_mail(io.BytesIO(line + MAIL + b"\n" + FROM_LINE))

    assert mail.raw == MAIL + b"\n" + FROM_LINE
    assert mail.complete


def test_a_named_pipe_is_read_like_standard_input(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(FROM_LINE + MAIL,))
    writer.start()

    assert raws(tmp_path / "pipe") == [MAIL]
    writer.join()


def test_an_empty_pipe_is_told() -> None:
    with pytest.raises(BadData, match="standard input is empty"):
        piped_mail(io.BytesIO(b""))


TRACED = (
    b"Return-Path: <jo@mail.example>\nDelivered-To: help@desk.example\nDelivered-To: <tom@desk.example>\n"
    b"Received: from a by b; Mon, 23 Nov 2026 10:30:00 +0200\nReceived: from z by a; Sun, 22 Nov 2026 10:30:00 +0000\n"
)


def test_the_envelope_is_read_from_the_trace_headers() -> None:
    envelope = envelope_for(TRACED + MAIL, live=False, now=NOW)

    assert envelope.channel is Channel.FILE and not envelope.live
    assert envelope.received_at == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert envelope.received_source is TimeSource.RECEIVED
    assert envelope.mail_from == "jo@mail.example"
    assert envelope.delivered_to == ("help@desk.example", "tom@desk.example")
    assert envelope.recipients == ()


def test_what_is_given_goes_before_the_headers() -> None:
    given = datetime.fromisoformat("2026-11-20T09:00:00+01:00")
    envelope = envelope_for(
        TRACED + MAIL, live=True, now=NOW, sender="<>", recipients=("help@desk.example",), received=given,
        channel=Channel.PIPE,
    )  # fmt: skip

    assert envelope.received_at == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    assert envelope.received_source is TimeSource.GIVEN
    assert envelope.mail_from == ""
    assert (envelope.channel, envelope.live, envelope.recipients) == (Channel.PIPE, True, ("help@desk.example",))


@pytest.mark.parametrize(
    ("header", "sender"), [(b"", None), (b"Return-Path: <>\n", ""), (b"Return-path: a@b.example\n", "a@b.example")]
)
def test_the_null_sender_is_told_from_an_unknown_one(header: bytes, sender: str | None) -> None:
    assert envelope_for(header + MAIL, live=True, now=NOW).mail_from == sender


@pytest.mark.parametrize(
    "received",
    [
        b"from a by b",
        b"from a by b; ",
        b"from a by b; yesterday",
        b"from a by b; Mon, 23 Nov 99999 10:30:00 +0000",
        b"from a by b; Thu, 01 Jan 1970 00:00:00 +0000",
        b"from a by b; Mon, 23 Nov 2026 12:00:01 +0000",
        b"from a by b; \xff\xfe\0",
        b"from a by b;" + b"1" * 100_000,
    ],
)
def test_a_received_header_that_tells_no_time_or_one_ahead_leaves_now(received: bytes) -> None:
    envelope = envelope_for(b"Received: " + received + b"\n" + MAIL, live=True, now=NOW)

    assert (envelope.received_at, envelope.received_source) == (NOW, TimeSource.CLOCK)


def test_a_given_time_without_zone_is_refused() -> None:
    with pytest.raises(BadData, match=r"has no time zone: write it as 2026-11-23T10:00:00\+00:00"):
        envelope_for(MAIL, live=True, now=NOW, received=datetime(2026, 11, 23, 10))  # noqa: DTZ001


def test_a_found_mail_goes_to_the_store_with_its_envelope() -> None:
    envelope = envelope_for(MAIL, live=True, now=NOW)

    mail = FoundMail("x", MAIL, complete=False, full_size=99).with_envelope(envelope)

    assert (mail.raw, mail.envelope, mail.complete, mail.full_size) == (MAIL, envelope, False, 99)
