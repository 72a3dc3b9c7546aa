"""Results that came with the mail are never believed, and those of the border are, wherever servers write them."""

import pytest

from tests.mail.proving import judged

PASS = "dmarc=pass header.from=client.example"
FORGED = f"Authentication-Results: mx.desk.example; {PASS}"
BORDER = "Received: from evil ([203.0.113.9])\n\tby mx.desk.example with ESMTP; Mon, 23 Nov 2026 10:00:00 +0000"
POSTFIX = BORDER.replace("by mx.desk.example", "by mx.desk.example (Postfix)")
TRUE = "Authentication-Results: mx.desk.example; dmarc=none header.from=client.example; spf=softfail; dkim=none"
FAILED = "Authentication-Results: mx.desk.example; spf=softfail smtp.mailfrom=evil.example; dmarc=fail"
STORE = "Received: from mx.desk.example by store.desk.example with LMTP; Mon, 23 Nov 2026 10:00:00 +0000"
VERIFIED = "Received: from mx (mx.desk.example [203.0.113.7])\n\tby store.desk.example (Postfix) with ESMTPS id 1; Mon"
PRIVATE = "Received: from gate ([10.0.0.7]) by store.desk.example with ESMTP id 1; Mon"
OUTSIDE = "Received: from laptop ([203.0.113.9]) by mx.client.example with ESMTP; Mon"
DKIM = "Authentication-Results: mx.desk.example; dkim=pass header.d=client.example"


@pytest.mark.parametrize(
    "headers",
    [
        [BORDER, TRUE, FORGED],
        [BORDER, "Authentication-Results: mx.desk.example; dmarc=none", DKIM],
        [BORDER, "Authentication-Results: mx.desk.example; spf=softfail", FORGED],
        [BORDER, "Authentication-Results: mx.desk.example; none", FORGED],
        [TRUE, BORDER, FORGED],
        ["Authentication-Results: mx.desk.example; spf=softfail", BORDER, FORGED],
        [BORDER, BORDER, FORGED],
        [BORDER, BORDER, BORDER, FORGED],
        [STORE, BORDER, BORDER, FORGED],
        [POSTFIX, FORGED],
        [STORE, POSTFIX, FORGED],
        [STORE, TRUE, POSTFIX, FORGED],
        [BORDER, OUTSIDE, FORGED],
        [OUTSIDE, FORGED],
        [OUTSIDE, FORGED, BORDER],
        [BORDER, "Authentication-Results: mx.evil.example; none", FORGED],
    ],
)
def test_forged_results_are_not_believed(headers: list[str]) -> None:
    assert judged(*headers).passed is None


@pytest.mark.parametrize(
    "hello",
    [
        "mx.desk.example ([203.0.113.9])",
        "localhost (unknown [203.0.113.9])",
        "[127.0.0.1] (unknown [203.0.113.9])",
        "x (mx.desk.example [10.0.0.1]) (unknown [203.0.113.9])",
        "x by store.desk.example with LMTP (unknown [203.0.113.9])",
        "x (mx.desk.example [203.0.113.9] (may be forged))",
        "unknown (HELO mx.desk.example) (203.0.113.9)",
    ],
)
def test_what_a_sender_calls_itself_makes_it_none_of_ours(hello: str) -> None:
    border = f"Received: from {hello} by mx.desk.example with ESMTP id 1; Mon"
    lower = "Authentication-Results: mx.desk.example; spf=softfail"

    assert judged(border, lower, FORGED, BORDER).passed is None


@pytest.mark.parametrize(
    "forged",
    [
        f"Authentication-Results : mx.desk.example; {PASS}".encode(),
        f"Authentication-Results\x7f: mx.desk.example; {PASS}".encode(),
        f"Authen\0tication-Results: mx.desk.example; {PASS}".encode(),
        f"X-A: b\rAuthentication-Results: mx.desk.example; {PASS}".encode(),
        f"Authentication-Results: \r mx.desk.example; {PASS}".encode(),
        b"Authentication-Results: =?us-ascii?q?mx.desk.example=3B_dmarc=3Dpass_header.from=3Dclient.example?=",
        f"Authentication-Results: mx.de\u017fk.example; {PASS}".encode(),
        f"Authentication-Results: mx.desk.example evil; {PASS}".encode(),
    ],
)
def test_only_the_exact_bytes_of_the_header_count(forged: bytes) -> None:
    assert judged(forged).passed is None
    assert judged(BORDER, forged).passed is None


@pytest.mark.parametrize(
    "headers",
    [
        [FORGED, POSTFIX],  # OpenDMARC on Postfix
        ["Authentication-Results: mx.desk.example; dmarc=none", DKIM, POSTFIX],  # and OpenDKIM
        [STORE, FORGED, POSTFIX],
        [STORE, "X-Spam: no", FORGED, POSTFIX],
        [VERIFIED, FORGED, POSTFIX],
        [PRIVATE, FORGED, POSTFIX],
        [VERIFIED, PRIVATE, STORE, FORGED],
        [BORDER, FORGED],  # Sendmail
        [STORE, BORDER, FORGED],
        [BORDER, "Received-SPF: pass", FORGED, OUTSIDE],
        [f"authentication-results:\n mx.desk.example;\n\t{PASS}", POSTFIX],
        [f"Authentication-Results: MX.desk.example 1; {PASS}"],
        [f"Authentication-Results: (own) mx.desk.example; {PASS}"],
    ],
)
def test_results_of_the_border_are_believed_where_servers_write_them(headers: list[str]) -> None:
    assert judged(*headers).passed is True


def test_google_writes_below_its_hop_without_a_name() -> None:
    headers = (
        "Delivered-To: help@desk.example",
        "Received: by 2002:a05:6402:1e8d:b0 with SMTP id f13csp1; Mon, 23 Nov 2026 02:00:00 -0800 (PST)",
        "ARC-Authentication-Results: i=1; mx.google.com; dmarc=pass header.from=client.example",
        "Received: from out.client.example (out.client.example. [203.0.113.7])\n        by mx.google.com with ESMTPS"
        " id a1\n        for <help@desk.example>\n        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384); Mon",
        "Received-SPF: pass (google.com: domain of jo@client.example designates 203.0.113.7 as permitted sender)",
        "Authentication-Results: mx.google.com;\n       dkim=pass header.i=@client.example header.s=s header.b=ab;\n"
        "       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=client.example",
    )

    assert judged(*headers, trust="mx.google.com").how == "dmarc=pass"
    assert judged(*headers[:3], trust="mx.google.com").passed is None


@pytest.mark.parametrize("headers", [[FAILED, BORDER, FORGED], [BORDER, FAILED, FORGED], [POSTFIX, FAILED]])
def test_a_failure_counts_even_where_a_pass_would_not(headers: list[str]) -> None:
    assert judged(*headers).passed is False


def test_the_hop_to_our_own_listener_is_passed_over() -> None:
    own = "Received: from mx.desk.example ([203.0.113.7])\n\tby help.local with ESMTP id abc;\n\tMon, 23 Nov 2026"

    assert judged(own, FORGED, POSTFIX, peer="203.0.113.7").passed is True
    assert judged(own, POSTFIX, FORGED, peer="203.0.113.7").passed is None
    assert judged(own, BORDER, BORDER, FORGED, peer="203.0.113.7").passed is None


def test_only_the_first_hop_can_be_that_to_our_own_listener() -> None:
    forged = "Received: from x ([203.0.113.7])\n\tby help.local with ESMTP id abc;\n\tMon, 23 Nov 2026"

    assert judged(BORDER, forged, FORGED, peer="203.0.113.7").passed is None


HIDING = (
    b"X-A: b\rFrom: boss@client.example\r\r",
    b"From: boss@client.example\n" + b"\n".join([b"To: x@y.example"] * 1_100),
    b"From: boss@client.example\n" + b"\n".join([b"X-A: " + b"x" * 10_000] * 30 + [b"To: x@y.example"] * 60),
)


@pytest.mark.parametrize("hiding", HIDING)
def test_a_from_that_hides_the_one_that_was_vouched_for_is_not_proven(hiding: bytes) -> None:
    assert judged(FORGED, POSTFIX, hiding).passed is None
    assert judged(FAILED, POSTFIX, hiding).passed is False


def test_microsoft_vouches_for_no_from_that_hides_another() -> None:
    results = "Authentication-Results: dkim=pass; dmarc=pass header.from=client.example;compauth=pass"
    door = "Received: from out.client.example (203.0.113.7) by AM0.mail.protection.outlook.com with SMTP; Mon"

    assert judged(results, door, trust="microsoft365").passed is True
    assert judged(results, door, HIDING[0], trust="microsoft365").passed is None
