"""Receipts, complaints, DMARC and TLS reports, and answers to meetings."""

import pytest

from mailhelp.core.facts import Automatic
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail, a_multipart

WORDS = "Content-Type: text/plain; charset=utf-8\n\n"
AGGREGATE = (
    'Content-Type: application/gzip; name="mx.example!desk.example!1795046400!1795132799.xml.gz"\n'
    'Content-Disposition: attachment; filename="mx.example!desk.example!1795046400!1795132799.xml.gz"\n\nH4sI'
)


def test_a_read_receipt_is_a_report_by_its_form() -> None:
    receipt = "Content-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent; displayed"

    facts = read_mail(a_multipart(f"{WORDS}Your mail was read.", receipt, kind="report", Subject="Read: Printer"))

    assert (facts.automatic, facts.automatic_sign) == (Automatic.REPORT, "message/disposition-notification")


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Read: Printer", "Your message\n\nTo: Jo\nSubject: Printer\n\nwas read on 23 November 2026 09:00."),
        ("Not read: Printer", "Your message\n\nSubject: Printer\n\nwas deleted without being read on Monday."),
        ("Gelesen: Drucker", "Ihre Nachricht\n\nBetreff: Drucker\n\nwurde am 23.11.2026 gelesen."),
        ("Lu : Imprimante", "Votre message\n\na été lu le 23/11/2026."),
        ("Leído: Impresora", "Su mensaje\n\nfue leído el 23/11/2026."),
        ("Letto: Stampante", "Il messaggio\n\nè stato letto il 23/11/2026."),
        ("Gelezen: Printer", "Uw bericht\n\nis op 23-11-2026 gelezen."),
        ("Прочитано: Принтер", "Ваше сообщение\n\nбыло прочитано 23.11.2026."),
        ("開封済み: プリンター", "メッセージは\n\n2026/11/23 に開封されました。"),
    ],
)
def test_a_read_receipt_in_words_is_a_report(subject: str, text: str) -> None:
    assert read_mail(a_mail(text, Subject=subject)).automatic is Automatic.REPORT


def test_a_person_who_wants_something_to_be_read_is_a_person() -> None:
    assert read_mail(a_mail("Please see the new price list.", Subject="Read: new prices")).automatic is None


def test_a_complaint_is_a_report_and_no_bounce() -> None:
    report = "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: jo@client.example"

    facts = read_mail(a_multipart(f"{WORDS}abuse", report, kind="report", From="MAILER-DAEMON@mx.example"))

    assert (facts.automatic, facts.bounce) == (Automatic.REPORT, None)


@pytest.mark.parametrize("kind", ["Complaint", "Delivery", "Open"])
def test_what_amazon_tells_beside_bounces_is_a_report(kind: str) -> None:
    told = f'{{"eventType":"{kind}","mail":{{"messageId":"0102"}}}}'

    facts = read_mail(a_mail(told, From="no-reply@sns.example", Subject="AWS Notification Message"))

    assert (facts.automatic, facts.bounce) == (Automatic.REPORT, None)


def test_a_dmarc_report_is_told_by_its_subject_and_file() -> None:
    subject = "Report Domain: desk.example Submitter: mx.example Report-ID: <2026.11.23>"

    facts = read_mail(a_multipart(f"{WORDS}This is a report.", AGGREGATE, Subject=subject, From="reports@mx.example"))

    assert (facts.automatic, facts.automatic_sign) == (Automatic.REPORT, "Subject of a DMARC report")


def test_a_dmarc_report_without_the_subject_is_told_by_its_sender_and_file() -> None:
    raw = a_multipart(f"{WORDS}This is a report.", AGGREGATE, Subject="DMARC", From="noreply-dmarc@mx.example")

    assert read_mail(raw).automatic is Automatic.REPORT


def test_a_client_who_sends_a_dmarc_report_with_a_question_is_a_person() -> None:
    subject = "Fwd: Report Domain: client.example Submitter: mx.example Report-ID: <2026.11.23>"
    raw = a_multipart(f"{WORDS}What is this file?", AGGREGATE, Subject=subject)

    assert read_mail(raw).automatic is None


def test_a_tls_report_is_told_by_its_header() -> None:
    assert read_mail(a_mail("", TLS_Report_Domain="desk.example")).automatic_sign == "TLS-Report-Domain"


def test_a_tls_report_is_told_by_its_form() -> None:
    raw = a_mail("--e--\n", Content_Type='multipart/report; report-type="tlsrpt"; boundary=e')

    assert read_mail(raw).automatic is Automatic.REPORT


def _calendar(method: str, words: str = "") -> bytes:
    return a_multipart(
        f"{WORDS}{words}",
        f"Content-Type: text/calendar; method={method}\n\nBEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR",
        kind="alternative",
        Subject="Meeting",
    )


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL"])
def test_who_invites_or_calls_off_is_a_person(method: str) -> None:
    assert read_mail(_calendar(method, "Shall we meet?")).automatic is None


@pytest.mark.parametrize("words", ["", "Jo Smith has accepted this invitation.\n\nMeeting\nMonday 09:00", "Zugesagt"])
def test_an_answer_to_a_meeting_without_words_is_an_automatic_reply(words: str) -> None:
    facts = read_mail(_calendar("REPLY", words))

    assert (facts.automatic, facts.automatic_sign) == (Automatic.AUTO_REPLY, "text/calendar: method=reply")


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("REPLY", "I come, but the printer is still broken."),
        ("REPLY", "Accepted, but please repair the printer before."),
        ("REPLY", 'Jo has accepted this invitation with this note:\n"The printer is broken."'),
        ("COUNTER", "Tuesday?"),
    ],
)
def test_an_answer_to_a_meeting_with_words_is_kept_apart_from_one_without(method: str, words: str) -> None:
    assert read_mail(_calendar(method, words)).automatic is Automatic.AUTO_GENERATED


def test_an_answer_to_a_meeting_that_a_client_attaches_is_the_clients_mail() -> None:
    calendar = (
        "Content-Type: text/calendar; method=REPLY\nContent-Disposition: attachment; filename=a.ics\n\nBEGIN:VCALENDAR"
    )

    assert read_mail(a_multipart(f"{WORDS}I cannot open this.", calendar)).automatic is None


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        ("COMMENT:The printer is broken.", Automatic.AUTO_GENERATED),
        ("COMMENT;LANGUAGE=en-GB:\\n\\nThe printer is broken.", Automatic.AUTO_GENERATED),
        ("COMMENT;LANGUAGE=en-GB:\\n", Automatic.AUTO_REPLY),
    ],
)
def test_words_that_stand_in_the_answer_of_a_calendar_alone_are_words(comment: str, kind: Automatic) -> None:
    answer = f"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n{comment}\nEND:VEVENT\nEND:VCALENDAR"

    facts = read_mail(a_multipart(WORDS, f"Content-Type: text/calendar; method=REPLY\n\n{answer}"))

    assert facts.automatic is kind
