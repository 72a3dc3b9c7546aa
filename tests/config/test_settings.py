"""mailhelp.toml: what a good one means."""

import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from mailhelp.config.fieldtypes import Listen
from mailhelp.config.settings import (
    Settings,
    commented_settings,
    documented_settings,
    load_settings,
    unreadable_secrets,
)
from mailhelp.core.errors import BadConfiguration

DESK = '[desk]\nname = "Desk"\naddress = "help@desk.example"\n'
MAILBOX = '[[imap]]\nname = "support"\nhost = "imap.desk.example"\nuser = "help"\npassword = {env = "IMAP_SECRET"}\n'
Written = Callable[[str], Settings]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Load what is written below a [desk]."""

    def load(text: str) -> Settings:
        (tmp_path / "mailhelp.toml").write_text(DESK + text, encoding="utf-8")
        return load_settings(tmp_path / "mailhelp.toml")

    return load


def test_name_and_address_are_enough(written: Written, tmp_path: Path) -> None:
    settings = written("")

    assert (settings.desk.name, settings.desk.address, settings.desk.workers) == ("Desk", "help@desk.example", 1)
    assert (settings.imap, settings.smtp_in, settings.smtp_out) == ((), None, None)
    assert settings.notices.to_clients == "send"
    assert settings.retention.raw is None
    assert settings.file == tmp_path / "mailhelp.toml"


def test_paths_are_relative_to_the_folder_of_the_file(written: Written, tmp_path: Path) -> None:
    settings = written('rules = "/etc/mailhelp/rules.yaml"\ntemplates = "words"\n')

    assert settings.desk.rules == Path("/etc/mailhelp/rules.yaml")
    assert settings.desk.templates == tmp_path / "words"
    assert settings.outgoing == tmp_path / "var" / "outgoing"
    assert settings.database.url == f"sqlite:///{tmp_path}/var/mailhelp.db"


def test_an_absolute_database_file_stays_where_it_is(written: Written) -> None:
    assert written('[database]\nurl = "sqlite:////srv/desk.db"').database.connect_url() == "sqlite:////srv/desk.db"


def test_the_password_of_a_database_comes_from_its_place(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_SECRET", "p@ss/word")
    settings = written('[database]\nurl = "postgresql://me@db/desk"\npassword = {env = "DATABASE_SECRET"}')

    assert settings.database.connect_url() == "postgresql://me:p%40ss%2Fword@db/desk"
    assert "p@ss" not in repr(settings)


def test_a_mailbox_needs_little(written: Written) -> None:
    (mailbox,) = written(MAILBOX).imap

    assert (mailbox.port, mailbox.tls, mailbox.folder, mailbox.done) == (993, "implicit", "INBOX", "move")
    assert (mailbox.poll, mailbox.start, mailbox.history, mailbox.trust) == (timedelta(minutes=1), None, False, "none")


@pytest.mark.parametrize(("tls", "port"), [("implicit", 993), ("starttls", 143), ("none", 143)])
def test_the_port_of_a_mailbox_follows_its_encryption(written: Written, tls: str, port: int) -> None:
    assert written(f'{MAILBOX}tls = "{tls}"').imap[0].port == port


@pytest.mark.parametrize(
    "text",
    ["2026-11-27", '"2026-11-27"', "2026-11-27T00:00:00Z", '"2026-11-27T01:00+01:00"'],
)
def test_a_start_is_read_as_a_date_or_a_moment(written: Written, text: str) -> None:
    assert written(f"{MAILBOX}start = {text}").imap[0].start == datetime(2026, 11, 27, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-11-27T00:00:00", '"2026-11-27T00:00"', "00:30:00", "5"])
def test_a_start_without_a_zone_or_date_is_refused(written: Written, text: str) -> None:
    with pytest.raises(BadConfiguration, match="mailhelp.toml:9:9: imap.start: .* is no moment"):
        written(f"{MAILBOX}start = {text}")


@pytest.mark.parametrize(
    ("account", "imap", "smtp", "limit"),
    [
        ("microsoft365", "outlook.office365.com", "smtp.office365.com", 30),
        ("google", "imap.gmail.com", "smtp.gmail.com", None),
    ],
)
def test_a_known_provider_needs_no_host(
    written: Written, account: str, imap: str, smtp: str, limit: int | None
) -> None:
    login = f'account = "{account}"\nuser = "help@desk.example"\noauth = {{client_id = "1"}}\n'

    settings = written(f'[[imap]]\nname = "support"\n{login}[smtp_out]\n{login}')

    assert (settings.imap[0].host, settings.imap[0].port) == (imap, 993)
    assert settings.smtp_out is not None
    assert (settings.smtp_out.host, settings.smtp_out.port, settings.smtp_out.tls) == (smtp, 587, "starttls")
    assert settings.smtp_out.per_minute == limit


@pytest.mark.parametrize(
    ("host", "tls", "port"),
    [("smtp.desk.example", "starttls", 587), ("127.0.0.1", "none", 25), ("localhost", "none", 25), ("::1", "none", 25)],
)
def test_a_relay_on_this_machine_needs_no_encryption(written: Written, host: str, tls: str, port: int) -> None:
    relay = written(f'[smtp_out]\nhost = "{host}"').smtp_out

    assert relay is not None
    assert (relay.tls, relay.port) == (tls, port)


def test_an_empty_relay_is_none(written: Written) -> None:
    assert written("[smtp_out]").smtp_out is None


@pytest.mark.parametrize(
    ("text", "listen"),
    [
        ("127.0.0.1:2525", Listen("127.0.0.1", 2525)),
        ("[::]:25", Listen("::", 25)),
        ("localhost:0", Listen("localhost", 0)),
    ],
)
def test_a_listener_says_where(written: Written, text: str, listen: Listen) -> None:
    listener = written(f'[smtp_in]\nlisten = "{text}"').smtp_in

    assert listener is not None
    assert listener.listen == listen
    assert (listener.max_size, listener.allow_from, listener.trust) == (40 * 1024 * 1024, (), "none")


@pytest.mark.parametrize("text", ["self", "Self", "mx.desk.example", "microsoft365"])
def test_a_listener_says_who_tells_that_senders_are_real(written: Written, text: str) -> None:
    listener = written(f'[smtp_in]\nlisten = "127.0.0.1:25"\ntrust = "{text}"').smtp_in

    assert listener is not None
    assert listener.trust == text.lower()


@pytest.mark.parametrize("text", [":25", "25", "[::1]", "::1:25", "host:99999", "host:-1", "a b:25", "host:٢"])
def test_what_is_no_place_to_listen_is_refused(written: Written, text: str) -> None:
    with pytest.raises(BadConfiguration, match="is no place to listen"):
        written(f'[smtp_in]\nlisten = "{text}"')


def test_networks_are_read_in_both_families(written: Written) -> None:
    listener = written('[smtp_in]\nlisten = "[::]:25"\nallow_from = ["192.0.2.7", "2001:DB8::/32"]').smtp_in

    assert listener is not None
    assert listener.allow_from == (ip_network("192.0.2.7/32"), ip_network("2001:db8::/32"))


@pytest.mark.parametrize(("text", "size"), [("500B", 500), ("64KB", 65_536), ("2 mb", 2_097_152), ("1GB", 1 << 30)])
def test_sizes_have_units(written: Written, text: str, size: int) -> None:
    assert written(f'[limits]\nparse_memory = "{text}"').limits.parse_memory == size


@pytest.mark.parametrize(("text", "seconds"), [("60s", 60), ("5m", 300), ("2h", 7200), ("30d", 2_592_000)])
def test_durations_have_units(written: Written, text: str, seconds: int) -> None:
    assert written(f'[retention]\nraw = "{text}"').retention.raw == timedelta(seconds=seconds)


def test_settings_do_not_change(written: Written) -> None:
    settings = written("")

    with pytest.raises(ValueError, match="frozen"):
        settings.desk.name = "Other"  # type: ignore[misc]


def test_settings_can_be_given_to_another_process(written: Written) -> None:
    settings = written(MAILBOX)

    copy = pickle.loads(pickle.dumps(settings))

    assert copy == settings
    assert copy.file == settings.file


def test_a_file_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="there is no .*nowhere.toml: run `mailhelp init`"):
        load_settings(tmp_path / "nowhere.toml")


def test_the_default_is_the_file_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BadConfiguration, match="there is no mailhelp.toml"):
        load_settings()


def test_a_folder_instead_of_a_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="cannot be read .*: make it a file this user may read"):
        load_settings(tmp_path)


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "mailhelp.toml").write_bytes(b"\xef\xbb\xbf" + DESK.replace("\n", "\r\n").encode())

    assert load_settings(tmp_path / "mailhelp.toml").desk.name == "Desk"


def test_every_secret_that_cannot_be_read_is_told_with_its_place(written: Written) -> None:
    settings = written(f'{MAILBOX}[smtp_out]\nhost = "smtp.desk.example"\nuser = "u"\npassword = {{file = "gone"}}')

    first, second = unreadable_secrets(settings)

    assert first.startswith("mailhelp.toml:8:12: imap.password: environment variable IMAP_SECRET is not set: set it")
    assert second.startswith("mailhelp.toml:12:12: ")
    assert "gone cannot be read (No such file or directory)" in second


def test_the_file_that_init_writes_loads(tmp_path: Path) -> None:
    text = commented_settings(
        name='The "Desk"', address="help@desk.example", listen="127.0.0.1:2525", to_clients="hold"
    )
    (tmp_path / "mailhelp.toml").write_text(text, encoding="utf-8")

    settings = load_settings(tmp_path / "mailhelp.toml")

    assert (settings.desk.name, settings.notices.to_clients) == ('The "Desk"', "hold")
    assert settings.smtp_in is not None


def test_the_file_that_init_writes_names_every_setting() -> None:
    text = commented_settings()

    missing = [name for name in documented_settings() if name.rpartition(".")[2] not in text]

    oauth_only = {
        "grant",
        "refresh_token",
        "scope",
        "redirect",
        "token_url",
        "device_url",
        "authorize_url",
        "client_secret",
    }
    assert {name.rpartition(".")[2] for name in missing} == oauth_only


def test_a_word_that_names_no_mail_server_is_trusted_by_nobody(written: Written) -> None:
    with pytest.raises(BadConfiguration, match='"yes" cannot be trusted'):
        written('[smtp_in]\nlisten = "127.0.0.1:25"\ntrust = "yes"')
