"""Charsets of mail that names none, by the look of its letters."""

import pytest

from mailhelp.mail.charsets import decoded

SAMPLES = {
    "Здравствуйте! У нас не работает принтер в бухгалтерии.": "koi8-r cp1251 iso8859-5 cp866",
    "ПОМОГИТЕ СРОЧНО": "koi8-r cp1251",
    "Re: Счет №15 за хостинг www.client.example/shop/index.html": "cp1251",
    "Доброго дня, не працює пошта, допоможіть будь ласка її відновити": "koi8-u cp1251",
    "Здравейте, сайтът ни не работи от тази сутрин": "cp1251",
    "Καλημέρα, ο εκτυπωτής δεν λειτουργεί από χθες": "cp1253 iso8859-7",
    "Πρόβλημα με το email": "cp1253",
    "שלום, האתר שלנו לא עובד מהבוקר": "cp1255 iso8859-8",
    "שלום עולם": "cp1255",
    "مرحبا، موقعنا لا يعمل منذ الصباح": "cp1256",
    "สวัสดีครับ เว็บไซต์ของเราใช้งานไม่ได้ตั้งแต่เช้า": "cp874",
    "เครื่องพิมพ์เสีย": "cp874",
    "プリンターの不具合について": "euc_jp cp932 iso2022_jp",
    "打印机坏了": "gb18030",
    "印表機壞了": "big5",
    "안녕하세요, 오늘 아침부터 저희 웹사이트가 열리지 않습니다.": "cp949 iso2022_kr",
    "프린터 고장": "cp949",
    "Grüße": "cp1252",
    "Bonjour, où est passé notre site ? Ça ne répond plus à cette adresse, où que l’on soit": "cp1252",
    "Hej, printeren på kontoret virker ikke længere, hvad gør vi?": "cp1252",
    "Góðan daginn, prentarinn virkar ekki því hann er bilaður, hvað getum við gert? ný æði þá": "cp1252",
    "¿Por qué no funciona el año nuevo? ¡Mañana!": "cp1252",
    "Não conseguimos acessar o site, informações são necessárias": "cp1252",
    "Dzień dobry, drukarka nie działa, proszę o pomoc, zażółć gęślą jaźń": "cp1250 iso8859-2",
    "Dobrý den, tiskárna nefunguje, prosím o pomoc, příliš žluťoučký kůň": "cp1250 iso8859-2",
    "Merhaba, yazıcı çalışmıyor, şifremi değiştirmek istiyorum, iğne": "cp1254",
    "Bună ziua, imprimanta nu funcţionează şi vă rog să mă ajutaţi": "cp1250",
}


@pytest.mark.parametrize(
    ("text", "codec"), [(text, codec) for text, codecs in SAMPLES.items() for codec in codecs.split()]
)
def test_the_charset_is_told_by_its_letters(text: str, codec: str) -> None:
    assert decoded(text.encode(codec), None) == (text, True)
