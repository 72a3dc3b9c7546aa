"""The daemon as its operator sees it: real processes, killed, stopped, starved."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from smtplib import SMTPDataError

import pytest

from mailhelp.core.ticket import Fate
from mailhelp.store.verify import verify
from tests.daemon.conftest import Make
from tests.daemon.running import RunningDesk


def test_a_mail_is_acknowledged_and_the_daemon_stops_cleanly(desk_of: Make) -> None:
    desk = desk_of()

    sent = desk.send("jo")
    desk.until(lambda: desk.answered(sent))

    assert desk.stop() == 0
    with desk.books() as books:
        assert [row.requester for row in books.rooms.tickets.tickets()] == ["jo@harbour.example"]
        assert verify(books.database, books.setting.clock())["unexplained"] == 0


def test_a_second_daemon_on_the_same_state_is_refused_in_one_line(desk_of: Make) -> None:
    desk = desk_of()

    command = [sys.executable, "-m", "mailhelp", "run", "--config", os.fspath(desk.config)]
    second = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    assert second.returncode == 78
    assert "another mailhelp runs on" in second.stderr
    assert second.stderr.count("\n") == 1


def test_children_that_are_killed_are_replaced_and_no_mail_is_lost(desk_of: Make) -> None:
    desk = desk_of()
    for pid in (*desk.children("work"), *desk.children("listen")):
        os.kill(pid, signal.SIGKILL)
    desk.until(lambda: desk.said("event=listening port") == 2)

    sent = desk.send("jo")
    desk.until(lambda: desk.answered(sent))

    assert desk.said("event=worker_ended") >= 1


def test_no_child_outlives_a_killed_daemon(desk_of: Make) -> None:
    desk = desk_of()
    children = [*desk.children("work"), *desk.children("listen")]
    assert len(children) == 3
    assert desk.process is not None

    desk.process.kill()
    desk.process.wait()
    desk.process = None

    desk.until(lambda: not any(Path(f"/proc/{pid}/stat").exists() and not _is_zombie(pid) for pid in children))


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_mail_that_ends_the_reader_is_set_aside_with_a_ticket_and_the_others_go_on(desk_of: Make) -> None:
    # So little memory that a worker starts, reads ordinary mail, and ends over one of 30 MB.
    desk = desk_of(limits='parse_memory = "170MB"')
    deadly = desk.send("deadly", padding=b"word word word word word\r\n" * 1_400_000)

    others = [desk.send(f"jo{number}") for number in range(5)]
    desk.until(lambda: all(desk.answered(one) for one in others))
    desk.until(lambda: desk.answered(deadly))

    with desk.books() as books:
        aside = books.rooms.inbox.mails(fate=Fate.SET_ASIDE)
        assert [row.sender for row in aside] == ["deadly@harbour.example"]
        assert aside[0].ticket is not None
        assert books.rooms.tickets.ticket(aside[0].ticket).subject.startswith("Please read this mail")
        assert verify(books.database, books.setting.clock())["unexplained"] == 0
    assert desk.said("event=worker_ended") == 3


def test_a_locked_database_is_451_and_all_goes_on_when_it_is_free(desk_of: Make) -> None:
    desk = desk_of()
    blocker = sqlite3.connect(desk.folder / "var" / "mailhelp.db", isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")

    with pytest.raises(SMTPDataError) as refused:
        desk.send("jo")
    blocker.execute("ROLLBACK")
    blocker.close()

    assert refused.value.smtp_code in (451, 452)
    assert b"/" not in refused.value.smtp_error.replace(b"451", b"")
    sent = desk.send("jo")
    desk.until(lambda: desk.answered(sent))


def test_a_changed_rules_file_is_taken_only_if_it_passes(desk_of: Make) -> None:
    desk = desk_of()
    rules = desk.folder / "rules.yaml"

    rules.write_text("extends: standard\nrules:\n  - {name: x, when: {sayz: y}}\n")
    desk.until(lambda: desk.said("event=rules_refused") >= 1)
    kept_working = desk.send("jo")
    desk.until(lambda: desk.answered(kept_working))

    rules.write_text(
        "extends: standard\noverrides:\n  - {name: news, when: {from: ann@harbour.example}, then: {ignore: yes}}\n"
    )
    desk.until(lambda: desk.said("event=rules_taken") >= 1)
    desk.send("ann")
    desk.until(lambda: desk.said("fate=ignored") == 1)


def test_a_stop_under_load_answers_every_mail_and_loses_none(desk_of: Make) -> None:
    desk = desk_of()
    taken: list[str] = []

    def send_many(name: str) -> None:
        for number in range(40):
            try:
                taken.append(desk.send(f"{name}{number}"))
            except OSError:
                return

    threads = [threading.Thread(target=send_many, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    desk.until(lambda: len(taken) > 20)
    assert desk.stop() == 0
    for thread in threads:
        thread.join()

    desk.start()
    desk.until(lambda: all(desk.answered(one) for one in taken))
    assert all(len(desk.relay.answers_to(one)) == 1 for one in taken)


def test_a_port_in_use_is_one_clear_line_and_the_listener_comes_when_it_is_free(tmp_path: Path) -> None:
    desk = RunningDesk(tmp_path)
    other = RunningDesk(_folder(tmp_path / "other"))
    other.port = desk.port
    try:
        desk.start()
        other.config.write_text(other.config.read_text().replace(_listen(other), f"127.0.0.1:{desk.port}"))
        with pytest.raises(AssertionError):
            _start_briefly(other)
        assert other.said(f"cannot listen on 127.0.0.1:{desk.port}") >= 1
    finally:
        other.close()
        desk.close()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _listen(desk: RunningDesk) -> str:
    return next(line.split('"')[1] for line in desk.config.read_text().splitlines() if line.startswith("listen"))


def _start_briefly(desk: RunningDesk) -> None:
    command = [sys.executable, "-m", "mailhelp", "run", "--config", os.fspath(desk.config)]
    desk.process = subprocess.Popen(command, stdout=desk._lines, stderr=desk._lines, start_new_session=True)
    desk.until(lambda: desk.said("cannot listen on") >= 1)
    raise AssertionError("the listener could not start")


def test_a_relay_that_is_down_is_tried_now_and_then_and_gets_all_when_it_is_back(desk_of: Make) -> None:
    desk = desk_of()
    desk.relay_down()
    sent = [desk.send(f"jo{number}") for number in range(30)]
    desk.until(lambda: desk.said("event=mail_decided") == len(sent))
    desk.until(lambda: desk.said("event=notice_deferred") >= 2)
    assert desk.said("event=notice_deferred") < 10

    desk.relay_up()
    desk.until(lambda: sum(map(desk.answered, sent)) > 20)
    assert all(len(desk.relay.answers_to(one)) <= 1 for one in sent)
