"""Builders of small rule files and mails for these tests."""

from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.classify import classify
from mailhelp.core.facts import Address, MailFacts
from mailhelp.core.rules import Ruleset
from mailhelp.core.ticket import Classification

BASE = """
hours: {zone: Europe/London, open: {mon-fri: 09:00-17:30}, holidays: none}
targets: {P1: 12 business hours, P2: 1 business day, P3: 3 business days, P4: 5 business days,
  basic: 5 business days, enhanced: by agreement}
services:
  website: {called: [website, our site]}
  contact form: {called: [contact form], part_of: website}
  mail: {called: [email, mailbox]}
words:
  RUNS: [work, load, send]
  DOWN: [down, offline, not available, broken]
  FAULT: [DOWN, not RUNS]
  OVER: [fine now, working again]
  ADD: [add, create]
  ORDERS: [ADD]
  EVERYONE: [everyone, nobody, none of us]
  SOME_PEOPLE: [NUMBER of us]
  ONE_PERSON: [only me]
  ONLY_ONE: [only me]
  WAY_ROUND: [for now]
  NO_WAY_ROUND: [no other way]
  NOT_MEANT: [break down the cost]
  DISCLAIMER: [received in error]
"""


def a_ruleset(more: str = "", base: str = BASE) -> Ruleset:
    return load_rules_text(base + more)


def a_mail(text: str, subject: str = "", sender: str = "jo@client.example") -> MailFacts:
    return MailFacts(subject=subject, text=text, reply=text, sender=Address("Jo", sender))


def one_rule(when: str) -> Ruleset:
    return a_ruleset(f"rules:\n  - {{name: it, when: {when}, then: {{tag: hit}}}}\n")


def holds(when: str, text: str, subject: str = "") -> bool:
    return judged(text, one_rule(when), subject).tags == ("hit",)


def judged(text: str, ruleset: Ruleset, subject: str = "") -> Classification:
    return classify(a_mail(text, subject), ruleset)
