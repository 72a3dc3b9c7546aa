"""People who write about mail that was not delivered, and what is no bounce though a machine wrote it."""

import pytest

from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail, a_multipart

FIELDS = "Final-Recipient: rfc822; bob@other.example\nAction: failed\nStatus: 5.1.1\n"
REPORT = (
    "From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="in"\n\n'
    f"--in\nContent-Type: text/plain\n\nSorry.\n--in\nContent-Type: message/delivery-status\n\n{FIELDS}\n--in--\n"
)
SYSTEM = (
    "This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\n"
    "be delivered to one or more recipients.\n\n<bob@other.example>: 550 5.1.1 User unknown\n\n"
)
PEOPLE = [
    (
        "undeliverable mails since morning",
        "Hello,\n\nour mails to bob@other.example come back:\n550 5.1.1 User unknown.",
    ),
    ("Mail delivery failed: returning message to sender", "Hi team, writing to <bob@other.example>:\nI get 550 5.1.1."),
    ("Delivery Status Notification (Failure)", f"Dear desk, our mail fails:\n\nDelivery failed.\n{FIELDS}"),
    ("Undelivered Mail Returned to Sender", f"What is wrong here?\n\n{SYSTEM}{FIELDS}"),
    ("Undelivered Mail Returned to Sender", f"---------- Forwarded message ---------\nFrom: MAILER-DAEMON\n\n{SYSTEM}"),
    ("Fwd: Undelivered Mail Returned to Sender", f"{SYSTEM}{FIELDS}"),
    ("WG: Unzustellbar: Rechnung", f"Was ist das?\n\n{SYSTEM}"),
    ("Re: Undeliverable: [PX-12] Printer", f"Please use jo.smith@client.example.\n\n> {FIELDS}"),
    ("Unzustellbar: Rechnung", "Guten Tag,\n\nmeine Mails an bob@other.example sind unzustellbar. 550 5.1.1\n"),
    ("Mails non distribués", "Bonjour, mes messages à bob@other.example n'ont pas pu être remis. 550 5.1.1"),
    ("Correo devuelto", "Hola, nuestro correo a bob@other.example no se pudo entregar. 550 5.1.1"),
    ("メールが配信されません", "お世話になっております。bob@other.example 宛のメールが配信エラーになります。"),
    ("退信", "您好，我们发给 bob@other.example 的邮件被退回。550 5.1.1"),
    ("Parcel could not be delivered", "The new laptop could not be delivered. Please call bob@other.example."),
    ("Contact form: message not delivered", 'Our form says "550: could not be delivered to info@client.example".'),
    ("What is this?", '{"notificationType":"Bounce"} and bob@other.example: what does it mean?'),
]


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_who_writes_about_a_report_is_a_person(subject: str, text: str) -> None:
    facts = read_mail(a_mail(text, Subject=subject, MIME_Version="1.0", Content_Type="text/plain; charset=utf-8"))

    assert (facts.bounce, facts.automatic) == (None, None)


def test_a_report_attached_under_its_own_subject_is_the_clients_mail() -> None:
    words = "Content-Type: text/plain\n\nPlease see the attached error, bob does not get our mails."
    raw = a_multipart(words, f"Content-Type: message/rfc822\n\n{REPORT}", Subject="Mail delivery failed")

    assert (read_mail(raw).bounce, read_mail(raw).automatic) == (None, None)


def test_the_parts_of_a_report_forwarded_with_a_question_are_the_clients_mail() -> None:
    words = "Content-Type: text/plain\n\nHello, what does this mean?\n"
    raw = a_multipart(words, f"Content-Type: message/delivery-status\n\n{FIELDS}", Subject="Undelivered Mail")

    assert (read_mail(raw).bounce, read_mail(raw).automatic) == (None, None)


@pytest.mark.parametrize(
    "headers",
    [
        {"Return_Path": "<>"},
        {"From": "Ana <postmaster@client.example>"},
        {"Return_Path": "<>", "Auto_Submitted": "auto-replied", "Subject": "Out of Office: Printer"},
    ],
    ids=["null sender", "postmaster", "out of office"],
)
def test_a_persons_words_are_no_bounce_whoever_they_seem_to_be_from(headers: dict[str, str]) -> None:
    text = "The printer in room 4 is broken, it says error 550. Ask bob@client.example, he knows more."

    assert read_mail(a_mail(text, **headers)).bounce is None


@pytest.mark.parametrize(
    "headers", [{"Return_Path": "<>"}, {"From": "postmaster@client.example"}], ids=["null", "post"]
)
@pytest.mark.parametrize(
    "text",
    [
        "A supplier's mail to me bounced back. I sent myself one: bob@client.example, 550 mailbox unavailable.",
        "Morning all,\n\nwe cannot send. What comes back:\n\n<bob@other.example>: 550 5.7.1 access denied",
        "I forgot my password and now bob@client.example is locked. Can it be unlocked?",
    ],
)
def test_a_person_who_quotes_an_error_is_no_mail_system(headers: dict[str, str], text: str) -> None:
    assert read_mail(a_mail(text, **headers)).bounce is None


def test_a_report_by_a_person_s_address_that_begins_as_a_report_is_a_bounce() -> None:
    text = "Your mail could not be delivered.\n\nRecipient: jo@client.example\nReason: mailbox full\n"

    bounce = read_mail(a_mail(text, From="admin@client.example", Subject="Mail delivery failed")).bounce

    assert bounce is not None
    assert [(one.address, one.status) for one in bounce.recipients] == [("jo@client.example", "4.2.2")]
