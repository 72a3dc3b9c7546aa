"""Reading a large mail takes little more memory than the mail itself."""

import base64
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.mail.letters import a_mail, a_multipart

MEGABYTE = 1_048_576
CHANCE = Random(1)
TEXT = "Content-Type: text/plain\n\nAll our mail is down.\n"
FILE = "Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n"


def in_base64(size: int) -> str:
    return base64.encodebytes(CHANCE.randbytes(size)).decode()


def a_mail_of(shape: str) -> bytes:
    """Return a mail of some 12 to 25 MB."""
    if shape == "a file":
        return a_multipart(TEXT, FILE + in_base64(9 * MEGABYTE))
    if shape == "many small files":
        return a_multipart(TEXT, *[FILE + in_base64(9 * MEGABYTE // 200)] * 200)
    if shape == "a page":
        return a_mail("<p>down</p>\n" * (2 * MEGABYTE), Content_Type="text/html")
    if shape == "UTF-16":
        return a_mail("It is down. " * MEGABYTE + "\U0001f600").decode().encode("utf-16")
    if shape == "many texts":
        return a_multipart(*["Content-Type: text/plain\n\n" + "it is down\n" * (MEGABYTE // 80)] * 80)
    inner = f"From: al@client.example\nSubject: see\n{FILE}{in_base64(9 * MEGABYTE)}"
    return a_multipart(TEXT, f"Content-Type: message/rfc822\n\n{inner}")


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is measured as Linux tells it")
@pytest.mark.parametrize("shape", ["a file", "many small files", "many texts", "a forwarded mail", "a page", "UTF-16"])
def test_a_large_mail_takes_at_most_three_times_its_size(shape: str, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_bytes(a_mail_of(shape))

    ran = subprocess.run(
        [sys.executable, "-m", "tests.mail.memory_child", str(mail)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert 1.0 <= float(ran.stdout) <= 3.0
