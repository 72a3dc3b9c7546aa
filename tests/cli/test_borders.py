"""Which trust doctor proposes, seen on the headers as providers write them."""

import pytest

from mailhelp.mail.borders import fitting_trust
from mailhelp.service.doctoring import Grade, judged_trust

GOOGLE = """\
Delivered-To: help@desk.example
Received: by 2002:a05:6402:1e8d:b0 with SMTP id f13csp1; Mon, 23 Nov 2026 02:00:00 -0800 (PST)
Authentication-Results: mx.google.com;
       dkim=pass header.i=@harbour.example; dmarc=pass header.from=harbour.example
Received: from out.harbour.example (out.harbour.example. [192.0.2.7])
        by mx.google.com with ESMTPS id a1; Mon, 23 Nov 2026 02:00:00 -0800 (PST)
Received: from laptop by out.harbour.example; Mon, 23 Nov 2026 10:00:00 +0000
"""
MICROSOFT = """\
Received: from A.eurprd01.prod.outlook.com by B.eurprd01.prod.outlook.com with HTTPS; Mon, 23 Nov 2026 10:00:00 +0000
Received: from C.eop-EUR05.prod.protection.outlook.com by A.eurprd01.prod.outlook.com; Mon, 23 Nov 2026 10:00:00 +0000
Authentication-Results: spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=harbour.example; dmarc=pass action=none
Received: from out.harbour.example by C.mail.protection.outlook.com; Mon, 23 Nov 2026 10:00:00 +0000
"""
OWN = """\
Received: from mx.desk.example by store.desk.example with LMTP; Mon, 23 Nov 2026 10:00:00 +0000
Authentication-Results: mx.desk.example; spf=pass smtp.mailfrom=harbour.example
Received: from out.harbour.example by mx.desk.example; Mon, 23 Nov 2026 10:00:00 +0000
"""
FORGED_BELOW = """\
Received: from out.harbour.example by mx.desk.example; Mon, 23 Nov 2026 10:00:00 +0000
Authentication-Results: mx.harbour.example; dmarc=pass header.from=harbour.example
Received: from laptop by mx.harbour.example; Mon, 23 Nov 2026 09:59:00 +0000
"""
OF_NOBODY = "Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0000\nSubject: x\n"
UNPLACED = "Authentication-Results: mx.desk.example; none\nSubject: x\n"


@pytest.mark.parametrize(
    ("header", "fits"),
    [
        (GOOGLE, "mx.google.com"),
        (MICROSOFT, "microsoft365"),
        (OWN, "mx.desk.example"),
        (FORGED_BELOW, None),
        (OF_NOBODY, None),
        (UNPLACED, None),
        ("", None),
        ("Authentication-Results:\nReceived: by\n", None),
    ],
)
def test_only_the_server_at_the_border_is_proposed(header: str, fits: str | None) -> None:
    assert fitting_trust(header.encode()) == fits


def test_hostile_headers_cost_no_time() -> None:
    header = b"Authentication-Results: " + b"a." * 100_000 + b"\n" + b"Received: " + b"by " * 20_000 + b"\n"

    assert fitting_trust(header) is None


def test_a_microsoft_account_needs_no_mail_to_know() -> None:
    assert judged_trust("a", "none", [], account="microsoft365").grade is Grade.HINT
    assert judged_trust("a", "microsoft365", [], account="microsoft365").grade is Grade.GOOD
    assert judged_trust("a", "mx.desk.example", [], account="microsoft365").grade is Grade.BAD


def test_without_results_none_fits_and_anything_else_does_not() -> None:
    assert "fits, and nobody is proven" in judged_trust("a", "none", [OF_NOBODY.encode()]).text
    assert judged_trust("a", "mx.desk.example", [OF_NOBODY.encode()]).grade is Grade.BAD
    assert judged_trust("a", "mx.desk.example", []).grade is Grade.HINT


def test_the_most_frequent_is_proposed() -> None:
    headers = [GOOGLE.encode(), OWN.encode(), OWN.encode()]

    assert (
        'set trust = "mx.desk.example", whose results stand on 2 of its newest 3'
        in judged_trust("a", "none", headers).text
    )
