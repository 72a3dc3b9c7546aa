"""A winmail.dat gives the files that stand in it, and no more bytes than it has."""

from mailhelp.mail.filenames import safe_name
from mailhelp.mail.tnef import MOST_FILES, SIGNATURE, tnef_files
from tests.fuzz import words
from tests.fuzz.holds import file_name_holds, text_holds

SEEDS = "tnef"
WORDS = (
    *words.HEADERS,
    *(b"\x02\x02\x90\x06\x00", b"\x02\x10\x80\x01\x00", b"\x02\x0f\x80\x06\x00", b"\x02\x05\x90\x06\x00"),
    *(b"\x01\x07\x90\x06\x00", b"\x0d\x00\x01\x37", b"\x1f\x00\x07\x37", b"\x1e\x00\x04\x37", b"\x02\x01\x12\x37"),
    *(b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x01\x00\x00\x00", b"\x04\x00\x00\x00", b"\x1f\x10\x07\x80"),
    bytes.fromhex("0703020000000000c000000000000046"),
)


def check(data: bytes) -> None:
    content = data if data.startswith(SIGNATURE) else SIGNATURE + b"\x01\x00" + data
    files = tnef_files(content)

    assert len(files) <= MOST_FILES
    assert sum(len(file.content) for file in files) <= len(content)
    for file in files:
        for text in (file.name, file.kind, file.content_id):
            text_holds(text)
        file_name_holds(safe_name(file.name))
