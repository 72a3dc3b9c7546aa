"""What an operator reads when a mailbox cannot be used: what is wrong and what to do; and what doctor finds."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from mailhelp.channels.credentials import Password
from mailhelp.channels.faults import ConnectionLost, FolderMissing, LoginRefused, Untrusted
from mailhelp.channels.imap_probe import probe
from mailhelp.channels.imap_settings import Done
from mailhelp.channels.tls import Tls
from mailhelp.core.errors import BadConfiguration
from tests.channels.mailbook import Book, a_fetcher, settings_for, stub_settings
from tests.dovecot import Dovecot
from tests.ports import free_port


@pytest.mark.server
def test_an_untrusted_certificate_gets_no_password(dovecot: Dovecot, tmp_path: Path) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    settings = settings_for(dovecot, "untrusted", ca_file=tmp_path / "other.pem")

    with pytest.raises(Untrusted, match="not signed by an authority trusted here.*set ca_file"):
        a_fetcher(settings, Book()).fetch_once()

    assert "untrusted" not in dovecot.log()


@pytest.mark.server
def test_an_untrusted_certificate_after_starttls_gets_no_password(dovecot: Dovecot) -> None:
    settings = settings_for(dovecot, "downgraded", ca_file=None, tls=Tls.STARTTLS, port=dovecot.imap_port)

    with pytest.raises(Untrusted, match="set ca_file"):
        a_fetcher(settings, Book()).fetch_once()

    assert "downgraded" not in dovecot.log()


def test_a_certificate_of_another_name_is_refused(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with tls_server(authority, "other.example") as (port, spoken):
        settings = stub_settings(port, tls=Tls.IMPLICIT, ca_file=tmp_path / "ca.pem")
        with pytest.raises(Untrusted, match="belongs to another name.*write host as the certificate has it"):
            a_fetcher(settings, Book()).fetch_once()

    assert spoken == []


def test_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with tls_server(authority, "127.0.0.1", datetime(2020, 1, 1, tzinfo=UTC)) as (port, spoken):
        settings = stub_settings(port, tls=Tls.IMPLICIT, ca_file=tmp_path / "ca.pem")
        with pytest.raises(Untrusted, match="has expired"):
            a_fetcher(settings, Book()).fetch_once()

    assert spoken == []


@contextmanager
def tls_server(authority: trustme.CA, name: str, until: datetime | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """Give a port that speaks TLS for one connection, and what was spoken to it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name, not_after=until).configure_cert(context)
    spoken: list[bytes] = []

    def serve() -> None:
        connection, _ = server.accept()
        with connection, suppress(OSError), context.wrap_socket(connection, server_side=True) as encrypted:
            spoken.append(encrypted.recv(1000))

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], spoken
        thread.join(10)


@pytest.mark.server
def test_a_wrong_password_is_a_refused_login(dovecot: Dovecot) -> None:
    with pytest.raises(LoginRefused, match="check user and password"):
        a_fetcher(settings_for(dovecot, "guess", credential=Password("wrong")), Book()).fetch_once()


@pytest.mark.server
def test_a_missing_folder_is_told_with_the_folders_there_are(dovecot: Dovecot) -> None:
    dovecot.maildir("lost", "Support")
    settings = settings_for(dovecot, "lost", folder="Suport")

    with pytest.raises(FolderMissing, match='cannot open folder "Suport".*set folder to one of: .*INBOX.*Support'):
        a_fetcher(settings, Book()).fetch_once()


@pytest.mark.server
def test_implicit_tls_on_a_starttls_port_says_what_to_set(dovecot: Dovecot) -> None:
    with pytest.raises(ConnectionLost, match="STARTTLS"):
        a_fetcher(settings_for(dovecot, "port", port=dovecot.imap_port), Book()).fetch_once()


@pytest.mark.server
def test_passwords_outside_ascii_reach_the_server_whole(dovecot: Dovecot) -> None:
    with pytest.raises(LoginRefused):
        a_fetcher(settings_for(dovecot, "umlaut", credential=Password('pä"ß\\wörd')), Book()).fetch_once()


def test_nothing_listening_is_told() -> None:
    with pytest.raises(ConnectionLost, match="nothing listens there; check host and port"):
        a_fetcher(stub_settings(free_port()), Book()).fetch_once()


def test_a_server_that_says_nothing_is_given_up_after_the_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = stub_settings(silent.getsockname()[1], timeout=0.2)

        with pytest.raises(ConnectionLost, match="no answer in time"):
            a_fetcher(settings, Book()).fetch_once()


@pytest.mark.parametrize("key", ["user", "folder", "done_folder", "host"])
def test_a_line_end_in_a_setting_is_refused_before_anything_is_sent(key: str) -> None:
    with pytest.raises(BadConfiguration, match="control character"):
        stub_settings(143, **{key: "INBOX\r\nx1 DELETE INBOX"})


def test_a_line_end_in_a_password_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(BadConfiguration, match="control character"):
        a_fetcher(stub_settings(free_port(), credential=Password("secret\n")), Book()).fetch_once()


def test_a_ca_file_that_is_none_is_a_configuration_fault(tmp_path: Path) -> None:
    settings = stub_settings(free_port(), tls=Tls.IMPLICIT, ca_file=tmp_path / "missing.pem")

    with pytest.raises(BadConfiguration, match="missing.pem"):
        a_fetcher(settings, Book()).fetch_once()


@pytest.mark.server
def test_doctor_finds_a_good_mailbox_good(dovecot: Dovecot) -> None:
    found = probe(settings_for(dovecot, "healthy"))

    assert [good for good, _ in found] == [True] * 6
    assert 'done folder "Processed" will be created' in found[-1][1]
    assert not dovecot.maildir("healthy", "INBOX").joinpath(".Processed").exists()


@pytest.mark.server
def test_doctor_says_what_a_bare_server_lacks_and_which_folder_is_missing(bare_dovecot: Dovecot) -> None:
    found = probe(settings_for(bare_dovecot, "poor", folder="Nowhere", done=Done.KEEP))

    lines = "\n".join(line for _, line in found)
    assert "no MOVE" in lines
    assert "noticed by polling only" in lines
    assert [good for good, _ in found].count(False) == 1
    assert 'cannot open folder "Nowhere"' in lines


def test_doctor_tells_an_unreachable_server_in_one_line() -> None:
    ((good, line),) = probe(stub_settings(free_port()))

    assert not good
    assert "nothing listens there" in line
    assert "\n" not in line
