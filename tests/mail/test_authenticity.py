"""Who is proven to have written (design 5)."""

import pytest

from mailhelp.core.facts import Channel, Envelope
from mailhelp.mail.authenticity import proof
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail
from tests.mail.proving import ENVELOPE, judged, no_txt

TRUSTED = "Authentication-Results: mx.desk.example;"
HOP = "Received: from a.example by mx.desk.example"


@pytest.mark.parametrize(
    ("headers", "passed"),
    [
        ([f"{TRUSTED} dmarc=pass header.from=client.example"], True),
        ([f"{TRUSTED} dmarc=pass header.from=other.example"], None),
        ([f"{TRUSTED} dmarc=pass header.from=client.example header.from=other.example"], None),
        ([f"{TRUSTED} dmarc=pass"], None),
        ([f"{TRUSTED} dmarc=pass header.from=other.example; dkim=pass header.d=client.example"], None),
        ([f"{TRUSTED} dkim=pass header.d=client.example"], True),
        ([f"{TRUSTED} dkim=pass header.i=@client.example"], True),
        ([f"{TRUSTED} dkim=pass header.i=@client.example header.d=evil.example"], None),
        ([f"{TRUSTED} dkim=pass header.d=attacker.example"], None),
        ([f"{TRUSTED} dkim=pass header.d=evil.client.example"], None),
        ([f"{TRUSTED} dkim=pass header.d=example"], None),
        ([f"{TRUSTED} spf=pass smtp.mailfrom=bounce@client.example"], True),
        ([f"{TRUSTED} spf=pass smtp.helo=client.example"], None),
        ([f"{TRUSTED} spf=pass smtp.mailfrom=a@client.example smtp.mailfrom=b@evil.example"], None),
        ([f"{TRUSTED} spf=fail smtp.mailfrom=client.example"], None),
        ([f"{TRUSTED} dmarc=none header.from=client.example; dkim=pass header.d=client.example"], True),
        ([f"{TRUSTED} dmarc=fail header.from=client.example; dkim=pass header.d=client.example"], False),
        ([f"{TRUSTED} dmarc=none header.from=client.example; dkim=pass header.d=evil.example"], None),
        ([f"{TRUSTED} dmarc=temperror header.from=client.example"], None),
        ([f"{TRUSTED} dmarc=permerror header.from=client.example; spf=softfail"], None),
        ([f"{TRUSTED} dmarc=bestguesspass header.from=client.example"], None),
        ([f"{TRUSTED} dkim=temperror header.d=client.example; spf=temperror smtp.mailfrom=client.example"], None),
        ([f"{TRUSTED} dkim=neutral header.d=client.example"], None),
        ([f"{TRUSTED} dkim=fail header.d=client.example; dkim=pass header.d=client.example"], True),
        ([f"{TRUSTED} spf=pass smtp.mailfrom=client.example"], True),
        ([f"{TRUSTED} spf=pass smtp.helo=client.example smtp.mailfrom=evil.example"], None),
        ([f"{TRUSTED} iprev=pass; auth=pass smtp.auth=jo@client.example"], None),
        ([f"{TRUSTED} dmarc=pass header.from=client.example", f"{TRUSTED} dmarc=fail"], False),
        (
            [f"{TRUSTED} dmarc=fail header.from=client.example", f"{TRUSTED} dmarc=pass header.from=client.example"],
            False,
        ),
        ([f"{TRUSTED} dmarc=pass header.from=client.example; dmarc=fail header.from=client.example"], False),
        ([f"{TRUSTED} spf=none", f"{TRUSTED} dmarc=pass header.from=client.example"], True),
        ([f"{TRUSTED} spf=none", HOP, f"{TRUSTED} dmarc=pass header.from=client.example"], None),
        (["Authentication-Results: evil.example; x=y", f"{TRUSTED} dmarc=pass header.from=client.example"], None),
        (["Authentication-Results: mx.evil.example; dmarc=pass header.from=client.example"], None),
        (["Authentication-Results: mx.desk.example.evil.example; dmarc=pass header.from=client.example"], None),
        (["Authentication-Results: desk.example; dmarc=pass header.from=client.example"], None),
        (["ARC-Authentication-Results: i=1; mx.desk.example; dmarc=pass header.from=client.example"], None),
        (["Authentication-Results-Original: mx.desk.example; dmarc=pass header.from=client.example"], None),
        (["X-Authentication-Results: mx.desk.example; dmarc=pass header.from=client.example"], None),
        (["Received-SPF: pass (mx.desk.example: domain of jo@client.example)"], None),
        (["Authentication-Results: (mx.desk.example); dmarc=pass header.from=client.example"], None),
        (["Authentication-Results: mx.desk.example 2 x; dmarc=pass header.from=client.example"], None),
        (["Authentication-Results: mx.desk.example; ((("], None),
        ([], None),
    ],
)
def test_only_the_trusted_results_count(headers: list[str], passed: bool | None) -> None:
    assert judged(*headers).passed is passed


@pytest.mark.parametrize(
    "results",
    [
        "dmarc=pass header.from=client.example;",
        "dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=client.example",
        "dmarc=pass(p=REJECT) header.from=Client.Example;",
        'dkim=pass header.i=@client.example header.b="ab/+="; dmarc=pass header.from=client.example',
        "dkim=pass (2048-bit key; unprotected) header.d=client.example header.b=ab/+=; dkim-atps=neutral",
        "spf=pass smtp.mailfrom=é@client.example; dmarc=pass header.from=client.example",
        "arc=fail (i=1 dmarc=fail fromdomain=x.example); dmarc=pass header.from=client.example",
    ],
)
def test_results_are_read_as_servers_write_them(results: str) -> None:
    assert judged(f"{TRUSTED} {results}").passed is True


@pytest.mark.parametrize(
    "results",
    [
        "spf=pass smtp.mailfrom=é@evil.example; dmarc=fail header.from=client.example",
        "spf=pass smtp.mailfrom=<>; dmarc=fail header.from=client.example",
        "spf=pass smtp.mailfrom=a(b@evil.example; dmarc=fail (p=none) header.from=client.example",
        "spf=pass smtp.mailfrom=a(b@evil.example; dmarc=fail header.from=client.example; iprev=pass smtp.helo=c)d",
        'spf=pass smtp.mailfrom=a"b@evil.example; dmarc=fail header.from=client.example',
        'spf=pass smtp.mailfrom=a"b@evil.example; dmarc=fail header.from=client.example; dkim=pass header.b="x"',
        "dmarc=fail header.from=client.example; ((((",
        "spf=pass smtp.mailfrom=a; dmarc=pass header.from=client.example; x@evil.example; dmarc=fail",
        "dmarc = fail header.from=client.example",
        "dmarc/1=fail header.from=client.example",
        "DMARC=FAIL",
    ],
)
def test_no_trick_in_the_rest_hides_a_failed_dmarc(results: str) -> None:
    assert judged(f"{TRUSTED} {results}").passed is False


@pytest.mark.parametrize(
    "results",
    [
        'spf=pass smtp.mailfrom="a; dmarc=pass header.from=client.example; x"@evil.example',
        "dmarc=none (dmarc=pass header.from=client.example)",
        'dkim=fail reason="dkim=pass header.d=client.example"',
        "=?us-ascii?q?dmarc=3Dpass_header.from=3Dclient.example?=",
        "dmarc=pass header.from=client.example =?x?=",
    ],
)
def test_a_pass_inside_something_else_is_none(results: str) -> None:
    assert judged(f"{TRUSTED} {results}").passed is None


def test_nothing_is_trusted_by_default() -> None:
    assert judged(f"{TRUSTED} dmarc=pass header.from=client.example", trust="none").passed is None


@pytest.mark.parametrize("sender", ["jo@clıent.example", "jo@ｃlient.example", "jo@client.example\u200b"])
def test_a_look_alike_of_the_proven_domain_is_not_proven(sender: str) -> None:
    assert judged(f"{TRUSTED} dmarc=pass header.from=client.example", sender=sender).passed is None


def test_a_domain_beyond_ascii_is_proven_by_its_name_in_the_dns() -> None:
    results = f"{TRUSTED} dmarc=pass header.from=xn--bcher-kva.example"

    assert judged(results, sender="jo@bücher.example").passed is True


@pytest.mark.parametrize(
    ("user", "proven"), [("Jo@Client.example", True), ("tom@desk.example", False), ("jo@clıent.example", False)]
)
def test_a_login_proves_the_one_who_logged_in(user: str, proven: bool) -> None:
    envelope = Envelope(Channel.SMTP, ENVELOPE.received_at, auth_user=user)
    raw = a_mail()

    found = proof(read_mail(raw), envelope, trust="none", desk_domains=(), raw=raw, txt=no_txt)

    assert found.proven is proven


@pytest.mark.parametrize(
    "value",
    [
        "(" * 200_000,
        '"\\' * 100_000,
        "dmarc" + " " * 200_000 + "=fail",
        "dkim=pass " + "header.d=a.example " * 10_000,
        "dmarc=pass;" * 20_000,
        "mx.desk.example " + " " * 200_000 + ";",
    ],
)
def test_hostile_results_cost_no_time(value: str) -> None:
    assert judged(f"{TRUSTED} {value}", f"Received: {value}").passed is not True
