"""One Authentication-Results header: what is read quickly says what authres says."""

import random

import authres
import pytest

from mailhelp.mail.results import Result, read_results

BEGINNINGS = ("dkim=pass", "spf=softfail", "dmarc=pass", "arc=none", "DKIM = Pass", " iprev=pass", "nonesuch=pass")
PIECES = (
    *(" ", "  (a) ", "\t", "()", "(a (b))", "(p=none x)", ")", "header.d=", "=", "@", ".", "_", "/1"),
    *(
        " header.d=a.example",
        " header.i=@a.example",
        " smtp.mailfrom=jo+x@a.example",
        " header.b=Ab/cd+=",
        " foo.bar=x",
    ),
    *(' reason="x"', " header.From=b.example", " header.d=@a..b", " header.d=.a", " reason=100", " policy.x=@"),
)


def as_authres_reads(piece: str) -> tuple[Result, ...]:
    try:
        found = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: x; {piece}").results
    except Exception:  # authres raises a family of errors on what it cannot read
        return ()
    return tuple(
        Result(
            one.method.lower(),
            one.result.lower(),
            tuple((f"{p.type}.{p.name}".lower(), p.value) for p in one.properties),
        )
        for one in found
        if one.method and one.result
    )


@pytest.mark.parametrize("seed", range(40))
def test_a_result_is_read_as_authres_reads_it(seed: int) -> None:
    chance = random.Random(seed)
    pieces = [chance.choice(BEGINNINGS) + "".join(chance.choices(PIECES, k=chance.randint(0, 4))) for _ in range(25)]

    for piece in pieces:
        assert read_results(f"mx.desk.example; {piece}").items == as_authres_reads(piece), piece


def test_a_header_as_gmail_writes_it_is_read() -> None:
    found = read_results(
        "mx.desk.example;\t dkim=pass header.i=@client.example header.s=s1 header.b=aB/c+9;\t spf=pass (desk: domain"
        " of jo@client.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=jo@client.example;"
        " dmarc=fail (p=NONE)"
    )

    assert [(one.method, one.result) for one in found.items] == [("dkim", "pass"), ("spf", "pass"), ("dmarc", "fail")]
    assert found.of("spf")[0].domains("smtp.mailfrom") == ("client.example",)
