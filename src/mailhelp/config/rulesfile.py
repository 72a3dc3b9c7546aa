"""rules.yaml read, checked as a whole and compiled into a Ruleset."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from mailhelp.config.entries import Entry, root
from mailhelp.config.marks import read_yaml
from mailhelp.config.merging import STANDARD, Merged, merged
from mailhelp.config.modelfile import shipped_model
from mailhelp.config.peopleentries import clients, staff
from mailhelp.config.promiseentries import calendar, learned, matrix, targets
from mailhelp.config.ruleentries import example, rule
from mailhelp.config.shipped import standard_rules
from mailhelp.config.trying import check_examples
from mailhelp.config.vocabulary import CAPITALS, Vocabulary, add_services, add_words, with_grammar
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.learned import Model
from mailhelp.core.rules import Rule, Ruleset

__all__ = ["check_examples", "load_rules", "load_rules_text"]

STANDARD_NAME = "standard rules.yaml"
# Between the standard set and the desk's own file in the text that is kept of a ruleset.
LAID_OVER = "\n--- # laid over the standard set: the desk's own rules\n"


def load_rules(path: Path | None = None, *, examples: bool = True) -> Ruleset:
    """Return the rules of a file, of the shipped standard set for None.

    Raises BadConfiguration with all faults, one a line, each as file:line:column: what is wrong and what is allowed.
    examples: False skips trying `matches`, `not` and `examples`.
    """
    found = path or standard_rules()
    return load_rules_text(_text(found), found.name, examples=examples)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise BadConfiguration(
            f"{path}: cannot be read ({fault.strerror}); check the name and its permissions"
        ) from fault
    except UnicodeDecodeError as fault:
        line = path.read_bytes().count(b"\n", 0, fault.start) + 1
        raise BadConfiguration(f"{path.name}:{line}:1: this is not UTF-8; save the file as UTF-8") from fault


def load_rules_text(text: str, name: str = "rules.yaml", *, examples: bool = True) -> Ruleset:
    """Return the rules of a text: a file's, or the `text` of a Ruleset. `extends: standard` takes the shipped set.

    Raises BadConfiguration as `load_rules` does.
    """
    faults: list[str] = []
    texts = _texts(text, name, faults)
    names = [STANDARD_NAME] * (len(texts) - 1) + [name]
    files = [_root(one, called, faults) for one, called in zip(texts, names, strict=True)]
    ruleset = _compiled(merged(files), LAID_OVER.join(texts), faults)
    if not faults and ruleset is not None:
        faults += check_examples(ruleset) if examples else []
    if faults or ruleset is None:
        raise BadConfiguration("\n".join(faults))
    return ruleset


def _texts(text: str, name: str, faults: list[str]) -> list[str]:
    before, laid_over, own = text.partition(LAID_OVER)
    if laid_over:
        return [before, own]
    first = _root(text, name, faults)
    extends = first.value.get("extends") if isinstance(first.value, dict) else None
    if extends is None:
        return [text]
    if extends != STANDARD:
        first.mapping()["extends"].one_of([STANDARD])
        raise BadConfiguration("\n".join(faults))
    return [_text(standard_rules()), text]


def _root(text: str, name: str, faults: list[str]) -> Entry:
    documents = read_yaml(text, name)
    if len(documents) > 1:
        raise BadConfiguration(f"{name}:1:1: there is a --- in the file; rules are one document")
    return root((documents or read_yaml('""', name))[0], faults)


def _compiled(found: Merged, text: str, faults: list[str]) -> Ruleset | None:
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
