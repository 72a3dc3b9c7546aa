"""Builders for the tests of decisions: a mail, its envelope, what the store knows, the desk's policy."""

from datetime import UTC, datetime
from functools import cache

from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.decide import decide
from mailhelp.core.decision import Decision, FoundBy, FoundTicket, Situation
from mailhelp.core.facts import Address, Channel, Envelope, MailFacts, Proof
from mailhelp.core.policy import Desk, Policy
from mailhelp.core.ticket import Status

DESK = Desk(name="Help", address="help@desk.example", also=("support@desk.example",))
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
JO = "jo@harbour.example"
TOM = "tom@desk.example"
STAFF = "extends: standard\nstaff:\n  Tom: {address: tom@desk.example, role: admin}\n"
PROVEN = Proof(True, "dmarc=pass")
FORGED = Proof(False, "dmarc=fail")


@cache
def a_policy(rules: str = STAFF) -> Policy:
    """Return a policy: Tom is staff and admin, everyone is a client."""
    return Policy(DESK, load_rules_text(rules, examples=False), rules_id=1)


def a_mail(sender: str | None = JO, *, words: str = "Our website is down.", **facts: object) -> MailFacts:
    """Return what a client's mail says."""
    told = {
        "message_id": "m1@harbour.example",
        "sender": Address("Jo", sender) if sender else None,
        "subject": "Help",
        "text": words,
        "reply": words,
        "fingerprint": "f1",
    }
    return MailFacts(**{**told, **facts})


def an_envelope(received_at: datetime = MONDAY, **told: object) -> Envelope:
    """Return how the mail came: by SMTP, from Jo."""
    return Envelope(**{"channel": Channel.SMTP, "received_at": received_at, "mail_from": JO, **told})


def a_ticket(found_by: FoundBy = FoundBy.REFERENCE, *, status: Status = Status.OPEN, **told: object) -> FoundTicket:
    """Return Jo's ticket 12, as a mail's hints found it."""
    known = {
        "ticket_id": 12,
        "number": 12,
        "version": 3,
        "status": status,
        "requester": JO,
        "people": (JO,),
        "client": None,
        "assignee": None,
        "subject": "Help",
        "found_by": found_by,
        "token_for": JO if found_by is FoundBy.TOKEN else None,
    }
    return FoundTicket(**{**known, **told})


def a_situation(**known: object) -> Situation:
    """Return a situation in which the store knows nothing but what is given."""
    return Situation(**{"new_ticket_id": 99, **known})


def decided(
    mail: MailFacts,
    situation: Situation | None = None,
    *,
    envelope: Envelope | None = None,
    policy: Policy | None = None,
) -> Decision:
    """Return the decision about a mail."""
    return decide(mail, envelope or an_envelope(), situation or a_situation(), policy or a_policy(), now=MONDAY)
