"""Names of attachments: found however they are written, and safe to show and to save."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.mail.filenames import LONGEST, safe_name
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_multipart


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("C:\\Users\\x\\a.pdf", "a.pdf"),
        ("C:/x/a.pdf", "a.pdf"),
        ("\\\\server\\share\\a.doc", "a.doc"),
        ("/etc/passwd", "passwd"),
        ("../../a", "a"),
        ("..\\..\\windows\\a.ini", "a.ini"),
        ("~/a.txt", "a.txt"),
        ("./a.txt", "a.txt"),
        ("docs/../../a.txt", "a.txt"),
        ("file:///tmp/a.pdf", "a.pdf"),
        ("dir/", "dir"),
    ],
)
def test_of_a_path_the_last_step_is_kept(written: str, shown: str) -> None:
    assert safe_name(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("10/11 invoice.pdf", "10_11 invoice.pdf"),
        ("AC/DC.mp3", "AC_DC.mp3"),
        ("2026/11/23.pdf", "2026_11_23.pdf"),
        ("Re: Jo/Ana.eml", "Re_ Jo_Ana.eml"),
        ("a\u2044b\uff0fc\u29f8d.txt", "a_b_c_d.txt"),
    ],
)
def test_a_slash_that_is_no_path_stays_as_a_line(written: str, shown: str) -> None:
    assert safe_name(written) == shown


@pytest.mark.parametrize(
    "name", ["CON", "nul.txt", "Aux.tar.gz", "com1", "LPT9 .txt", "com\u00b9.log", "CONIN$", "prn ", "nul:"]
)
def test_names_of_devices_are_none_of_files(name: str) -> None:
    assert (safe_name(name) or "").startswith(("_", "nul_"))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a.pdf.", "a.pdf"),
        ("a.pdf . .", "a.pdf"),
        (" .. a.txt ", "a.txt"),
        ("inv\u202efdp.exe", "invfdp.exe"),
        ("a\u200b\u2066\ufeff\u00adb.exe", "ab.exe"),
        ("a\u3164\u115f\u034f\ufe0fb.exe", "ab.exe"),
        ("\u200b.htaccess", "htaccess"),
        ("a\x00\x1b\x9fb.txt", "ab.txt"),
        ("report.pdf      .exe", "report.pdf .exe"),
        ("report.pdf\u2800\u2800.exe", "report.pdf .exe"),
        ("report.pdf.exe", "report.pdf.exe"),
        ('"a.txt"', "a.txt"),
        ("a:b|c?.txt", "a_b_c_.txt"),
        ("\u200b", None),
        ("../..", None),
    ],
)
def test_what_a_name_hides_is_taken_out_or_seen(written: str, shown: str | None) -> None:
    assert safe_name(written) == shown


@pytest.mark.parametrize(
    ("written", "ending"),
    [("x" * 400 + ".pdf", ".pdf"), ("é" * 200 + ".tar.gz", ".tar.gz"), ("日" * 200, "日"), ("a." + "b" * 400, "b")],
)
def test_a_long_name_is_cut_to_what_file_systems_take_and_keeps_its_ending(written: str, ending: str) -> None:
    shown = safe_name(written) or ""

    assert LONGEST - 3 <= len(shown.encode()) <= LONGEST
    assert shown.endswith(ending)


@given(st.text(max_size=300))
def test_a_safe_name_is_safe(written: str) -> None:
    shown = safe_name(written)

    assert shown is None or (safe_name(shown) == shown and not set(shown) & set('/\\:*?"<>|\0'))


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ('Content-Type: image/png; name="a.png"\nContent-Disposition: attachment; filename="b.png"', "b.png"),
        ('Content-Type: image/png; name="a.png"\nContent-Disposition: attachment; filename=""', "a.png"),
        ('Content-Type: image/png; name="a.png"\nContent-Disposition: attachment; filename=".."', "a.png"),
        ('Content-Type: image/png; name="a.png"\nContent-Disposition: attachment', "a.png"),
        ('Content-Type: image/png\nContent-Disposition: attachment; name="a.png"', "a.png"),
        ('Content-Type: image/png; filename="a.png"\nContent-Disposition: attachment', "a.png"),
        ("Content-Type: image/png\nContent-Disposition: attachment; filename=é.png", "é.png"),
        ('Content-Type: image/png\nContent-Disposition: filename="a.png"', "a.png"),
        ("Content-Type: image/png\nContent-Disposition: attachment", None),
    ],
)
def test_the_name_of_the_disposition_counts_before_that_of_the_type(headers: str, name: str | None) -> None:
    facts = read_mail(a_multipart("Content-Type: text/plain\n\nhi", f"{headers}\n\nx"))

    assert [one.filename for one in facts.attachments] == [name]
