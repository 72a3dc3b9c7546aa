"""suggest clients proposes domains from history that wrote mail which was proven."""

from pathlib import Path

from mailhelp.cli.suggesting_clients import prospect_json, prospects_told
from tests.flow.desk import FlowDesk
from tests.suggest.desks import a_desk, correct, proposed_clients, under_standard, write

WORDS = "Our website is down."


def proven(desk: FlowDesk, *senders: str) -> None:
    for sender in senders:
        write(desk, WORDS, sender, proven=True)


def told(desk: FlowDesk) -> str:
    return "\n".join(prospects_told(proposed_clients(desk), first=True, fewest=2))


def test_a_domain_that_wrote_proven_mail_is_proposed_with_counts_and_people(desk: FlowDesk) -> None:
    proven(desk, "jo@harbour-dental.example", "jo@harbour-dental.example", "al@harbour-dental.example")

    found = proposed_clients(desk)

    assert [(one.name, one.domain, one.mails, one.tickets) for one in found.clients] == [
        ("Harbour Dental", "harbour-dental.example", 3, 3)
    ]
    people = [(one.address, one.proven) for one in found.clients[0].people]
    assert people == [("jo@harbour-dental.example", 2), ("al@harbour-dental.example", 1)]


def test_what_is_printed_can_be_pasted_as_it_is(desk: FlowDesk) -> None:
    proven(desk, *["jo@acme.example"] * 3, *["ed@bakers.example"] * 2, *["x@503.example"] * 2)

    rules = under_standard(told(desk))

    assert [(one.name, one.domains) for one in rules.clients] == [
        ("Acme", ("acme.example",)),
        ("503", ("503.example",)),
        ("Bakers", ("bakers.example",)),
    ]


def test_free_mail_stands_for_no_firm_and_is_listed_apart(desk: FlowDesk) -> None:
    proven(desk, *["jo@gmail.com"] * 2, *["al@yahoo.it"] * 2)

    found = proposed_clients(desk)

    assert found.clients == ()
    assert [one.address for one in found.free_mail] == ["al@yahoo.it", "jo@gmail.com"]


def test_clients_staff_and_own_domains_are_passed_over(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, "clients: {Acme: {domains: [acme.example], people: [jo@gmail.com]}}\n")
    proven(desk, *["al@acme.example"] * 2, *["other@desk.example"] * 2, *["jo@gmail.com"] * 2)

    found = proposed_clients(desk)

    assert (found.clients, found.free_mail, found.unproven) == ((), (), ())
    desk.close()


def test_a_domain_that_was_never_proven_is_listed_apart(desk: FlowDesk) -> None:
    for _ in range(3):
        write(desk, WORDS, "jo@forged.example")

    found = proposed_clients(desk)

    assert found.clients == ()
    assert found.unproven == (("forged.example", 3),)
    assert "#   forged.example (3 mails)" in told(desk)


def test_unproven_mail_beside_proven_mail_does_not_count(desk: FlowDesk) -> None:
    proven(desk, "jo@acme.example", "jo@acme.example")
    write(desk, WORDS, "fake@acme.example")

    found = proposed_clients(desk)

    assert [(one.mails, [person.address for person in one.people]) for one in found.clients] == [
        (2, ["jo@acme.example"])
    ]


def test_what_staff_tagged_as_spam_does_not_count(desk: FlowDesk) -> None:
    from_spam = [write(desk, WORDS, "x@offers.example", proven=True) for _ in range(2)]
    for number in from_spam:
        correct(desk, number, "#tag spam")

    assert proposed_clients(desk).clients == ()


def test_one_mail_is_too_few_unless_asked_for(desk: FlowDesk) -> None:
    proven(desk, "jo@acme.example")

    assert (proposed_clients(desk).clients, proposed_clients(desk).few) == ((), 1)
    assert [one.domain for one in proposed_clients(desk, fewest=1).clients] == ["acme.example"]


def test_a_name_that_another_client_has_becomes_the_whole_domain(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, "clients: {Acme: {domains: [acme.example]}}\n")
    proven(desk, *["jo@acme.org.example"] * 2)

    assert [one.name for one in proposed_clients(desk).clients] == ["acme.org.example"]
    desk.close()


def test_whoever_is_no_client_yet_is_warned_of_what_listing_one_means(desk: FlowDesk) -> None:
    proven(desk, "jo@acme.example", "jo@acme.example")

    assert "but no promised time" in told(desk)


def test_json_gives_yaml_for_each_client(desk: FlowDesk) -> None:
    proven(desk, "jo@acme.example", "jo@acme.example")

    values = list(prospect_json(proposed_clients(desk)))

    assert [one["what"] for one in values] == ["client"]
    assert under_standard(str(values[0]["yaml"])).clients[0].name == "Acme"


def test_nothing_hostile_in_a_name_or_domain_escapes_its_line(desk: FlowDesk) -> None:
    for _ in range(2):
        write(desk, WORDS, "jo@acme.example", proven=True, From='"x\r\n\tclients: {a: b}" <jo@acme.example>')

    assert [one.name for one in under_standard(told(desk)).clients] == ["Acme"]
