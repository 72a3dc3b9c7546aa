"""DKIM signatures checked by a desk that is its own MX."""

import time

import pytest

from mailhelp.core.facts import Proof
from mailhelp.mail.authenticity import proof
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail
from tests.mail.proving import DESK_DOMAINS, ENVELOPE
from tests.mail.signing import Key, WeakKey, Zone


@pytest.fixture(scope="module")
def key() -> Key:
    return Key()


@pytest.fixture(scope="module")
def by_hand() -> WeakKey:
    return WeakKey(1024)


@pytest.fixture
def zone(key: Key) -> Zone:
    return Zone(client_example=key.record, mail_client_example=key.record, evil_example=key.record)


def judged(raw: bytes, zone: Zone) -> Proof:
    return proof(read_mail(raw), ENVELOPE, trust="self", desk_domains=DESK_DOMAINS, raw=raw, txt=zone.txt)


@pytest.mark.parametrize("body", [b"relaxed", b"simple"])
def test_an_aligned_signature_proves_the_sender(key: Key, zone: Zone, body: bytes) -> None:
    raw = key.signed(a_mail("Hello  you \nbye\t\n\n\n"), canonicalize=(body, body))

    found = judged(b"Received: from x by mx.desk.example; Mon\r\n" + raw, zone)

    assert (found.passed, found.how) == (True, "DKIM signature of client.example")
    assert zone.asked == [("s1._domainkey.client.example.", 3.0)]


@pytest.mark.parametrize("body", ["", "\n", "a\n", "a", "a \n \n", " \n", "\t \n\n", "one\n\ntwo  three \n"])
@pytest.mark.parametrize("canonical", [b"relaxed", b"simple"])
def test_the_body_is_checked_as_it_was_signed(key: Key, zone: Zone, body: str, canonical: bytes) -> None:
    assert judged(key.signed(a_mail(body), canonicalize=(b"relaxed", canonical)), zone).proven


def test_a_signature_of_the_parent_domain_proves_the_sender(key: Key, zone: Zone) -> None:
    assert judged(key.signed(a_mail(From="jo@mail.client.example")), zone).proven


@pytest.mark.parametrize("domain", ["evil.example", "mail.client.example"])
def test_a_signature_of_another_domain_proves_nothing_and_is_not_looked_up(key: Key, zone: Zone, domain: str) -> None:
    found = judged(key.signed(a_mail(), domain), zone)

    assert (found.passed, found.how, zone.asked) == (None, "no DKIM signature of client.example", [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Hello", b"Hallo"),
        (b"Subject: Printer", b"Subject: Pay"),
        (b"From: Jo", b"From: Joe"),
        (b"Subject: Printer", b"Subject: Pay\r\nSubject: Printer"),
        (b"Subject: Printer", b"X: y\rSubject: Pay\r\nSubject: Printer"),
        (b"Subject: Printer", b"X\0: y\r\nSubject: Printer"),
        (b"From: Jo", b"From: Jo <jo@client.example>\r\nFrom: Jo"),
        (b"d=client.example", b"d=client.example; d=client.example"),
        (b"a=rsa-sha256", b"a=rsa-sha1"),
        (b"s=s1", b"s=s2"),
        (b"s=s1", b"s=" + b"x" * 300),
        (b" b=", b" b=!"),
        (b"v=1", b"v=2"),
        (b"v=1", b"v=1; x=1"),
        (b"h=from", b"h=" + b" " * 2_000 + b"from"),
        (b"\r\n\r\n", b"\r\n"),
        (b"DKIM-Signature:", b"DKIM-Signature :"),
    ],
)
def test_a_changed_mail_is_not_proven(key: Key, zone: Zone, old: bytes, new: bytes) -> None:
    raw = key.signed(a_mail())
    assert old in raw

    assert judged(raw.replace(old, new, 1), zone).passed is None


@pytest.mark.parametrize("headers", [("from", "to"), ("from",)])
def test_a_signature_that_leaves_the_subject_out_is_no_proof(key: Key, zone: Zone, headers: tuple[str, ...]) -> None:
    assert judged(key.signed(a_mail(), headers=headers), zone).passed is None


def test_a_signature_over_part_of_the_body_is_no_proof(key: Key, zone: Zone) -> None:
    assert judged(key.signed(a_mail(), length=True), zone).passed is None


def test_a_signature_by_sha1_is_no_proof(key: Key, zone: Zone) -> None:
    assert judged(key.signed(a_mail(), algorithm="rsa-sha1"), zone).passed is None


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.replace(b"v=DKIM1;", b"v=DKIM1; t=y;"),
        lambda record: record.replace(b"v=DKIM1;", b"v=DKIM1; t = s : y ;"),
        lambda record: b"v=DKIM1; p=",
        lambda record: record[:-30],
        lambda record: record.replace(b"p=", b"p=AAAA"),
        lambda record: record.replace(b"v=DKIM1", b"v=DKIM2"),
        lambda record: record + b"; n=" + b"x" * 2_000,
        lambda record: b"",
        lambda record: b"\xff\x00" * 100,
    ],
)
def test_a_key_that_is_not_good_proves_nothing(key: Key, change: object) -> None:
    assert callable(change)

    assert judged(key.signed(a_mail()), Zone(client_example=change(key.record))).passed is None


def test_a_signature_that_has_run_out_proves_nothing(key: Key, zone: Zone) -> None:
    assert judged(key.signed(a_mail(), tags="; x=4102444800"), zone).proven
    assert judged(key.signed(a_mail(), tags="; x=946684800"), zone).passed is None


@pytest.mark.parametrize("headers", [("subject",), ("subject", "to"), ("to",)])
def test_a_signature_that_leaves_from_out_is_no_proof(by_hand: WeakKey, headers: tuple[str, ...]) -> None:
    zone = Zone(client_example=by_hand.record)

    assert judged(by_hand.signed(a_mail()), zone).proven
    assert judged(by_hand.signed(a_mail(), headers=headers), zone).passed is None


def test_a_key_of_768_bits_is_too_short() -> None:
    key = WeakKey(768)

    found = judged(key.signed(a_mail()), Zone(client_example=key.record))

    assert (found.passed, found.how) == (None, "no DKIM signature of client.example could be verified")


def test_a_signature_that_fails_hides_no_good_one(key: Key, zone: Zone) -> None:
    raw = key.signed(key.signed(a_mail(), "evil.example"))

    assert judged(b"DKIM-Signature: v=1; d=client.example\r\n" + raw, zone).proven


def test_nothing_is_looked_up_for_a_mail_of_several_senders(key: Key, zone: Zone) -> None:
    found = judged(key.signed(a_mail(From="jo@client.example, ann@client.example")), zone)

    assert (found.passed, found.how, zone.asked) == (None, "From names several senders", [])


def test_a_dns_that_does_not_answer_in_time_proves_nothing(key: Key) -> None:
    def late(name: str, seconds: float) -> bytes | None:
        raise TimeoutError(f"{name}: no answer within {seconds} s")

    raw = key.signed(a_mail())

    assert proof(read_mail(raw), ENVELOPE, trust="self", desk_domains=(), raw=raw, txt=late).passed is None


def test_a_key_of_1024_bits_still_counts() -> None:
    short = Key(bits=1024)

    assert judged(short.signed(a_mail()), Zone(client_example=short.record)).proven


def test_without_an_answer_of_the_dns_nobody_is_proven(key: Key) -> None:
    found = judged(key.signed(a_mail()), Zone())

    assert (found.passed, found.how) == (None, "no DKIM signature of client.example could be verified")


def test_a_dns_that_breaks_stops_no_mail(key: Key) -> None:
    def broken(name: str, seconds: float) -> bytes | None:
        raise OSError("network is down")

    raw = key.signed(a_mail())

    found = proof(read_mail(raw), ENVELOPE, trust="self", desk_domains=(), raw=raw, txt=broken)

    assert found.passed is None


def test_at_most_three_signatures_are_checked(key: Key, zone: Zone) -> None:
    raw = key.signed(a_mail())
    spoilt = raw[: raw.index(b"From:")].replace(b"bh=", b"bh=AAAA")

    assert judged(spoilt * 2 + raw, zone).proven
    assert judged(spoilt * 3 + raw, zone).passed is None
    assert len(zone.asked) == 6


def test_a_mail_over_10_mb_is_not_checked(key: Key, zone: Zone) -> None:
    raw = key.signed(a_mail("x" * 70 + "\n")) + b"x" * 10_000_000

    found = judged(raw, zone)

    assert (found.passed, found.how, zone.asked) == (None, "too large for its signatures to be checked", [])


@pytest.mark.parametrize("filler", [" ", "\t", "\n", " \n", "a \n", "\r", "x"])
@pytest.mark.parametrize("canonical", [b"relaxed", b"simple"])
def test_hostile_bodies_cost_no_time(key: Key, zone: Zone, filler: str, canonical: bytes) -> None:
    signed = key.signed(a_mail(), canonicalize=(b"relaxed", canonical))
    raw = signed + (filler * 2_000_000)[:2_000_000].encode()
    mail = read_mail(signed)
    began = time.process_time()

    proof(mail, ENVELOPE, trust="self", desk_domains=(), raw=raw, txt=zone.txt)

    assert zone.asked
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "header",
    [
        b"DKIM-Signature: d=client.example; h=" + b"a:" * 100_000,
        b"DKIM-Signature: d=client.example;" + b" " * 200_000,
        b"DKIM-Signature: v=1; d=client.example; b=" + b" \r\n" * 1_000 + b"x",
        b"X: " + b"\r\n a" * 60_000,
        b"DKIM-Signature: d=client.example; b=x\r\n" * 5_000 + b"X: y",
    ],
)
def test_hostile_headers_cost_no_time(key: Key, zone: Zone, header: bytes) -> None:
    signed = key.signed(a_mail())
    mail = read_mail(signed)
    began = time.process_time()

    found = proof(mail, ENVELOPE, trust="self", desk_domains=(), raw=header + b"\r\n" + signed, txt=zone.txt)

    assert found.passed in (None, True)
    assert time.process_time() - began < 2
