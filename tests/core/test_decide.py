"""What becomes of a mail."""

from datetime import timedelta

import pytest

from mailhelp.core.decision import Decision, FirstSight, FoundBy, SentNotice
from mailhelp.core.facts import Address, Automatic, Bounce, BouncedRecipient, Proof
from mailhelp.core.notices import NoticeKind
from mailhelp.core.ticket import Fate, Kind, Priority, Status
from tests.core.situations import (
    FORGED,
    JO,
    MONDAY,
    PROVEN,
    STAFF,
    TOM,
    a_mail,
    a_policy,
    a_situation,
    a_ticket,
    an_envelope,
    decided,
)

CLIENTS = STAFF + "clients:\n  Harbour: {domains: [harbour.example]}\n"


def kinds(decision: Decision) -> list[tuple[NoticeKind, str]]:
    return [(owed.kind, owed.recipient) for owed in decision.notices]


def test_a_clients_mail_opens_a_ticket_that_is_acknowledged_and_told_to_staff() -> None:
    decision = decided(a_mail())

    assert decision.fate is Fate.OPENED
    assert decision.opened is not None
    assert decision.opened.requester == JO
    assert decision.opened.classification.priority is Priority.P1
    assert kinds(decision) == [(NoticeKind.ACKNOWLEDGEMENT, JO), (NoticeKind.STAFF_NEW, TOM)]


def test_the_deadline_counts_from_when_the_mail_came_not_from_when_it_is_decided() -> None:
    decision = decided(a_mail(), envelope=an_envelope(MONDAY - timedelta(days=3)))

    assert decision.opened is not None and decision.opened.promise.due_at is not None
    assert decision.opened.opened_at == MONDAY - timedelta(days=3)
    assert decision.opened.promise.due_at < MONDAY + timedelta(days=1)


def test_the_same_inputs_give_the_same_decision() -> None:
    assert decided(a_mail()) == decided(a_mail())


def test_an_acknowledgement_holds_no_word_of_the_mail() -> None:
    decision = decided(a_mail(words="Our website is down. SECRET"))

    assert "SECRET" not in str(decision.notices[0].values)


def test_the_same_mail_again_is_a_duplicate_and_owes_nothing() -> None:
    decision = decided(a_mail(), a_situation(first_sight=FirstSight(7, MONDAY - timedelta(days=2))))

    assert decision.fate is Fate.DUPLICATE
    assert decision.notices == ()


def test_two_alerts_an_hour_apart_without_message_id_are_two_mails() -> None:
    first = a_situation(first_sight=FirstSight(7, MONDAY - timedelta(hours=1)))

    assert decided(a_mail(message_id=None), first).fate is Fate.OPENED


def test_without_message_id_the_same_mail_within_15_minutes_is_a_duplicate() -> None:
    first = a_situation(first_sight=FirstSight(7, MONDAY - timedelta(minutes=14)))

    assert decided(a_mail(message_id=None), first).fate is Fate.DUPLICATE


def test_a_duplicate_with_proof_makes_a_first_that_was_set_aside_be_decided_again() -> None:
    first = a_situation(first_sight=FirstSight(7, MONDAY, Fate.SET_ASIDE))

    assert decided(a_mail(TOM, proof=PROVEN), first).decide_again == 7
    assert decided(a_mail(TOM), first).decide_again is None


def test_our_own_mail_come_back_is_a_loop() -> None:
    decision = decided(a_mail("help@desk.example"), a_situation(own=SentNotice(5, 12, "acknowledgement", JO)))

    assert decision.fate is Fate.LOOP
    assert decision.notices == ()


def test_a_mail_that_passed_too_many_servers_is_a_loop() -> None:
    headers = tuple(("Received", f"by {number}") for number in range(51))

    assert decided(a_mail(headers=headers)).fate is Fate.LOOP


def test_a_mail_that_ended_three_workers_is_set_aside_with_a_ticket_for_people() -> None:
    decision = decided(a_mail(readable=False), a_situation(deaths=3))

    assert decision.fate is Fate.SET_ASIDE
    assert decision.opened is not None
    assert decision.opened.subject.startswith("Please read this mail")
    assert decision.opened.classification.priority is Priority.P3


def test_an_unreadable_mail_from_a_person_still_opens_a_ticket_and_is_acknowledged() -> None:
    decision = decided(a_mail(readable=False, defects=("too many parts",)))

    assert decision.fate is Fate.OPENED
    assert decision.opened is not None and decision.opened.classification.check
    assert (NoticeKind.ACKNOWLEDGEMENT, JO) in kinds(decision)


def test_a_bounce_of_our_notice_is_on_its_ticket_and_staff_are_told() -> None:
    bounce = Bounce((BouncedRecipient(JO, "failed", "5.1.1"),), "notice@desk.example")
    mail = a_mail("mailer-daemon@mx.example", automatic=Automatic.BOUNCE, bounce=bounce)

    decision = decided(mail, a_situation(bounced=(SentNotice(5, 12, "acknowledgement", JO),), tickets=(a_ticket(),)))

    assert decision.fate is Fate.BOUNCED
    assert decision.refused == (5,)
    assert decision.changed is not None and decision.changed.ticket_id == 12
    assert kinds(decision) == [(NoticeKind.STAFF_BOUNCE, TOM)]


def test_a_delayed_delivery_refuses_nothing() -> None:
    bounce = Bounce((BouncedRecipient(JO, "delayed", "4.4.1"),))
    mail = a_mail("mailer-daemon@mx.example", automatic=Automatic.BOUNCE, bounce=bounce)

    decision = decided(mail, a_situation(bounced=(SentNotice(5, 12, "acknowledgement", JO),), tickets=(a_ticket(),)))

    assert decision.fate is Fate.BOUNCED
    assert decision.refused == ()
    assert decision.notices == ()


def test_a_bounce_about_nothing_of_ours_opens_no_ticket() -> None:
    mail = a_mail("mailer-daemon@mx.example", automatic=Automatic.BOUNCE, bounce=Bounce(()))

    assert decided(mail).opened is None


def test_an_out_of_office_reply_to_our_acknowledgement_is_noted_and_not_answered() -> None:
    mail = a_mail(automatic=Automatic.AUTO_REPLY, automatic_sign="Auto-Submitted: auto-replied")

    decision = decided(mail, a_situation(tickets=(a_ticket(),)))

    assert decision.fate is Fate.NOTED
    assert decision.notices == ()


def test_an_alert_of_a_machine_opens_a_ticket_and_is_not_acknowledged() -> None:
    decision = decided(a_mail(automatic=Automatic.AUTO_GENERATED, automatic_sign="Auto-Submitted: auto-generated"))

    assert decision.fate is Fate.OPENED
    assert kinds(decision) == [(NoticeKind.STAFF_NEW, TOM)]
    assert "written by a machine" in decision.evidence[0]


@pytest.mark.parametrize("mail_from", ["", None])
def test_only_a_null_return_path_keeps_the_acknowledgement_back(mail_from: str | None) -> None:
    decision = decided(a_mail(), envelope=an_envelope(mail_from=mail_from))

    assert ((NoticeKind.ACKNOWLEDGEMENT, JO) in kinds(decision)) is (mail_from is None)


@pytest.mark.parametrize("sender", ["help@desk.example", "no-reply@shop.example", None])
def test_who_cannot_or_must_not_be_answered_is_not(sender: str | None) -> None:
    decision = decided(a_mail(sender))

    assert decision.fate is Fate.OPENED
    assert NoticeKind.ACKNOWLEDGEMENT not in [kind for kind, _ in kinds(decision)]


def test_a_sender_whose_proof_failed_gets_a_ticket_and_no_answer() -> None:
    decision = decided(a_mail(proof=FORGED))

    assert decision.fate is Fate.OPENED
    assert kinds(decision) == [(NoticeKind.STAFF_NEW, TOM)]


@pytest.mark.parametrize(("hour", "day", "answered"), [(2, 9, True), (3, 3, False), (0, 10, False)])
def test_a_stranger_gets_three_acknowledgements_an_hour_and_ten_a_day(hour: int, day: int, answered: bool) -> None:
    decision = decided(a_mail(), a_situation(acknowledged_hour=hour, acknowledged_day=day))

    assert ((NoticeKind.ACKNOWLEDGEMENT, JO) in kinds(decision)) is answered
    assert answered or "limit for strangers" in decision.evidence[0]


def test_a_known_person_gets_thirty_acknowledgements_an_hour() -> None:
    flooded = a_situation(acknowledged_hour=30, known_person=True)
    busy = a_situation(acknowledged_hour=29, acknowledged_day=99, known_person=True)

    assert (NoticeKind.ACKNOWLEDGEMENT, JO) not in kinds(decided(a_mail(), flooded))
    assert (NoticeKind.ACKNOWLEDGEMENT, JO) in kinds(decided(a_mail(), busy))


def test_an_unknown_sender_is_promised_no_time_where_clients_are_listed() -> None:
    stranger = decided(a_mail("x@else.example"), policy=a_policy(CLIENTS))
    client = decided(a_mail(), policy=a_policy(CLIENTS))

    assert stranger.notices[0].values["promised"] is False
    assert stranger.notices[1].values["unknown_sender"] is True
    assert client.notices[0].values["promised"] is True
    assert client.opened is not None and client.opened.client == "Harbour"


@pytest.mark.parametrize("found_by", [FoundBy.TOKEN, FoundBy.REFERENCE])
def test_a_reply_of_the_requester_joins_the_ticket_and_staff_get_the_words(found_by: FoundBy) -> None:
    decision = decided(a_mail(words="It works in Firefox."), a_situation(tickets=(a_ticket(found_by),)))

    assert decision.fate is Fate.UPDATED
    assert decision.changed is not None and (decision.changed.ticket_id, decision.changed.version) == (12, 3)
    assert kinds(decision) == [(NoticeKind.STAFF_UPDATE, TOM)]
    assert decision.notices[0].values["words"] == "It works in Firefox."


def test_a_stranger_on_a_thread_gets_a_ticket_of_their_own_beside_it_that_shows_nothing() -> None:
    decision = decided(a_mail("eve@else.example"), a_situation(tickets=(a_ticket(),)))

    assert decision.fate is Fate.OPENED
    assert decision.opened is not None and decision.opened.linked_to == (12,)
    assert decision.changed is None
    assert "PX-12" not in str(decision.notices[0].values)
    assert decision.notices[1].values["linked"] == ["PX-12"]


def test_a_number_in_the_subject_joins_only_who_is_proven() -> None:
    numbered = a_situation(tickets=(a_ticket(FoundBy.NUMBER),))

    assert decided(a_mail(), numbered).fate is Fate.OPENED
    assert decided(a_mail(proof=PROVEN), numbered).fate is Fate.UPDATED


def test_a_colleague_of_the_same_firm_joins_by_number_when_proven_but_never_from_free_mail() -> None:
    numbered = a_situation(tickets=(a_ticket(FoundBy.NUMBER, client="Harbour"),))
    free = CLIENTS.replace("[harbour.example]", "[harbour.example, gmail.com]")

    assert decided(a_mail("al@harbour.example", proof=PROVEN), numbered, policy=a_policy(CLIENTS)).fate is Fate.UPDATED
    assert decided(a_mail("al@gmail.com", proof=PROVEN), numbered, policy=a_policy(free)).fate is Fate.OPENED


def test_a_failed_proof_beats_a_token() -> None:
    with_token = a_situation(tickets=(a_ticket(FoundBy.TOKEN),))

    assert decided(a_mail(proof=FORGED), with_token).fate is Fate.OPENED


def test_a_reply_to_a_resolved_ticket_opens_it_again() -> None:
    decision = decided(a_mail(), a_situation(tickets=(a_ticket(status=Status.RESOLVED),)))

    assert decision.fate is Fate.UPDATED
    assert decision.changed is not None and decision.changed.values["status"] is Status.OPEN


def test_a_machine_does_not_open_a_resolved_ticket_again() -> None:
    mail = a_mail(automatic=Automatic.AUTO_GENERATED)

    decision = decided(mail, a_situation(tickets=(a_ticket(status=Status.RESOLVED),)))

    assert decision.changed is not None and not decision.changed.values


def test_a_reply_to_a_closed_ticket_opens_a_linked_one() -> None:
    decision = decided(a_mail(), a_situation(tickets=(a_ticket(status=Status.CLOSED),)))

    assert decision.opened is not None and decision.opened.linked_to == (12,)


def test_mail_that_claims_to_be_from_staff_without_proof_is_set_aside_and_they_are_told() -> None:
    decision = decided(a_mail(TOM))

    assert decision.fate is Fate.SET_ASIDE
    assert decision.opened is None
    assert kinds(decision) == [(NoticeKind.STAFF_SET_ASIDE, TOM)]


def test_staff_mail_with_a_token_of_that_member_is_a_note_where_nothing_can_tell() -> None:
    with_token = a_situation(tickets=(a_ticket(FoundBy.TOKEN, token_for=TOM),))

    assert decided(a_mail(TOM), with_token).fate is Fate.NOTED
    assert decided(a_mail(TOM, proof=FORGED), with_token).fate is Fate.SET_ASIDE


def test_a_token_is_not_enough_for_staff_where_a_trusted_source_says_nothing() -> None:
    unproven = a_mail(TOM, proof=Proof(None, "no results of mx.desk.example"))

    assert decided(unproven, a_situation(tickets=(a_ticket(FoundBy.TOKEN, token_for=TOM),))).fate is Fate.SET_ASIDE


def test_a_reference_alone_lets_nobody_pass_for_staff() -> None:
    assert decided(a_mail(TOM), a_situation(tickets=(a_ticket(FoundBy.REFERENCE),))).fate is Fate.SET_ASIDE


def test_a_mail_set_aside_and_released_as_a_clients_is_decided_as_one() -> None:
    decision = decided(a_mail(TOM), a_situation(forced="client"))

    assert decision.fate is Fate.OPENED


def test_proven_staff_may_open_a_ticket() -> None:
    assert decided(a_mail(TOM, proof=PROVEN)).fate is Fate.OPENED


EVE = "eve@else.example"


def test_a_mail_whose_from_names_nobody_opens_a_ticket_without_answer() -> None:
    decision = decided(a_mail(None, senders=(Address("Whomever", ""),)))

    assert decision.opened is not None
    assert (decision.opened.requester, decision.opened.requester_name) == (JO, "Whomever")
    assert kinds(decision) == [(NoticeKind.STAFF_NEW, TOM)]


def test_of_several_senders_the_first_is_answered() -> None:
    decision = decided(a_mail(senders=(Address("", JO), Address("", EVE))))

    assert decision.opened is not None and decision.opened.requester == JO
    assert kinds(decision) == [(NoticeKind.ACKNOWLEDGEMENT, JO), (NoticeKind.STAFF_NEW, TOM)]


def test_of_several_senders_none_is_answered_where_one_is_the_desk() -> None:
    decision = decided(a_mail(senders=(Address("", JO), Address("", "help@desk.example"))))

    assert kinds(decision) == [(NoticeKind.STAFF_NEW, TOM)]


def test_several_senders_join_a_ticket_by_a_token_only() -> None:
    mail = a_mail(senders=(Address("", JO), Address("", EVE)))

    assert decided(mail, a_situation(tickets=(a_ticket(FoundBy.TOKEN),))).fate is Fate.UPDATED
    assert decided(mail, a_situation(tickets=(a_ticket(FoundBy.REFERENCE),))).fate is Fate.OPENED


@pytest.mark.parametrize("first", [TOM, JO])
def test_staff_among_several_senders_are_set_aside_whatever_token_they_have(first: str) -> None:
    mail = a_mail(first, senders=(Address("", first), Address("", TOM), Address("", EVE)))

    decision = decided(mail, a_situation(tickets=(a_ticket(FoundBy.TOKEN, token_for=TOM),)))

    assert decision.fate is Fate.SET_ASIDE
    assert kinds(decision) == [(NoticeKind.STAFF_SET_ASIDE, TOM)]


IGNORING = STAFF + "overrides:\n  - {name: shop news, when: {from: news@shop.example}, then: {ignore: yes}}\n"
SILENT = STAFF + "overrides:\n  - {name: monitor, when: {from: up@time.example}, then: {acknowledge: never}}\n"


def test_a_rule_can_ignore_a_sender_and_the_reason_names_it() -> None:
    decision = decided(a_mail("news@shop.example"), policy=a_policy(IGNORING))

    assert decision.fate is Fate.IGNORED
    assert "shop news" in decision.reason


def test_a_rule_can_keep_acknowledgements_back() -> None:
    decision = decided(a_mail("up@time.example"), policy=a_policy(SILENT))

    assert decision.fate is Fate.OPENED
    assert kinds(decision) == [(NoticeKind.STAFF_NEW, TOM)]


def test_a_request_has_no_priority() -> None:
    decision = decided(a_mail(words="Please add a new simple page to our site."))

    assert decision.opened is not None
    assert decision.opened.classification.kind is Kind.REQUEST
    assert decision.opened.classification.priority is None


def test_a_written_response_target_is_promised_beside_the_resolution() -> None:
    rules = STAFF + "targets: {P1: {resolve: 12 business hours, respond: 1 business hour}}\n"

    decision = decided(a_mail(), policy=a_policy(rules))

    assert decision.opened is not None
    assert decision.opened.promise.respond_due_at == MONDAY + timedelta(hours=1)


def test_a_bounce_of_a_notice_to_staff_owes_nobody_another_one() -> None:
    bounce = Bounce((BouncedRecipient(TOM, "failed", "5.1.1"),), "notice@desk.example")
    mail = a_mail("mailer-daemon@mx.example", automatic=Automatic.BOUNCE, bounce=bounce)

    decision = decided(mail, a_situation(bounced=(SentNotice(5, 12, "staff-new", TOM),), tickets=(a_ticket(),)))

    assert decision.notices == ()
    assert decision.refused == (5,)


def test_staff_hear_of_one_notice_that_bounced_once() -> None:
    bounce = Bounce((BouncedRecipient(JO, "failed", "5.1.1"),), "notice@desk.example")
    mail = a_mail("mailer-daemon@mx.example", automatic=Automatic.BOUNCE, bounce=bounce)
    told = SentNotice(5, 12, "acknowledgement", JO, refused=True)

    assert decided(mail, a_situation(bounced=(told,), tickets=(a_ticket(),))).notices == ()


def test_a_person_who_passes_a_bounce_on_gets_a_ticket() -> None:
    mail = a_mail(words="All our mails come back!", automatic=Automatic.BOUNCE, bounce=Bounce(()))

    assert decided(mail).fate is Fate.OPENED
    assert decided(mail, envelope=an_envelope(mail_from="")).fate is Fate.BOUNCED


def test_a_subject_that_only_sounds_automatic_opens_a_ticket_without_answer() -> None:
    mail = a_mail(subject="Out of office does not work", automatic=Automatic.AUTO_REPLY, automatic_sign="Subject")

    decision = decided(mail)

    assert decision.fate is Fate.OPENED
    assert kinds(decision) == [(NoticeKind.STAFF_NEW, TOM)]


def test_an_automatic_reply_of_a_stranger_is_not_noted_on_the_ticket_it_names() -> None:
    mail = a_mail("eve@else.example", automatic=Automatic.AUTO_REPLY, automatic_sign="Auto-Submitted: auto-replied")

    assert decided(mail, a_situation(tickets=(a_ticket(FoundBy.NUMBER),))).fate is Fate.IGNORED


RECEIPT = "message/disposition-notification"


def test_a_read_receipt_is_noted_on_the_ticket_whose_notice_was_read_and_tells_nobody() -> None:
    mail = a_mail(automatic=Automatic.REPORT, automatic_sign=RECEIPT)

    decision = decided(mail, a_situation(tickets=(a_ticket(FoundBy.REFERENCE),)))

    assert decision.fate is Fate.NOTED
    assert decision.notices == ()


@pytest.mark.parametrize(("sign", "fate"), [(RECEIPT, Fate.IGNORED), ("message/feedback-report", Fate.OPENED)])
def test_a_read_receipt_to_nothing_of_ours_is_ignored_and_a_complaint_about_abuse_opens_a_ticket(
    sign: str, fate: Fate
) -> None:
    assert decided(a_mail(automatic=Automatic.REPORT, automatic_sign=sign)).fate is fate


@pytest.mark.parametrize("machine", [Automatic.LIST, Automatic.AUTO_GENERATED])
def test_a_list_header_does_not_save_forged_staff_mail_from_being_set_aside(machine: Automatic) -> None:
    assert decided(a_mail(TOM, automatic=machine)).fate is Fate.SET_ASIDE


@pytest.mark.parametrize("fate", [Fate.IGNORED, Fate.LOOP, Fate.BOUNCED])
def test_a_mail_whose_copy_was_passed_over_is_decided_on_its_own(fate: Fate) -> None:
    assert decided(a_mail(), a_situation(first_sight=FirstSight(7, MONDAY, fate))).fate is Fate.OPENED


def test_a_mail_that_is_decided_again_judges_the_ticket_it_opened_and_opens_no_second() -> None:
    decision = decided(a_mail(), a_situation(forced="client", opened=a_ticket(requester=JO)))

    assert decision.fate is Fate.OPENED and decision.opened is None
    assert decision.changed is not None and decision.changed.ticket_id == 12
    assert decision.changed.classification is not None
    assert decision.changed.classification.priority is Priority.P1


def test_a_mail_that_still_cannot_be_read_keeps_its_ticket() -> None:
    decision = decided(a_mail(readable=False), a_situation(deaths=3, opened=a_ticket()))

    assert decision.fate is Fate.SET_ASIDE and decision.opened is None
    assert decision.changed is not None and decision.changed.ticket_id == 12


def test_an_address_spelt_with_hidden_letters_is_not_answered() -> None:
    decision = decided(a_mail("victim@gm\u00adail.com"))

    assert kinds(decision) == [(NoticeKind.STAFF_NEW, TOM)]


def test_who_answers_from_the_mailbox_of_a_token_is_known_from_then_on() -> None:
    by_token = decided(a_mail(), a_situation(tickets=(a_ticket(FoundBy.TOKEN),)))
    by_reference = decided(a_mail(), a_situation(tickets=(a_ticket(FoundBy.REFERENCE),)))

    assert by_token.changed is not None and by_token.changed.known == JO
    assert by_reference.changed is not None and by_reference.changed.known is None


def test_a_known_person_gets_a_hundred_acknowledgements_a_day() -> None:
    flooded = a_situation(acknowledged_day=100, known_person=True)

    assert (NoticeKind.ACKNOWLEDGEMENT, JO) not in kinds(decided(a_mail(), flooded))
