"""rules.yaml read, checked as a whole and compiled into a Ruleset."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mailhelp.config.circles import refuse_circles
from mailhelp.config.entries import Entry
from mailhelp.config.layers import LAID_OVER, STANDARD_NAME, layers_of
from mailhelp.config.merging import Merged, merged
from mailhelp.config.modelfile import shipped_model
from mailhelp.config.peopleentries import clients, refuse_shared_addresses, staff
from mailhelp.config.places import in_order
from mailhelp.config.promiseentries import calendar, learned, matrix, targets
from mailhelp.config.ruleentries import example, rule
from mailhelp.config.rulestext import text_of_file
from mailhelp.config.shipped import standard_rules
from mailhelp.config.trying import check_examples
from mailhelp.config.vocabulary import CAPITALS, Vocabulary, add_services, add_words, with_grammar
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.learned import Model
from mailhelp.core.rules import Rule, Ruleset

__all__ = ["LAID_OVER", "STANDARD_NAME", "RulesFile", "check_examples", "load_rules", "load_rules_text", "read_rules"]


@dataclass(frozen=True, slots=True)
class RulesFile:
    """A rules file that passed. merged: what it and the standard set say, with the places. ruleset: that, compiled."""

    merged: Merged
    ruleset: Ruleset


def load_rules(path: Path | None = None, *, examples: bool = True) -> Ruleset:
    """Return the rules of a file, of the shipped standard set for None.

    Raises BadConfiguration with all faults, one a line, each as file:line:column: what is wrong and what is allowed.
    examples: False skips trying `matches`, `not` and `examples`.
    """
    return read_rules(path, examples=examples).ruleset


def read_rules(path: Path | None = None, *, examples: bool = True) -> RulesFile:
    """Return the rules of a file with what they were read from; all else as `load_rules`."""
    found = path or standard_rules()
    name = found.name if path else STANDARD_NAME
    return read_rules_text(text_of_file(found), name, examples=examples)


def load_rules_text(text: str, name: str = "rules.yaml", *, examples: bool = True) -> Ruleset:
    """Return the rules of a text: a file's, or the `text` of a Ruleset. `extends: standard` takes the shipped set.

    Raises BadConfiguration as `load_rules` does.
    """
    return read_rules_text(text, name, examples=examples).ruleset


def read_rules_text(text: str, name: str = "rules.yaml", *, examples: bool = True) -> RulesFile:
    """Return the rules of a text with what they were read from; all else as `load_rules_text`."""
    faults: list[str] = []
    layers, kept = layers_of(text, name, faults)
    found = merged(layers)
    _refuse_to_stand_alone(found)
    ruleset = _compiled(found, kept, faults)
    if not faults and ruleset is not None:
        faults += check_examples(ruleset) if examples else []
    if faults or ruleset is None:
        raise BadConfiguration("\n".join(in_order(faults)))
    return RulesFile(found, ruleset)


def _refuse_to_stand_alone(found: Merged) -> None:
    missing = [name for name in ("hours", "targets") if found.top.child(name) is None]
    if missing and found.top.child("extends") is None:
        raise BadConfiguration(
            f"{found.top.place}the file has no {' and no '.join(missing)}; begin it with extends: standard, "
            "or write them, as docs/rules.md shows"
        )


def _compiled(found: Merged, text: str, faults: list[str]) -> Ruleset | None:
    refuse_circles(found)
    refuse_shared_addresses(found.mappings["staff"], found.mappings["clients"])
    vocabulary = _vocabulary(found)
    people = clients(found.mappings["clients"])
    members = staff(found.mappings["staff"])
    known = {"staff": tuple(member.name for member in members), "clients": tuple(client.name for client in people)}
    rules = _rules(found.rules, vocabulary, found, known)
    overrides = _rules(found.overrides, vocabulary, found, known)
    examples = tuple(map(example, found.examples))
    hours = calendar(found.mappings["hours"], found.top)
    resolve, respond = targets(found.mappings["targets"], found.top)
    table = matrix(found.matrix)
    at_most = learned(found.learned)
    model = shipped_model() if at_most else Model()
    if faults or hours is None:
        return None
    return Ruleset(
        calendar=hours,
        targets=resolve,
        respond=respond,
        text=text,
        hash=hashlib.sha256(f"{text}{model.hash}".encode()).hexdigest(),
        model=model,
        learned_at_most=at_most,
        matrix=table,
        lexicon=vocabulary.lexicon(),
        rules=rules,
        overrides=overrides,
        examples=examples,
        clients=people,
        staff=members,
        known_names=frozenset((*found.rules, *found.overrides)),
        sources=_sources(found),
    )


def _vocabulary(found: Merged) -> Vocabulary:
    vocabulary = Vocabulary()
    with_grammar(vocabulary)
    add_services(vocabulary, found.mappings["services"])
    for name, entries in found.words.items():
        if not CAPITALS.fullmatch(name):
            at = entries[0] if entries else found.top
            at.fault(f'words: "{name}" names a list, and lists are named in capitals, such as BROKEN')
    add_words(vocabulary, found.words)
    return vocabulary


def _rules(
    entries: Mapping[str, Entry], vocabulary: Vocabulary, found: Merged, known: Mapping[str, tuple[str, ...]]
) -> tuple[Rule, ...]:
    rules = ((rule(name, entry, vocabulary, **known), entry) for name, entry in entries.items())
    return tuple(_kept(one, own=found.own(entry)) for one, entry in rules)


def _kept(one: Rule, *, own: bool) -> Rule:
    """Return a rule; an inherited one without its tests, which were passed with the words of its own file."""
    return one if own else replace(one, matches=(), not_matches=())


def _sources(found: Merged) -> dict[str, str]:
    named: Iterable[tuple[str, Entry]] = (*found.rules.items(), *found.overrides.items())
    sources = {name: entry.line for name, entry in named}
    return sources | {f"client {name}": entry.line for name, entry in found.mappings["clients"].items()}
