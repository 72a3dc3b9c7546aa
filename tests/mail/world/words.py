"""What a client writes and what the desk wrote before, in each language; every answer is sure to be kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """own: the client's answer, of two paragraphs. second: one more answer. quoted, asked: lines of the desk."""

    own: str
    second: str
    quoted: str
    asked: str


WORDS = {
    "en": Words(
        "It still does not print.\n\nSince 10:30 on Monday: nothing at all.",
        "No, the scanner works.",
        "Please try it once more.",
        "Does the scanner work?",
    ),
    "de": Words(
        "Es druckt immer noch nicht.\n\nSeit Montag um 10:30 Uhr: gar nichts.",
        "Nein, der Scanner geht.",
        "Bitte versuchen Sie es noch einmal.",
        "Geht der Scanner?",
    ),
    "fr": Words(
        "Cela n'imprime toujours pas.\n\nDepuis lundi à 10h30 : rien du tout.",
        "Non, le scanner marche.",
        "Merci d'essayer encore une fois.",
        "Le scanner marche-t-il ?",
    ),
    "es": Words(
        "Sigue sin imprimir.\n\nDesde el lunes a las 10:30: nada de nada.",
        "No, el escáner funciona.",
        "Por favor, inténtelo otra vez.",
        "¿Funciona el escáner?",
    ),
    "it": Words(
        "Continua a non stampare.\n\nDa lunedì alle 10:30: niente.",
        "No, lo scanner funziona.",
        "Provi ancora una volta.",
        "Lo scanner funziona?",
    ),
    "nl": Words(
        "Hij print nog steeds niet.\n\nSinds maandag om 10:30: helemaal niets.",
        "Nee, de scanner werkt.",
        "Probeer het nog eens.",
        "Werkt de scanner?",
    ),
    "pl": Words(
        "Nadal nie drukuje.\n\nOd poniedziałku od 10:30: nic.",
        "Nie, skaner działa.",
        "Proszę spróbować jeszcze raz.",
        "Czy skaner działa?",
    ),
    "pt": Words(
        "Ainda não imprime.\n\nDesde segunda às 10:30: nada.",
        "Não, o scanner funciona.",
        "Por favor, tente de novo.",
        "O scanner funciona?",
    ),
    "sv": Words(
        "Den skriver fortfarande inte ut.\n\nSedan måndag kl. 10:30: ingenting.",
        "Nej, skannern fungerar.",
        "Försök en gång till.",
        "Fungerar skannern?",
    ),
    "da": Words(
        "Den udskriver stadig ikke.\n\nSiden mandag kl. 10.30: intet.",
        "Nej, scanneren virker.",
        "Prøv en gang til.",
        "Virker scanneren?",
    ),
    "nb": Words(
        "Den skriver fortsatt ikke ut.\n\nSiden mandag kl. 10:30: ingenting.",
        "Nei, skanneren virker.",
        "Prøv en gang til.",
        "Virker skanneren?",
    ),
    "fi": Words(
        "Se ei tulosta vieläkään.\n\nMaanantaista klo 10.30 lähtien: ei mitään.",
        "Ei, skanneri toimii.",
        "Kokeile vielä kerran.",
        "Toimiiko skanneri?",
    ),
    "cs": Words(
        "Stále to netiskne.\n\nOd pondělí od 10:30: vůbec nic.",
        "Ne, skener funguje.",
        "Zkuste to prosím ještě jednou.",
        "Funguje skener?",
    ),
    "ru": Words(
        "Всё ещё не печатает.\n\nС понедельника с 10:30: совсем ничего.",
        "Нет, сканер работает.",
        "Попробуйте ещё раз.",
        "Сканер работает?",
    ),
    "uk": Words(
        "Досі не друкує.\n\nВід понеділка з 10:30: зовсім нічого.",
        "Ні, сканер працює.",
        "Спробуйте ще раз.",
        "Сканер працює?",
    ),
    "zh-cn": Words(
        "还是打印不了。\n\n从周一10:30开始：什么都没有。", "不，扫描仪可以用。", "请再试一次。", "扫描仪可以用吗？"
    ),
    "zh-tw": Words(
        "還是無法列印。\n\n從週一10:30開始：什麼都沒有。", "不，掃描器可以用。", "請再試一次。", "掃描器可以用嗎？"
    ),
    "ja": Words(
        "まだ印刷できません。\n\n月曜日の10:30から：何も出ません。",
        "いいえ、スキャナーは動きます。",
        "もう一度お試しください。",
        "スキャナーは動きますか？",
    ),
    "ko": Words(
        "아직 인쇄가 안 됩니다.\n\n월요일 10:30부터: 아무것도 안 나옵니다.",
        "아니요, 스캐너는 됩니다.",
        "다시 한 번 해 보세요.",
        "스캐너는 됩니까?",
    ),
    "tr": Words(
        "Hâlâ yazdırmıyor.\n\nPazartesi 10:30'dan beri: hiçbir şey.",
        "Hayır, tarayıcı çalışıyor.",
        "Lütfen bir kez daha deneyin.",
        "Tarayıcı çalışıyor mu?",
    ),
    "hu": Words(
        "Még mindig nem nyomtat.\n\nHétfő 10:30 óta: semmi.",
        "Nem, a szkenner működik.",
        "Kérem, próbálja újra.",
        "Működik a szkenner?",
    ),
    "ro": Words(
        "Tot nu tipărește.\n\nDe luni de la 10:30: nimic.",
        "Nu, scanerul merge.",
        "Încercați încă o dată.",
        "Merge scanerul?",
    ),
    "el": Words(
        "Ακόμα δεν εκτυπώνει.\n\nΑπό τη Δευτέρα στις 10:30: τίποτα.",
        "Όχι, ο σαρωτής λειτουργεί.",
        "Δοκιμάστε ξανά.",
        "Λειτουργεί ο σαρωτής;",
    ),
    "he": Words("עדיין לא מדפיס.\n\nמיום שני ב-10:30: כלום.", "לא, הסורק עובד.", "נסו שוב בבקשה.", "הסורק עובד?"),
    "ar": Words(
        "لا تزال لا تطبع.\n\nمنذ الاثنين 10:30: لا شيء.", "لا، الماسح يعمل.", "حاولوا مرة أخرى.", "هل يعمل الماسح؟"
    ),
}
