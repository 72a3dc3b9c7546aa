"""The mail that was forwarded."""

from datetime import UTC, datetime

import pytest

from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail, a_multipart

GMAIL = """Please see below.

---------- Forwarded message ---------
From: Ana Smith <ana@x.example>
Date: Tue, 1 Dec 2026 09:10:00 +0000
Subject: Site down
To: Jo <jo@client.example>

Our site is down."""
APPLE = "Begin forwarded message:\n\n> From: Ana <ana@x.example>\n> Subject: Site down\n> Date: 1 Dec 2026\n\n> Down."
OUTLOOK = "Von: Ana [mailto:ana@x.example]\nGesendet: Dienstag\nAn: Jo\nBetreff: Site down\n\nUnsere Seite."


@pytest.mark.parametrize(
    ("body", "subject"), [(GMAIL, "Fwd: Site down"), (APPLE, "Site down"), (OUTLOOK, "WG: Site down")]
)
def test_the_first_sender_is_found(body: str, subject: str) -> None:
    found = read_mail(a_mail(body, Subject=subject)).forwarded

    assert found is not None and found.sender is not None
    assert (found.sender.address, found.subject) == ("ana@x.example", "Site down")


def test_a_mail_attached_is_a_forward() -> None:
    raw = a_multipart("Content-Type: text/plain\n\nsee", "Content-Type: message/rfc822\n\nFrom: ana@x.example\n\nhi")

    found = read_mail(raw).forwarded

    assert found is not None and found.sender is not None and found.sender.address == "ana@x.example"


def test_a_mail_that_came_back_is_no_forward() -> None:
    report = (
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
        "Final-Recipient: rfc822; bo@x.example\nAction: failed"
    )
    returned = "Content-Type: message/rfc822\n\nFrom: ana@x.example\n\nhi"

    facts = read_mail(a_multipart("Content-Type: text/plain\n\nnot delivered", report, returned, kind="report"))

    assert facts.bounce is not None
    assert facts.forwarded is None


def test_headers_that_mail_servers_wrote_do_not_hide_those_that_count() -> None:
    body = GMAIL.replace("Date: Tue", "Return-Path: <ana@x.example>\nMessage-Id: <1@x.example>\nDate: Tue")

    found = read_mail(a_mail(body, Subject="Fwd: Site down")).forwarded

    assert found is not None and found.subject == "Site down"
    assert found.date == datetime(2026, 12, 1, 9, 10, tzinfo=UTC)


def test_of_two_mails_attached_none_is_the_one() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: ana@x.example\n\nhi"

    assert read_mail(a_multipart("Content-Type: text/plain\n\nsee", inner, inner)).forwarded is None


def test_a_reply_is_no_forward() -> None:
    assert read_mail(a_mail(f"Yes.\n\n{OUTLOOK}", Subject="Re: Site down")).forwarded is None
