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


@pytest.mark.parametrize(
    ("names", "codec"),
    [
        ("utf-8 UTF8 utf_8 utf8mb4 utf-8-mac x-utf-8 unicode-1-1-utf-8 en_US.UTF-8 windows-65001", "utf-8"),
        ('"utf-8" \'utf-8\' 3D"utf-8" =3Dutf-8 charset=utf-8 utf-8;format=flowed utf-8(note)', "utf-8"),
        ("utf-16le UTF16LE utf_16_le", "utf-16-le"),
        ("us-ascii US_ASCII ascii us-ascii7 ansi_x3.4-1968 windows-20127", "ascii"),
        ("iso-8859-1 ISO_8859-1 iso8859-1 iso88591 latin1 iso-8859-1:1987 windows-1252 cp-1252 win1252 ansi", "cp1252"),
        ("x-user-defined windows-1252http-equivcontent-type x-cp1252 ms-ansi", "cp1252"),
        ("iso-8859-8-i iso-8859-8-e ISO-8859-8", "iso8859-8"),
        ("iso-8859-2 latin2 windows-28592", "iso8859-2"),
        ("iso-8859-9 windows-1254", "cp1254"),
        ("iso-8859-11 tis-620 windows-874 cp874", "cp874"),
        ("cp-850 ibm850 IBM-850 cp850 dos-850", "cp850"),
        ("koi8-r KOI8R windows-20866 koi8", "koi8-r"),
        ("koi8-u koi8-ru", "koi8-u"),
        ("win-1251 windows-1251 x-cp1251 cp1251", "cp1251"),
        ("macintosh x-mac-roman mac-roman macroman", "mac-roman"),
        ("x-mac-cyrillic x-mac-ukrainian windows-10007", "mac-cyrillic"),
        ("x-mac-ce x-mac-centraleurroman", "mac-latin2"),
        ("x-mac-greek", "mac-greek"),
        ("gb2312 GB_2312-80 gbk x-gbk gb18030 cp936 windows-936 euc-cn", "gb18030"),
        ("big5 x-x-big5 cn-big5 windows-950", "big5hkscs"),
        ("ks_c_5601-1987 ks_c_5601 ksc5601 euc-kr x-windows-949 cp949 uhc korean", "cp949"),
        ("shift_jis shift-jis x-sjis sjis windows-31j ms_kanji cp932 x-mac-japanese", "cp932"),
        ("euc-jp x-euc-jp eucjp windows-51932", "euc_jp"),
        ("iso-2022-jp ISO-2022-JP-MS csISO2022JP cp50220 cp50221 iso2022jp", "iso2022_jp_ext"),
        ("unicode-1-1-utf-7 x-unicode-2-0-utf-7 utf-7", "utf-7"),
        ("hz-gb-2312", "hz"),
        ("unknown-8bit x-unknown unknown 8bit binary none default iso-8859-99 cp037 cp500 base64 os aliases", None),
    ],
)
def test_charset_names_are_read_as_mail_writes_them(names: str, codec: str | None) -> None:
    assert {name: codec_for(name) for name in names.split()} == dict.fromkeys(names.split(), codec)


def test_a_charset_name_with_a_comment_is_read() -> None:
    assert codec_for("utf-8 (quoted)") == codec_for(' "utf-8 " ') == "utf-8"


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        (b"Gr\xfc\xdfe aus K\xf6ln und noch viel mehr Text ohne Umlaute dahinter", "utf-8", "Grüße aus Köln und noch"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        ("Grüße".encode(), "windows-1250", "Grüße"),
        ("Привет".encode(), "koi8-r", "Привет"),
        ("смета на ремонт".encode("koi8-r"), "us-ascii", "смета на ремонт"),
        (b"\x80 5 \x93a\x94", "iso-8859-15", "€ 5 “a”"),
        (b"\x8e\x9a\xe8", "iso-8859-2", "Žšč"),
        (b"\x81\x93a\x94", "windows-1252", "\ufffd“a”"),
        (b"\xef\xbb\xbfhi", "utf-8", "hi"),
        (b"\xef\xbb\xbfh\xc3\xa9", "iso-8859-1", "hé"),
        (b"\xff\xfeh\0i\0", "utf-16", "hi"),
        (b"\xfe\xff\0h\0i", "utf-8", "hi"),
        (b"h\0i\0 \0t\0", "us-ascii", "hi t"),
        (b"\0h\0i\0 \0t", "utf-16", "hi t"),
        (b"hi there", "utf-16", "hi there"),
        (b"\x1b$B-!\x1b(I1!\x1b(Babc", "iso-2022-jp", "①ｱ｡abc"),
        (b"\x1b$B|q\x1b(B", "iso-2022-jp", "ⅰ"),
        (b"\x1b$)C\x0e>H3g\x0f", "iso-2022-kr", "안녕"),
        (b"\x1b$B%W%j\x1b(B", None, "プリ"),
        ("Grüße".encode()[:4], "utf-8", "Grü"),
    ],
)
def test_a_wrong_charset_is_put_right(content: bytes, charset: str | None, text: str) -> None:
    assert decoded(content, charset)[0].startswith(text)


def _written_twice(text: str) -> bytes:
    undefined = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    return "".join(chr(one) if one in undefined else bytes((one,)).decode("cp1252") for one in text.encode()).encode()


@pytest.mark.parametrize(
    "text",
    [
        "Die Überprüfung für Größe und Länge schlägt fehl. Grüße",
        "It’s down – we don’t know why, they’ll tell. “Hi”, it isn’t",
        "L’été à la mer, où ça ? Voilà, c’est réglé",
    ],
)
def test_utf_8_that_was_encoded_twice_is_read(text: str) -> None:
    assert decoded(_written_twice(text), "utf-8") == (text, True)


@pytest.mark.parametrize(
    "text", ["The page shows Ã¼ for ü.", "We see Ã¼, Ã¶ and â€™ on our page.", "NÃO, SÃO JOÃO, MAÇÃ", "GrÃ¼n?"]
)
def test_who_writes_about_wrong_letters_keeps_them(text: str) -> None:
    assert decoded(text.encode(), "utf-8") == (text, False)
