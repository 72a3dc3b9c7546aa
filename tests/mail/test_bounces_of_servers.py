"""Delivery reports after the forms of many mail servers and providers: whom they name, with which status and mail.

`bounces/expected.txt` has a line a sample: its name | recipient action status, … | Message-ID of our notice, or "-".
"""

from pathlib import Path

import pytest

from mailhelp.core.facts import Automatic, Bounce, BouncedRecipient
from mailhelp.mail.parse import read_mail

SAMPLES = Path(__file__).parent / "bounces"
EXPECTED = (SAMPLES / "expected.txt").read_text("utf-8").splitlines()


def _bounce(recipients: str, original: str) -> Bounce:
    told = (one.split() for one in recipients.split(","))
    found = tuple(BouncedRecipient(one[0], one[1], one[2] if len(one) > 2 else None) for one in told)
    return Bounce(tuple(sorted(found, key=_address)), None if original == "-" else original)


def _address(recipient: BouncedRecipient) -> str:
    return recipient.address


@pytest.mark.parametrize("line", EXPECTED, ids=lambda line: line.partition(" ")[0])
def test_a_report_tells_recipients_status_and_mail(line: str) -> None:
    name, recipients, original = (field.strip() for field in line.split("|"))

    facts = read_mail((SAMPLES / f"{name}.eml").read_bytes())

    assert facts.automatic is Automatic.BOUNCE
    assert facts.bounce is not None
    found = tuple(sorted(facts.bounce.recipients, key=_address))
    assert Bounce(found, facts.bounce.original_message_id) == _bounce(recipients, original)


def test_every_sample_is_expected_to_tell_something() -> None:
    assert sorted(path.stem for path in SAMPLES.glob("*.eml")) == sorted(line.partition(" ")[0] for line in EXPECTED)


def test_a_boundary_in_the_folded_line_after_a_semicolon_and_a_space_is_seen() -> None:
    folded = 'multipart/report; \r\n\tboundary="----=_Part_1"; \r\n\treport-type=delivery-status'
    raw = (SAMPLES / "amazon-ses.eml").read_bytes()
    written = b'multipart/report; report-type=delivery-status; boundary="----=_Part_1"'
    assert written in raw

    facts = read_mail(
        raw.replace(written, folded.encode()).replace(b"\n\nDear", b"\n\n--inner\nContent-Type: x\n\nDear")
    )

    assert facts.bounce is not None
    assert [one.address for one in facts.bounce.recipients] == ["jo@client.example"]
