"""suggest proposes from corrected tickets what would mend them, tried on the desk's own mail."""

from pathlib import Path

import pytest

from mailhelp.cli.suggesting_words import suggestions_told, yaml_of
from mailhelp.core.suggesting.changes import AddWord
from mailhelp.core.ticket import Level
from tests.flow.desk import FlowDesk
from tests.suggest.desks import a_desk, correct, judge, ordinary_history, suggested, under_standard, write

GIZMO = (
    "The franking gizmo has conked since Thursday.",
    "Morning, our franking gizmo is on strike again.",
    "Please look at the franking gizmo, it makes a noise.",
    "The franking gizmo refuses paper.",
    "Another day, another moody franking gizmo.",
)
URGENT = "#incident\n#urgency high"


def gizmo_history(desk: FlowDesk, tail: str = "", commands: str = URGENT) -> list[int]:
    """Write mail that the rules judge wrongly and staff correct."""
    numbers = [write(desk, f"{words}{tail}") for words in GIZMO]
    for number in numbers:
        correct(desk, number, commands)
    return numbers


def lines(desk: FlowDesk, *, unsure: bool = False) -> str:
    found = suggested(desk, unsure=unsure)
    return "\n".join(suggestions_told(found, desk.desk.setting.desk, unsure=unsure))


def test_a_word_of_the_corrected_tickets_is_proposed_with_those_it_mends(desk: FlowDesk) -> None:
    ordinary_history(desk)
    numbers = gizmo_history(desk)

    found = suggested(desk)

    assert [(one.question, one.value) for one in found.proposals] == [("urgency", "high")]
    assert found.proposals[0].change.phrase in ("franking", "gizmo", "franking gizmo")
    assert found.proposals[0].outcome.mended == tuple(numbers)
    assert (found.together.mended, found.together.broken, found.left) == (tuple(numbers), (), ())


def test_what_is_proposed_can_be_pasted_as_it_is_and_does_what_was_said(desk: FlowDesk) -> None:
    ordinary_history(desk)
    gizmo_history(desk)

    rules = under_standard(lines(desk))

    assert all(judge(words, rules).urgency is Level.HIGH for words in GIZMO)
    assert judge("There is a small typo on our site.", rules).urgency is not Level.HIGH


def test_each_proposal_alone_can_be_pasted_too(desk: FlowDesk) -> None:
    ordinary_history(desk)
    gizmo_history(desk)
    found = suggested(desk)

    assert found.proposals
    for one in found.proposals:
        assert under_standard(yaml_of(found, [one]))


def test_after_pasting_there_is_nothing_left_to_learn(tmp_path: Path, desk: FlowDesk) -> None:
    ordinary_history(desk, rounds=3)
    gizmo_history(desk)
    fragment = lines(desk)
    (tmp_path / "second").mkdir()
    second = a_desk(tmp_path / "second", fragment)
    ordinary_history(second, rounds=3)
    numbers = [write(second, words) for words in GIZMO]
    for number in numbers:
        correct(second, number, URGENT)

    found = suggested(second)

    assert (len(found.corpus.corrected), found.wrong, found.proposals) == (5, (), ())
    second.close()


def test_it_proposes_the_same_each_time(desk: FlowDesk) -> None:
    ordinary_history(desk)
    gizmo_history(desk)

    assert lines(desk) == lines(desk)


def test_a_word_that_rightly_judged_mail_has_as_well_is_not_proposed(desk: FlowDesk) -> None:
    ordinary_history(desk, rounds=2)
    for words in GIZMO:
        write(desk, words.replace("refuses", "likes"))
    gizmo_history(desk, tail=" Greetings from the seaside kiosk.")
    phrases = [one.change.phrase for one in suggested(desk).proposals]

    assert phrases
    assert not any("gizmo" in one or "franking" in one for one in phrases)


def test_random_corrections_give_no_proposal(desk: FlowDesk) -> None:
    ordinary_history(desk)
    for number, command in ((3, "#impact high"), (17, "#urgency high"), (25, "#impact high"), (38, "#urgency high")):
        correct(desk, number, f"#incident\n{command}")

    found = suggested(desk)

    assert len(found.wrong) >= 2
    assert found.proposals == ()
    assert "by more than chance" in lines(desk)


def test_two_tickets_among_few_are_no_proof_but_shown_when_asked_for(desk: FlowDesk) -> None:
    ordinary_history(desk, rounds=1)
    for words in GIZMO[:2]:
        correct(desk, write(desk, words), URGENT)

    assert suggested(desk).proposals == ()
    assert "--unsure" in lines(desk)
    assert suggested(desk, unsure=True).proposals


def test_without_corrections_it_says_that_there_is_nothing_to_learn_from(desk: FlowDesk) -> None:
    ordinary_history(desk, rounds=1)

    assert lines(desk) == "# Staff have corrected no ticket yet, for example by `mailhelp do`: nothing to learn from."


def test_one_wrong_ticket_is_too_little(desk: FlowDesk) -> None:
    ordinary_history(desk, rounds=1)
    correct(desk, write(desk, GIZMO[0]), URGENT)

    assert "One ticket is too little to learn from" in lines(desk)


def test_where_the_rules_agree_with_staff_there_is_nothing_to_learn(desk: FlowDesk) -> None:
    number = write(desk, "I have forgotten my email password, please reset it.")
    ticket = desk.desk.rooms.tickets.ticket(number)
    correct(desk, number, "#impact high")
    desk.later(minutes=1)
    correct(desk, number, f"#impact {ticket.impact}")

    assert suggested(desk).wrong == ()


def test_a_correction_that_was_undone_is_none(desk: FlowDesk) -> None:
    number = write(desk, GIZMO[0])
    correct(desk, number, URGENT)
    correct(desk, number, "#undo")

    assert suggested(desk).corpus.corrected == ()


def test_a_priority_set_by_hand_teaches_nothing(desk: FlowDesk) -> None:
    for words in GIZMO:
        correct(desk, write(desk, words), "#priority P1")

    assert suggested(desk).corpus.corrected == ()


@pytest.mark.parametrize(
    "tail", [" Regards, Brenda", " It stands beside Brenda.", " brenda@quayle.example knows.", " Call 07700 900123."]
)
def test_names_addresses_and_numbers_never_stand_in_what_is_printed(desk: FlowDesk, tail: str) -> None:
    ordinary_history(desk)
    numbers = [write(desk, f"Hm.{tail}", f"n{place}@firm{place}.example") for place in range(6)]
    for number in numbers:
        correct(desk, number, URGENT)

    printed = lines(desk, unsure=True).casefold()

    assert all(secret not in printed for secret in ("brenda", "quayle", "07700", "900123"))


def test_the_name_of_who_writes_is_no_word_even_in_small_letters(desk: FlowDesk) -> None:
    ordinary_history(desk)
    for place in range(6):
        correct(desk, write(desk, "hm, ask zebedee.", From=f"Zebedee Quayle <z{place}@firm{place}.example>"), URGENT)

    assert "zebedee" not in lines(desk, unsure=True)


def test_quoted_words_and_signatures_are_not_learned_from(desk: FlowDesk) -> None:
    ordinary_history(desk)
    for place, word in enumerate(("one", "two", "three", "four", "five")):
        text = (
            f"Hm {word}.\n\nOn Monday, Jo wrote:\n> the squeaky wheelbarrow\n\n-- \nsplendid umbrellas of firm {place}"
        )
        correct(desk, write(desk, text), URGENT)

    printed = lines(desk, unsure=True)

    assert all(word not in printed for word in ("squeaky", "wheelbarrow", "splendid", "umbrella"))


def test_what_one_address_alone_writes_is_not_proposed(desk: FlowDesk) -> None:
    ordinary_history(desk)
    for words in GIZMO:
        correct(desk, write(desk, words, "same@firm.example"), URGENT)

    assert suggested(desk).proposals == ()


def test_what_is_corrected_to_a_request_is_learned_too(desk: FlowDesk) -> None:
    ordinary_history(desk)
    numbers = gizmo_history(desk, commands="#request enhanced")

    found = suggested(desk)

    assert ("kind", "request") in {(one.question, one.value) for one in found.proposals}
    assert set(found.together.mended) == set(numbers)


def test_the_desks_own_lists_are_kept_when_a_word_is_added(tmp_path: Path) -> None:
    desk = a_desk(
        tmp_path, "words: {DEAD: [DEAD, kaputtish]}\nrules: [{name: mine, when: {any: [x ray]}, then: {tag: x}}]\n"
    )
    ordinary_history(desk)
    numbers = gizmo_history(desk)

    assert set(suggested(desk).together.mended) == set(numbers)
    desk.close()


def test_what_fails_the_desks_own_tests_is_not_proposed(tmp_path: Path) -> None:
    calm = "The franking gizmo is a nice thing."
    own = f'examples: [{{mail: "{calm}", gives: P4}}]\n'
    desk = a_desk(tmp_path, own)
    ordinary_history(desk)
    gizmo_history(desk)

    for one in suggested(desk).proposals:
        assert isinstance(one.change, AddWord) or "gizmo" not in one.change.phrase
    desk.close()


def test_no_file_and_no_row_is_changed(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ordinary_history(desk, rounds=2)
    gizmo_history(desk)
    rules = tmp_path / "rules.yaml"
    before = rules.read_bytes(), desk.desk.rooms.rulesets.active(), desk.desk.rooms.tickets.tickets()

    suggested(desk)

    assert (rules.read_bytes(), desk.desk.rooms.rulesets.active(), desk.desk.rooms.tickets.tickets()) == before
    desk.close()


def test_only_so_many_uncorrected_mails_are_read_as_asked_for(desk: FlowDesk) -> None:
    ordinary_history(desk, rounds=1)
    gizmo_history(desk)

    found = suggested(desk, most=4)

    assert len(found.corpus.examples) == 5 + 4
    assert found.corpus.more == 8
