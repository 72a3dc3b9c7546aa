"""Words, patterns and the envelope in a `when`."""

# ruff: noqa: E501

from datetime import UTC, datetime

import pytest

from mailhelp.core.classify import classify
from mailhelp.core.facts import Address, Attachment, Channel, Envelope, MailFacts
from mailhelp.core.ticket import Classification
from tests.rules.writing import a_ruleset, holds, one_rule

CLIENT = "clients: {Harbour Dental: {domains: [harbour.example], people: [jo@mail.example]}}\n"


def tagged(when: str, mail: MailFacts, envelope: Envelope | None = None) -> bool:
    return classify(mail, one_rule(when), envelope).tags == ("hit",)


def of_client(when: str, sender: str) -> Classification:
    rules = f"rules:\n  - {{name: it, when: {when}, then: {{tag: hit}}}}\n"
    return classify(MailFacts(sender=Address("", sender)), a_ruleset(CLIENT + rules))


@pytest.mark.parametrize(
    ("when", "text", "expected"),
    [
        ("{any: [red, blue]}", "a blue one", True),
        ("{any: [red, blue]}", "a green one", False),
        ("{all: [red, blue]}", "blue and red", True),
        ("{all: [red, blue]}", "blue. And red", False),
        ("{any: [red], none: [blue]}", "red", True),
        ("{any: [red], none: [blue]}", "red and blue", False),
        ("{sentence: [red, blue]}", "red, later blue", True),
        ("{sentence: [red, blue]}", "blue, later red", False),
        ("{near: [red, blue]}", "blue is not quite red", True),
        ("{near: [red, blue]}", "blue a b c d e f g red", False),
        ("{near: {words: [red, blue], within: 9}}", "blue a b c d e f g red", True),
        ("{any: [one two]}", "One, two", False),
        ('{pattern: "inv-[0-9]{5}"}', "See INV-12345 please", True),
        ('{pattern: "inv-[0-9]{5}"}', "See INV-1234", False),
        ('{pattern: "^caf\\\\W"}', "CAF! now", True),
    ],
)
def test_words_hold_in_one_sentence(when: str, text: str, expected: bool) -> None:
    assert holds(when, text) is expected


@pytest.mark.parametrize(
    ("sender", "expected"), [("a@up.example", True), ("A@UP.example", True), ("b@up.example", False)]
)
def test_from_holds_for_an_address(sender: str, expected: bool) -> None:
    assert tagged("{from: a@up.example}", MailFacts(sender=Address("", sender))) is expected


def test_from_holds_for_a_domain() -> None:
    assert tagged("{from: up.example}", MailFacts(sender=Address("", "b@UP.example")))
    assert not tagged("{from: up.example}", MailFacts(sender=Address("", "b@notup.example")))


def test_to_holds_for_shown_and_real_recipients() -> None:
    envelope = Envelope(Channel.SMTP, datetime(2026, 11, 23, 10, tzinfo=UTC), recipients=("sales@desk.example",))
    assert tagged("{to: sales@desk.example}", MailFacts(), envelope)
    assert tagged("{to: sales@desk.example}", MailFacts(cc=(Address("", "Sales@desk.example"),)))
    assert not tagged("{to: sales@desk.example}", MailFacts())


def test_client_holds_for_its_domain_and_people() -> None:
    assert of_client("{client: Harbour Dental}", "x@harbour.example").tags == ("hit",)
    assert of_client("{client: Harbour Dental}", "jo@mail.example").client == "Harbour Dental"
    assert of_client("{client: Harbour Dental}", "al@mail.example").tags == ()


def test_header_holds_for_the_text_in_it() -> None:
    mail = MailFacts(headers=(("X-Flag", "Very YES"),))
    assert tagged("{header: {x-flag: yes}}", mail)
    assert tagged('{header: {X-Flag: ""}}', mail)
    assert not tagged("{header: {x-other: yes}}", mail)


@pytest.mark.parametrize(
    ("wanted", "expected"), [("any", True), ('"*.PDF"', True), ("application/pdf", True), ("none", False)]
)
def test_attachment_holds_for_name_and_type(wanted: str, expected: bool) -> None:
    mail = MailFacts(attachments=(Attachment("2", "Price.pdf", "application/pdf", 3, "00"),))
    assert tagged(f"{{attachment: {wanted}}}", mail) is expected


def test_received_holds_by_the_opening_hours() -> None:
    monday = Envelope(Channel.SMTP, datetime(2026, 11, 23, 10, tzinfo=UTC))
    sunday = Envelope(Channel.SMTP, datetime(2026, 11, 22, 10, tzinfo=UTC))
    assert tagged("{received: open}", MailFacts(), monday)
    assert tagged("{received: closed}", MailFacts(), sunday)
    assert not tagged("{received: open}", MailFacts(), sunday)
    assert not tagged("{received: open}", MailFacts())
