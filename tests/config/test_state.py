"""The state folder: private, one run at a time, one key."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from mailhelp.config.secrets import Secret
from mailhelp.config.state import load_or_make_key, lock_state, machine_id, new_key_text, prepare_state
from mailhelp.core.errors import BadConfiguration

HOLD = """
import sys, pathlib
from mailhelp.config.state import lock_state
with lock_state(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another_run(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run another process that holds the state until its input ends."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    assert mode(prepare_state(tmp_path / "desk" / "var")) == 0o700


def test_a_folder_that_a_group_may_read_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    assert mode(prepare_state(tmp_path)) == 0o700


def test_a_folder_where_everyone_may_write_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)

    with pytest.raises(BadConfiguration, match="everyone may write in the state folder"):
        prepare_state(tmp_path)

    assert mode(tmp_path) == 0o1777


def test_a_state_that_cannot_be_a_folder_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(BadConfiguration, match="cannot be used .Not a directory.: make it a folder") as refused:
        prepare_state(tmp_path / "file" / "var")

    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 78


def test_a_second_run_on_the_same_state_is_refused_with_the_process_that_holds_it(tmp_path: Path) -> None:
    with another_run(tmp_path) as first:
        with pytest.raises(BadConfiguration, match=f"another mailhelp runs on .* .process {first.pid}.: stop"):
            with lock_state(tmp_path):
                pass


def test_the_state_is_free_again_when_a_run_was_killed(tmp_path: Path) -> None:
    with another_run(tmp_path) as first:
        first.kill()
        first.wait()
        with lock_state(tmp_path):
            holder = (tmp_path / "run.lock").stat()

    assert holder.st_size > 0


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    key = load_or_make_key(tmp_path)

    assert len(key.key) == 32
    assert 0 <= key.key_id <= 255
    assert load_or_make_key(tmp_path) == key
    assert mode(tmp_path / "signing.key") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["signing.key"]


def test_processes_that_start_together_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load_or_make_key(tmp_path).key, range(16)))

    assert len(keys) == 1


def test_two_desks_have_two_keys_and_no_key_is_shown(tmp_path: Path) -> None:
    one, two = load_or_make_key(tmp_path / "one"), load_or_make_key(tmp_path / "two")

    assert one.fingerprint != two.fingerprint
    assert repr(one) == "SigningKey()"


def test_a_key_can_come_from_a_credential(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text(new_key_text())
    (tmp_path / "key").chmod(0o400)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))

    key = load_or_make_key(tmp_path / "var", Secret("credential", "key"))

    assert len(key.key) == 32
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("text", ["", "short", "é", "A" * 44])
def test_a_damaged_key_is_refused_and_not_replaced(text: str, tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_text(text)
    (tmp_path / "signing.key").chmod(0o600)

    with pytest.raises(BadConfiguration, match="signing.key holds no signing key: put the desk's own back"):
        load_or_make_key(tmp_path)

    assert (tmp_path / "signing.key").read_text() == text


@pytest.mark.parametrize("open_mode", [0o640, 0o604])
def test_a_key_that_others_may_read_is_refused(open_mode: int, tmp_path: Path) -> None:
    load_or_make_key(tmp_path)
    (tmp_path / "signing.key").chmod(open_mode)

    with pytest.raises(BadConfiguration, match="may be read by others .*: run `chmod 600"):
        load_or_make_key(tmp_path)


def test_a_state_folder_has_one_name_of_its_own_for_ever(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as together:
        names = set(together.map(lambda _: machine_id(tmp_path / "one"), range(8)))

    assert names == {machine_id(tmp_path / "one")}
    assert len(names.pop()) == 16
    assert machine_id(tmp_path / "one") != machine_id(tmp_path / "two")
