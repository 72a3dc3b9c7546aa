"""What a desk would do with a mail from a file, as far as the file tells."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mailhelp.channels.files import envelope_for
from mailhelp.cli.mailfiles import bytes_of
from mailhelp.config.settings import load_settings
from mailhelp.core.classify import classify
from mailhelp.core.decide import before_rules, by_rules
from mailhelp.core.decision import Decision, Situation
from mailhelp.core.errors import BadData
from mailhelp.core.facts import Envelope, MailFacts
from mailhelp.core.policy import Desk, Policy
from mailhelp.core.rules import Ruleset
from mailhelp.core.ticket import Classification, Fate
from mailhelp.mail.limits import Limits
from mailhelp.mail.parse import read_mail

# A desk that nobody has: for files read without any settings.
NO_DESK = Desk("", "desk@invalid")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A mail from a file as a desk would take it at a moment: its facts, what rules make of it, what would become."""

    mail: MailFacts
    classification: Classification
    decision: Decision

    @property
    def told(self) -> tuple[str, ...]:
        """Return what is not usual about it: that a machine wrote it, that no ticket would be opened; () for others."""
        mail, told = self.mail, _told(self.decision)
        if mail.automatic is None:
            return (f"a desk would {told}",) if told else ()
        machine = f"a machine wrote this ({mail.automatic}: {mail.automatic_sign})"
        return (f"{machine}; a desk would {told}",) if told else (machine,)


def _told(decision: Decision) -> str:
    if decision.fate is Fate.SET_ASIDE:
        return f"set it aside: {decision.reason}"
    if decision.fate is not Fate.OPENED:
        return f"not open a ticket for it: {decision.reason}"
    classification = decision.classification
    if classification and any(one.rule == "unreadable mail" for one in classification.reasons):
        return f'open a ticket "please read this mail", for it cannot be read: {decision.reason}'
    silent = "; ".join(one for one in decision.evidence if "written by a machine" not in one)
    return "open a ticket for it" + (f", {silent}" if silent else ", and not answer it") if decision.evidence else ""


def mail_of_file(path: Path, limits: Limits) -> tuple[bytes, MailFacts]:
    """Return the bytes and facts of the mail in a file; raise BadData for what cannot be read or is no mail."""
    raw = bytes_of(path)
    mail = read_mail(raw, limits=limits)
    if not raw.strip():
        raise BadData(f"{path} is empty: there is no mail in it")
    if not mail.headers:
        raise BadData(f"{path} is no mail: it does not begin with headers such as From: and Subject:")
    return raw, mail


def foreseen(path: Path, rules: Ruleset, *, desk: Desk, limits: Limits, now: datetime) -> Foreseen:
    """Return what a desk would do with the mail in a file if it came now; raise BadData for what is no mail."""
    raw, mail = mail_of_file(path, limits)
    envelope = replace(envelope_for(raw, live=True, now=now), received_at=now)
    found = classify(mail, rules, envelope)
    decision = _decided(mail, envelope, Policy(desk, rules, 0), found, now)
    return Foreseen(mail, found if mail.readable else decision.classification or found, decision)


def _decided(
    mail: MailFacts, envelope: Envelope, policy: Policy, classification: Classification, now: datetime
) -> Decision:
    situation = Situation(new_ticket_id=0)
    first = before_rules(mail, envelope, situation, policy)
    return first or by_rules(mail, envelope, situation, policy, classification=classification, now=now)


def desk_foreseen(config: Path) -> Desk:
    """Return the desk whose settings are there, else one that nobody has."""
    if not config.exists():
        return NO_DESK
    desk = load_settings(config).desk
    return Desk(desk.name, desk.address, also=desk.also, own_lists=desk.own_lists)
