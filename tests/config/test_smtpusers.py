"""Staff who may log in to the listener."""

from pathlib import Path

import pytest

from mailhelp.config.smtpusers import load_users, user_line
from mailhelp.core.errors import BadConfiguration

SALT = bytes(range(16))
ANA = user_line("Ana@desk.example", "pass:wörd", SALT)


def users_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "users"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_a_user_logs_in_with_the_password_of_the_line(tmp_path: Path) -> None:
    users = load_users(users_file(tmp_path, f"# staff\n\n{ANA}\n"))

    assert users.verify("ana@desk.example", "pass:wörd")
    assert users.verify("ANA@desk.example", "pass:wörd")


@pytest.mark.parametrize(
    ("user", "password"),
    [
        ("ana@desk.example", "pass:word"),
        ("ana@desk.example", ""),
        ("tom@desk.example", "pass:wörd"),
        ("", ""),
        ("ana@desk.example", "\udcff"),
        ("ana@desk.example", "pass:wörd" * 1000),
    ],
)
def test_nobody_else_logs_in(user: str, password: str, tmp_path: Path) -> None:
    assert not load_users(users_file(tmp_path, ANA)).verify(user, password)


def test_a_line_holds_no_password() -> None:
    assert ANA.startswith("ana@desk.example:scrypt$16384$8$1$")
    assert "pass" not in ANA


@pytest.mark.parametrize(
    "line",
    [
        "ana@desk.example:secret",
        "ana@desk.example:scrypt$16384$8$1$AAAA$AAAA",
        ANA.replace("$16384$", "$16383$"),
        ANA.replace("$16384$", "$1073741824$"),
        ANA.replace("scrypt", "bcrypt"),
        ANA.replace("ana@desk.example", "ana"),
    ],
)
def test_a_line_that_is_none_is_refused_with_its_place(line: str, tmp_path: Path) -> None:
    with pytest.raises(
        BadConfiguration, match=r"users:2:1: this is no line of a user: allowed is address:scrypt\$N"
    ) as refused:
        load_users(users_file(tmp_path, f"# staff\n{line}\n"))

    assert "secret" not in str(refused.value)


def test_one_user_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="users:2:1: ana@desk.example is there twice"):
        load_users(users_file(tmp_path, f"{ANA}\n{ANA}\n"))


def test_a_file_that_everyone_may_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="chmod 600"):
        load_users(users_file(tmp_path, ANA, mode=0o644))
