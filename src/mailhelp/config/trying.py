"""Whether the rules do what their own `matches`, `not` and `examples` say."""

from mailhelp.core.classify import classify
from mailhelp.core.facts import MailFacts
from mailhelp.core.matching import Mail, holds
from mailhelp.core.rules import Rule, Ruleset
from mailhelp.core.understanding.reading import read


def check_examples(ruleset: Ruleset) -> list[str]:
    """Return a line for every match, not and example that fails, beginning with its file and line; [] when all hold."""
    faults = [fault for rule in (*ruleset.rules, *ruleset.overrides) for fault in _rule_faults(rule, ruleset)]
    for example in ruleset.examples:
        found = classify(example_mail(example.mail), ruleset).target
        if found != example.gives:
            faults.append(f'{example.where}: "{_short(example.mail)}" gives {found}, not {example.gives}')
    return faults


def example_mail(text: str) -> MailFacts:
    """Return the mail that an example stands for: its first line is the subject when an empty line follows it."""
    subject, divided, body = text.partition("\n\n")
    if divided and "\n" not in subject.strip():
        return MailFacts(subject=subject.strip(), text=body, reply=body)
    return MailFacts(text=text, reply=text)


def _rule_faults(rule: Rule, ruleset: Ruleset) -> list[str]:
    wrong = [
        f'{where}: rule "{rule.name}" does not match "{_short(mail)}"; it must, by matches'
        for mail, where in rule.matches
        if not _matches(rule, mail, ruleset)
    ]
    return wrong + [
        f'{where}: rule "{rule.name}" matches "{_short(mail)}"; it must not, by not'
        for mail, where in rule.not_matches
        if _matches(rule, mail, ruleset)
    ]


def _matches(rule: Rule, text: str, ruleset: Ruleset) -> bool:
    facts = example_mail(text)
    seen = Mail(facts, None, None, read(facts.subject, facts.reply, ruleset.lexicon))
    return holds(rule.when, seen, ruleset) is not False


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else f"{plain[:80]}…"
