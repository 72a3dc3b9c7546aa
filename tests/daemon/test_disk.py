"""A disk that is full: mail is refused for now, nothing is lost, and all goes on by itself when there is room."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from smtplib import SMTPDataError

import pytest

from mailhelp.store.verify import verify
from tests.daemon.running import RunningDesk

SIZE_MB, BALLAST_MB = 24, 14

pytestmark = [pytest.mark.server, pytest.mark.slow]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of 24 MB, most of it taken by a file called ballast; skip where none can be mounted."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small file system")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        (folder / "ballast").write_bytes(bytes(BALLAST_MB << 20))
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_451_and_all_goes_on_when_there_is_room(small_disk: Path) -> None:
    desk = RunningDesk(small_disk)
    try:
        desk.start()
        taken, refused = [], None
        for number in range(400):
            try:
                taken.append(desk.send(f"jo{number}", padding=os.urandom(60_000).hex().encode()))
            except SMTPDataError as fault:
                refused = fault
                break
        assert refused is not None, "the disk never got full"
        assert refused.smtp_code in (451, 452)
        assert b"/" not in refused.smtp_error

        (small_disk / "ballast").unlink()
        after = desk.send("after")
        desk.until(lambda: desk.answered(after) and all(map(desk.answered, taken)))

        assert all(len(desk.relay.answers_to(one)) == 1 for one in taken)
        with desk.books() as books:
            assert verify(books.database, books.setting.clock())["unexplained"] == 0
    finally:
        desk.close()
