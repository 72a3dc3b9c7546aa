"""A wrong rules.yaml is refused with file, line and column, and what is allowed."""

# ruff: noqa: E501

from pathlib import Path

import pytest

from mailhelp.config.rulesfile import load_rules, load_rules_text
from mailhelp.core.errors import BadConfiguration

HEAD = "extends: standard\n"
RULE = "rules:\n- name: it\n  when: {any: [red]}\n"


def faults(text: str) -> str:
    with pytest.raises(BadConfiguration) as caught:
        load_rules_text(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RULE + "  evidence: {impact: hihg, strength: weak}\n", '5:22: impact "hihg" is not one of high, medium, low'),
        (RULE + "  evidense: {impact: high}\n", '5:3: unknown key "evidense"; did you mean "evidence"?'),
        (RULE, '3:3: rule "it" must have either evidence or then'),
        (RULE + "  evidence: {impact: high}\n", "5:13: evidence has no strength; add strength: weak, fair or strong"),
        (RULE + "  evidence: {strength: weak}\n", "5:13: evidence says nothing"),
        (RULE + "  then: {assign: Tom}\n", '5:18: assign "Tom" names nobody'),
        ("rulez: []\n", '2:1: unknown key "rulez"; did you mean "rules"?'),
        ("rules:\n- {name: it, when: {about: webside}, then: {tag: a}}\n", '3:28: there is no service "webside"; did you mean "website"?'),
        ("rules:\n- {name: it, when: {says: FAULTT}, then: {tag: a}}\n", '3:27: there is no list "FAULTT" under words; did you mean "FAULT"?'),
        ("rules:\n- {name: it, when: {}, then: {tag: a}}\n", "3:20: when is empty"),
        ("rules:\n- {name: it, when: {who: many, says: a}, then: {tag: a}}\n", '3:26: who "many" is not one of one person, some, everyone'),
        ("rules:\n- {name: it, when: {pattern: '(?=a)'}, then: {tag: a}}\n", "3:30: pattern (?=a): "),
        ("rules:\n- {name: it, when: {pattern: '\\bж'}, then: {tag: a}}\n", "know ASCII letters only"),
        ("rules:\n- {name: it, when: {client: Nobody}, then: {tag: a}}\n", '3:29: there is no client "Nobody"'),
        ("rules:\n- {name: it, when: {any: [a]}, then: {tag: a}}\n- {name: it, when: {any: [a]}, then: {tag: a}}\n", "4:10: the name"),
        ("rules:\n- {when: {any: [a]}, then: {tag: a}}\n", "3:3: rules: this has no name"),
        ("rules:\n- {name: it, when: {any: ['!']}, then: {tag: a}}\n", "3:27: \"!\" has no letter or digit"),
        ("rules:\n- {name: learned, when: {any: [a]}, then: {tag: a}}\n", '3:3: no rule can be called "learned"'),
        ("learned: 21\n", "2:10: learned is the strength it may have at most: off, or a number from 1 to 20"),
        ("learned: 0\n", "2:10: learned is the strength"),
        ("learned: strong\n", "2:10: learned is the strength"),
        ("learned: [12]\n", "2:10: learned is the strength"),
        ("learned: ²\n", "2:10: learned is the strength"),
        ("disable: [no hury]\n", '2:11: there is no rule "no hury" to disable; did you mean "no hurry"?'),
        ('words: {MINE: ["100"]}\n', 'would find any number'),
        ("words: {Broken: [a]}\n", "named in capitals"),
        ("words: {MINE: [a, NO_SUCH]}\n", '2:19: there is no list "NO_SUCH"'),
        ("targets: {P1: 12 hoours}\n", "2:15: "),
        ("targets: {P5: 1 business day}\n", 'unknown target "P5"; allowed are P1'),
        ("hours: {zone: Mars/North}\n", '2:15: "Mars/North" is not a time zone'),
        ("hours: {open: {mon-fri: 9 to 5}}\n", "2:25: "),
        ("matrix: {high: [P1, P2]}\n", "2:16: row high must have 3 priorities"),
        ("matrix: {high: [P1, P2, P9]}\n", '2:25: high "P9" is not one of P1, P2, P3, P4'),
        ("clients: {A: {at_least: P3}}\n", '2:14: client "A" has neither domains nor people'),
        ("clients: {A: {domains: [a.example], at_least: P5}}\n", '2:47: at_least "P5" is not one of P1, P2, P3, P4'),
        ("staff: {Tom: {role: admin}}\n", '2:14: staff "Tom" has no address'),
        ("staff: {Tom: {address: tom}}\n", '2:24: "tom" is not an address'),
        ("staff: {Tom: {address: t@d.example, away: soon}}\n", '2:43: away "soon" is not a stretch of days'),
        ("examples: [{mail: Hello, gives: P9}]\n", '2:33: gives "P9" is not one of P1, P2, P3, P4, basic, enhanced'),
        ("examples: [{mail: Hello}]\n", '2:12: an example lacks "gives"'),
        ("services: {shop: {called: [shop], part_of: sight}}\n", '2:44: part_of "sight" is not one of'),
        ("a: &x [b]\n", "2:4: anchors (&) and aliases (*) are not allowed"),
        ("staff: !!python/object:os.system {}\n", "2:8: !!python/object:os.system is a tag"),
        ("staff:\n\tTom: {}\n", "3:1: there is a tab here; write spaces instead"),
        ("staff: {}\nstaff: {}\n", '3:1: "staff" stands here twice'),
        ("staff: [\n", "this is not YAML"),
        ("staff: Tom\n", "2:8: staff must be a mapping"),
        ("? [a]\n: b\n", "2:3: a key must be a word"),
        ("---\na: b\n", "rules are one document"),
        ("extends: standard\n", '2:1: "extends" stands here twice'),
        ("rules: " + "[" * 30 + "\n", "nested deeper than 20 levels"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(text: str, expected: str) -> None:
    told = faults(HEAD + text)

    assert expected in told
    assert all(line.startswith("rules.yaml:") for line in told.splitlines())


def test_all_faults_are_told_at_once() -> None:
    told = faults("extends: standard\nstaff: {Tom: {role: king, address: x}}\nclients: {A: {}}\nrulez: 1\n")

    assert len(told.splitlines()) == 4


def test_a_wrong_extends_is_told() -> None:
    assert faults("extends: standart\n") == 'rules.yaml:1:10: extends "standart" is not one of standard'


def test_a_file_without_extends_must_have_hours_and_targets() -> None:
    told = faults("rules: []\n")

    assert told.startswith("rules.yaml:1:1: the file has no hours and no targets; begin it with extends: standard")
    assert "hours lacks" in faults("hours: {}\ntargets: {}\n")


def test_an_empty_file_and_one_of_comments_alone_are_told() -> None:
    assert faults("") == faults("# nothing\n")
    assert faults("").startswith("rules.yaml:1:1: the file is empty; begin it with extends: standard")


def test_a_failing_match_not_and_example_are_told_by_line() -> None:
    rule = "rules:\n- name: it\n  when: {any: [red]}\n  then: {tag: a}\n  matches: [blue]\n  not: [a red one]\n"
    told = faults(HEAD + rule + "examples: [{mail: Our website is down, gives: P4}]\n").splitlines()

    assert told[0].startswith('rules.yaml:6:13: rule "it" does not match "blue"')
    assert told[1].startswith('rules.yaml:7:9: rule "it" matches "a red one"')
    assert told[2].startswith('rules.yaml:8:12: "Our website is down" gives P1, not P4')


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="cannot be read"):
        load_rules(tmp_path / "none.yaml")


def test_bytes_that_are_not_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_bytes(b"extends: standard\n# \xff\n")

    with pytest.raises(BadConfiguration, match=r"rules\.yaml:2:3: this is not UTF-8"):
        load_rules(tmp_path / "rules.yaml")


def test_more_than_4_mb_are_refused() -> None:
    assert "at most 4 MB" in faults("#" * (4 * 1024 * 1024 + 1))


def test_a_control_character_is_told_with_its_line() -> None:
    assert faults("extends: standard\nstaff: {}\x07\n").startswith("rules.yaml:2:10: there is a control character")
