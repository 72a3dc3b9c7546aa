"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.mail.charsets import codec_for, decoded


@pytest.mark.parametrize(
    ("charset", "content", "text"),
    [
        ("ks_c_5601-1987", "안녕".encode("cp949"), "안녕"),
        ("gb2312", "镕".encode("gb18030"), "镕"),
        ("unicode-1-1-utf-7", b"+AOk-", "é"),
        ("iso-8859-1", b"\x93hi\x94", "“hi”"),
        ("us-ascii", "é".encode(), "é"),
        ("iso-2022-jp", b"\x1b$B-!\x1b(B", "①"),
        ('"UTF8"', "é".encode(), "é"),
    ],
)
def test_a_charset_is_read_as_its_senders_mean_it(charset: str, content: bytes, text: str) -> None:
    assert decoded(content, charset)[0] == text


@pytest.mark.parametrize(
    "charset", ["rot13", "zlib", "idna", "punycode", "unicode_escape", "hex", "undefined", "x" * 99]
)
def test_a_codec_that_is_no_charset_is_refused(charset: str) -> None:
    assert codec_for(charset) is None


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Привет, у нас не работает почта и сайт", "koi8_r"),
        ("Привет, у нас не работает почта и сайт", "cp1251"),
        ("Größe und Länge stimmen nicht", "cp1252"),
        ("我们的网站打不开，请帮忙看一下", "gb18030"),
    ],
)
def test_a_missing_charset_is_guessed(text: str, charset: str) -> None:
    assert decoded(text.encode(charset), None) == (text, True)


def test_a_few_broken_bytes_do_not_change_the_charset() -> None:
    text, guessed = decoded("Здравствуйте, ".encode() * 5 + b"\xaa", "utf-8")

    assert text.startswith("Здравствуйте")
    assert guessed


@given(
    st.binary(max_size=400),
    st.sampled_from(["utf-8", "utf-7", "iso-2022-jp", "gb2312", "big5", "utf-16", "hz", "nope", None]),
)
def test_any_bytes_in_any_charset_give_text(content: bytes, charset: str | None) -> None:
    text, _ = decoded(content, charset)

    assert text.encode("utf-8").decode("utf-8") == text


def test_japanese_in_another_charset_than_it_claims_is_guessed() -> None:
    words = "次のあて先へのメッセージはエラーのため送信できませんでした。"

    assert decoded(words.encode("euc_jp"), "ISO-2022-JP") == (words, True)


@pytest.mark.parametrize(
    ("codec", "words"),
    [
        ("euc_jp", "お世話になっております。プリンターが動きません。"),
        ("cp932", "お世話になっております。プリンターが動きません。"),
        ("cp949", "비밀번호를 잊어버렸습니다. 도와주세요."),
        ("gb18030", "请问如何重置我的邮箱密码？"),
        ("big5hkscs", "請問如何重設我的郵箱密碼？"),
        ("koi8_r", "Ответ: принтер не работает"),
        ("cp1251", "Ответ: принтер не работает"),
        ("cp1251", "ПРИНТЕР НЕ РАБОТАЕТ"),
    ],
)
def test_words_in_an_untold_charset_are_guessed(codec: str, words: str) -> None:
    assert decoded(words.encode(codec), None) == (words, True)
