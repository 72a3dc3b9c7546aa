"""A desk with a history of mail, and what staff corrected of it."""

from datetime import UTC, datetime
from pathlib import Path

from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.rules import Ruleset
from mailhelp.core.suggesting.clients import FEWEST_MAILS, Prospects
from mailhelp.core.ticket import Classification
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.commanding import Commanding
from mailhelp.service.suggesting.clients import propose_clients
from mailhelp.service.suggesting.corpus import Gathering
from mailhelp.service.suggesting.words import Suggestions, suggest
from tests.flow.desk import FlowDesk
from tests.mail.letters import a_mail
from tests.rules.writing import judged

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
STAFF = "extends: standard\nstaff:\n  Tom: {address: tom@desk.example, role: admin}\n"
# Ordinary mail that the standard rules judge well enough, in many words.
ORDINARY = (
    "Our website is down since this morning.",
    "Please change the opening hours on the contact page to nine to five.",
    "I have forgotten my email password, please reset it.",
    "Could you replace the photo of our team on the about page?",
    "Do you keep backups of our website, and how far back do they go?",
    "None of us can send email, everything stays in the outbox.",
    "The gallery on our site shows an error.",
    "Please add a page about the history of our firm, the text is attached.",
    "The footer has a small typo, no hurry at all.",
    "We would like customers to be able to pay online, can you send us a quote?",
    "Please set up two new mailboxes for our new starters.",
    "The contact form gives an error when visitors press send.",
)
PLACES = "Monday harbour garden kitchen winter river paper silver market bridge morning letter".split()


def a_desk(folder: Path, more: str = "") -> FlowDesk:
    return FlowDesk(folder, now=NOW, rules=STAFF + more)


def write(desk: FlowDesk, words: str, sender: str = "", *, proven: bool = False, **headers: str) -> int:
    """Let a client write a mail that opens a ticket; return its number."""
    number = len(desk.desk.rooms.tickets.tickets()) + 1
    sender = sender or f"w{number}@firm{number}.example"
    domain = sender.rpartition("@")[2]
    results = f"mx.desk.example; dmarc=pass header.from={domain}" if proven else "mx.desk.example; none"
    told = {"From": sender, "Subject": "-", "Message_ID": f"<{number}@x.example>", **headers}
    desk.keep(a_mail(words, **{"Authentication_Results": results, **told}))
    while desk.intake.work("test", limit=50):
        continue
    return number


def ordinary_history(desk: FlowDesk, rounds: int = 4) -> None:
    """Write mail that nobody corrects."""
    for turn in range(rounds):
        for place, words in enumerate(ORDINARY):
            extra = PLACES[(turn * 5 + place) % len(PLACES)]
            write(desk, f"{words} It was about the {extra.lower()} the other day.")


def correct(desk: FlowDesk, number: int, commands: str) -> None:
    """Let Tom correct a ticket, as `mailhelp do` does."""
    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting)
    answers = Commanding(desk.desk.rooms, desk.desk.setting, rules).do([number], commands, who="Tom")
    assert not any(one.wrong for one in answers)


def suggested(desk: FlowDesk, *, unsure: bool = False, most: int = 5000) -> Suggestions:
    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting)
    policy = rules.refresh()
    gathering = Gathering(desk.desk.rooms, desk.desk.setting, policy.rules)
    mails, more = gathering.mails(most)
    corpus = gathering.read(mails, more, lambda: None)
    return suggest(corpus, policy, policy.rules.text, unsure=unsure)


def proposed_clients(desk: FlowDesk, fewest: int = FEWEST_MAILS) -> Prospects:
    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting)
    return propose_clients(desk.desk.rooms, desk.desk.setting, rules, fewest=fewest)


def under_standard(fragment: str) -> Ruleset:
    """Return the rules of a fragment pasted under `extends: standard`, tests run as `mailhelp check` does."""
    return load_rules_text(STAFF + fragment)


def judge(words: str, rules: Ruleset) -> Classification:
    return judged(words, rules)
