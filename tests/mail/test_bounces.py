"""Delivery reports (RFC 3464 and the rest)."""

import time

import pytest

from mailhelp.core.facts import Automatic, BouncedRecipient
from mailhelp.mail.bouncefields import read_status
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail, a_multipart

STATUS = """Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Original-Envelope-Id: n42

Original-Recipient: rfc822;jo@client.example
Final-Recipient: rfc822;catchall@client.example
Action: failed
Status: 5.1.1 (no such user)
"""
COPY = "Content-Type: message/rfc822\n\nMessage-ID: <notice1@desk.example>\nSubject: Your ticket\n\nwords"


def test_a_delivery_status_names_recipient_and_mail() -> None:
    facts = read_mail(a_multipart("Content-Type: text/plain\n\nSorry.", STATUS, COPY, kind="report", Return_Path="<>"))

    assert facts.automatic is Automatic.BOUNCE
    assert facts.bounce is not None
    assert facts.bounce.recipients == (BouncedRecipient("jo@client.example", "failed", "5.1.1"),)
    assert (facts.bounce.original_message_id, facts.bounce.envelope_id) == ("notice1@desk.example", "n42")


@pytest.mark.parametrize("between", [b"\n", b"", b"\n\n"])
def test_groups_are_told_apart_with_and_without_blank_lines(between: bytes) -> None:
    groups = (b"Final-Recipient: rfc822;%s@x.example\nAction: failed\nStatus: 5.1.1\n" % name for name in (b"a", b"b"))

    found = read_status(b"Reporting-MTA: dns;x\n\n" + between.join(groups)).recipients

    assert [one.address for one in found] == ["a@x.example", "b@x.example"]


def test_blank_lines_inside_a_group_do_not_divide_it() -> None:
    found = read_status(b"Original-Recipient: rfc822;a@x.example\n\nAction: delayed\n\nStatus: 4.4.1\n").recipients

    assert found == (BouncedRecipient("a@x.example", "delayed", "4.4.1"),)


def test_a_report_in_words_is_read() -> None:
    body = (
        "There was an error delivering your mail to <jo@client.example>.\n\n550 5.1.2 <jo@client.example>: bad host\n"
    )

    facts = read_mail(a_mail(body, From="MAILER-DAEMON <>", Subject="Mail delivery failed", Return_Path="<>"))

    assert facts.bounce is not None
    assert facts.bounce.recipients == (BouncedRecipient("jo@client.example", "failed", "5.1.2"),)


def test_a_report_as_json_is_read() -> None:
    told = (
        '{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"jo@client.example",'
        '"action":"failed","status":"5.1.1"}]},"mail":{"messageId":"n1"}}'
    )

    facts = read_mail(a_mail(told, From="no-reply@sns.example", Subject="Notification"))

    assert facts.bounce is not None
    assert facts.bounce.recipients[0].address == "jo@client.example"


@pytest.mark.parametrize(
    "raw",
    [
        a_mail("My mail to bob@x.example failed with 550, please help."),
        a_mail("I am away.", Return_Path="<>", Subject="Out of office"),
        a_mail('{"notificationType":"Bounce","bounce":[],"mail":3}', From="no-reply@sns.example"),
    ],
)
def test_what_is_no_report_is_none(raw: bytes) -> None:
    assert read_mail(raw).bounce is None


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ("Status: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 refused", "5.7.1"),
        ("Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.7.1 refused", "5.1.1"),
        ("Status: 5.0.0\nDiagnostic-Code: smtp; 450 4.2.1 come back tomorrow", "4.2.1"),
        ("Status: 5.0.0\nDiagnostic-Code: smtp; 550 user unknown", "5.1.1"),
        ("Status: 4.0.0\nDiagnostic-Code: smtp; 554 blocked", "4.7.1"),
        ("Status: 552 mail too big", "5.3.4"),
        ("Status: 5.2.2", "4.2.2"),
        ("Status: 5.4.1\nDiagnostic-Code: smtp; 550 5.4.1 recipient address rejected", "5.4.1"),
        ("Status: 5.4.316\nDiagnostic-Code: smtp; 550 5.4.316 message expired", "4.4.316"),
        ("Status: 2.1.5", "2.1.5"),
    ],
)
def test_the_most_specific_code_is_told_in_the_class_of_its_condition(fields: str, status: str) -> None:
    found = read_status(f"Final-Recipient: rfc822; a@x.example\nAction: failed\n{fields}\n".encode()).recipients

    assert [one.status for one in found] == [status]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Sorry, the account is over quota.", "4.2.2"),
        ("Das Postfach ist voll.", "4.2.2"),
        ("retry timeout exceeded", "4.4.7"),
        ("Too many hops, probably a routing loop", "4.4.6"),
        ("unable to connect to mx.x.example: Operation timed out", "4.4.1"),
        ("550: no such user", "5.1.1"),
        ("554 rejected as spam", "5.7.1"),
        ("550 no", "5.0.0"),
    ],
)
def test_words_tell_what_codes_do_not(words: str, status: str) -> None:
    body = f"I could not deliver your mail to:\n\n<a@x.example>:\n{words}\n\n--- Original message follows.\nv4.6.1\n"

    bounce = read_mail(a_mail(body, From="MAILER-DAEMON <>", Subject="Delivery failure", Return_Path="<>")).bounce

    assert bounce is not None
    assert [(one.address, one.status) for one in bounce.recipients] == [("a@x.example", status)]


def test_each_recipient_has_the_status_told_beside_it() -> None:
    body = "Not delivered:\n\na@x.example: 550 5.2.2 mailbox full\nb@x.example: 550 5.1.1 no such user\n"

    bounce = read_mail(a_mail(body, From="MAILER-DAEMON <>", Subject="Delivery failure", Return_Path="<>")).bounce

    assert bounce is not None
    assert [(one.address, one.status, one.permanent) for one in bounce.recipients] == [
        ("a@x.example", "4.2.2", False),
        ("b@x.example", "5.1.1", True),
    ]


def test_the_two_names_of_a_recipient_stay_together_after_its_action() -> None:
    group = b"Action: failure\nFinal-Recipient: rfc822; a@x.example\nOriginal-Recipient: rfc822; b@x.example\n"

    found = read_status(b"Reporting-MTA: dns; x\n\n" + group + b"Status: 5.1.1\n").recipients

    assert found == (BouncedRecipient("b@x.example", "failed", "5.1.1"),)


def test_the_sender_and_the_id_of_the_quoted_mail_are_no_recipients() -> None:
    body = (
        "A message that you sent could not be delivered to one or more of its recipients.\n\n"
        "jo@client.example Invalid Address, ERROR_CODE :550\n\nReceived:from x.example by mx.x.example\n"
        "Message-ID:<14a3.99@desk.example>\nFrom: Desk <desk@desk.example>\nTo:<jo@client.example>\nSubject:Hi\n"
    )
    raw = a_mail(body, From="mailer-daemon@x.example", To="desk@desk.example", Subject="Undelivered Mail")

    bounce = read_mail(raw).bounce

    assert bounce is not None
    assert [one.address for one in bounce.recipients] == ["jo@client.example"]


REPORT = (
    "From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="in"\n\n'
    f"--in\nContent-Type: text/plain\n\nSorry.\n--in\n{STATUS}\n--in--\n"
)


def test_a_report_that_a_client_attaches_to_a_question_is_the_clients_mail() -> None:
    raw = a_multipart("Content-Type: text/plain\n\nWhat is this?", f"Content-Type: message/rfc822\n\n{REPORT}")

    facts = read_mail(raw)

    assert (facts.bounce, facts.automatic, facts.reply) == (None, None, "What is this?")


@pytest.mark.parametrize("subject", ["Fwd: Undelivered Mail Returned to Sender", "AW: Delivery Status Notification"])
def test_a_report_that_a_client_passes_on_is_the_clients_mail(subject: str) -> None:
    body = "Why do I get this?\n\n> Final-Recipient: rfc822; bob@x.example\n> Action: failed\n> Status: 5.1.1\n"
    pasted = body.replace("> ", "")

    assert read_mail(a_mail(body, Subject=subject)).bounce is None
    assert read_mail(a_mail(pasted, Subject=subject)).bounce is None


def test_a_notification_that_a_client_quotes_is_the_clients_mail() -> None:
    told = '{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"jo@client.example"}]}}'

    assert read_mail(a_mail(f"What does this mean?\n\n{told}")).bounce is None


def test_a_report_about_thousands_is_read_in_a_moment() -> None:
    groups = "".join(f"Final-Recipient: rfc822; a{number}@x.example\n\n" for number in range(6000))
    text = "Content-Type: text/plain\n\n" + "could not be delivered " * 2500
    raw = a_multipart(text, f"Content-Type: message/delivery-status\n\n{groups}", kind="report", Return_Path="<>")

    began = time.process_time()
    bounce = read_mail(raw).bounce

    assert bounce is not None
    assert time.process_time() - began < 2


def test_a_report_that_breaks_a_reader_of_bounces_fills_no_log(caplog: pytest.LogCaptureFixture) -> None:
    facts = read_mail(a_mail("Hello", From="MAILER-DAEMON@x.example", X_Failed_Recipients="(" * 2_000))

    assert facts.readable
    assert caplog.records == []
