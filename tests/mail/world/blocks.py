"""Copies of headers and dividing lines that mail programs put above what they answer or forward."""

from dataclasses import dataclass

FROM = "Jo Smith <jo@desk.example>"


@dataclass(frozen=True, slots=True)
class Names:
    """What Outlook calls the headers of the mail it answers, and how it writes a date; `rule` stands above them."""

    sender: str
    sent: str
    to: str
    cc: str
    subject: str
    date: str
    rule: str
    forward: str = ""


OUTLOOK = {
    "en": Names("From", "Sent", "To", "Cc", "Subject", "Tuesday, November 3, 2026 10:12 AM", "Original Message"),
    "de": Names(
        "Von", "Gesendet", "An", "Cc", "Betreff", "Dienstag, 3. November 2026 10:12", "Ursprüngliche Nachricht"
    ),
    "fr": Names("De ", "Envoyé ", "À ", "Cc ", "Objet ", "mardi 3 novembre 2026 10:12", "Message d'origine"),
    "es": Names("De", "Enviado el", "Para", "CC", "Asunto", "martes, 3 de noviembre de 2026 10:12", "Mensaje original"),
    "it": Names("Da", "Inviato", "A", "Cc", "Oggetto", "martedì 3 novembre 2026 10:12", "Messaggio originale"),
    "nl": Names(
        "Van", "Verzonden", "Aan", "CC", "Onderwerp", "dinsdag 3 november 2026 10:12", "Oorspronkelijk bericht"
    ),
    "pl": Names("Od", "Wysłano", "Do", "DW", "Temat", "wtorek, 3 listopada 2026 10:12", "Wiadomość oryginalna"),
    "pt": Names(
        "De", "Enviada em", "Para", "Cc", "Assunto", "terça-feira, 3 de novembro de 2026 10:12", "Mensagem original"
    ),
    "sv": Names("Från", "Skickat", "Till", "Kopia", "Ämne", "den 3 november 2026 10:12", "Ursprungligt meddelande"),
    "da": Names("Fra", "Sendt", "Til", "Cc", "Emne", "3. november 2026 10:12", "Oprindelig meddelelse"),
    "nb": Names("Fra", "Sendt", "Til", "Kopi", "Emne", "tirsdag 3. november 2026 10:12", "Opprinnelig melding"),
    "fi": Names(
        "Lähettäjä",
        "Lähetetty",
        "Vastaanottaja",
        "Kopio",
        "Aihe",
        "tiistai 3. marraskuuta 2026 10.12",
        "Alkuperäinen viesti",
    ),
    "cs": Names("Od", "Odesláno", "Komu", "Kopie", "Předmět", "úterý 3. listopadu 2026 10:12", "Původní zpráva"),
    "ru": Names("От", "Отправлено", "Кому", "Копия", "Тема", "3 ноября 2026 г. 10:12", "Исходное сообщение"),
    "uk": Names("Від", "Надіслано", "Кому", "Копія", "Тема", "3 листопада 2026 р. 10:12", "Вихідне повідомлення"),
    "zh-cn": Names("发件人", "发送时间", "收件人", "抄送", "主题", "2026年11月3日 10:12", "邮件原件"),
    "zh-tw": Names("寄件者", "寄件日期", "收件者", "副本", "主旨", "2026年11月3日 上午 10:12", "原始郵件"),
    "ja": Names("差出人", "送信日時", "宛先", "CC", "件名", "2026年11月3日 10:12", "元のメッセージ"),
    "ko": Names(
        "보낸 사람", "보낸 날짜", "받는 사람", "참조", "제목", "2026년 11월 3일 화요일 오전 10:12", "원본 메시지"
    ),
    "tr": Names("Kimden", "Gönderme Tarihi", "Kime", "Bilgi", "Konu", "3 Kasım 2026 Salı 10:12", "Özgün İleti"),
    "hu": Names("Feladó", "Elküldve", "Címzett", "Másolatot kap", "Tárgy", "2026. november 3. 10:12", "Eredeti üzenet"),
    "ro": Names("De la", "Trimis", "Către", "Cc", "Subiect", "marți, 3 noiembrie 2026 10:12", "Mesaj original"),
    "el": Names("Από", "Στάλθηκε", "Προς", "Κοιν.", "Θέμα", "Τρίτη, 3 Νοεμβρίου 2026 10:12", "Αρχικό μήνυμα"),
    "he": Names("מאת", "נשלח", "אל", "עותק", "נושא", "יום שלישי 3 נובמבר 2026 10:12", "הודעה מקורית"),
    "ar": Names("من", "تم الإرسال", "إلى", "نسخة", "الموضوع", "الثلاثاء 3 نوفمبر 2026 10:12", "الرسالة الأصلية"),
}


def _headers(names: Names, *, bold: str = "", sender: str = FROM, cc: bool = False, colon: str = ":") -> str:
    """Return the block of headers as one text."""
    fields = [(names.sender, sender), (names.sent, names.date), (names.to, "Ann Client")]
    fields += [(names.cc, "Bo <bo@client.example>")] if cc else []
    return "\n".join(f"{bold}{name}{colon}{bold} {value}" for name, value in [*fields, (names.subject, "RE: Printer")])


def outlook(names: Names) -> dict[str, str]:
    """Return how the Outlooks of this world introduce what they answer, by kind."""
    rule = f"-----{names.rule}-----"
    plain = _headers(names)
    return {
        "desktop": plain,
        "desktop, a colleague": _headers(names, sender="Smith, Jo"),
        "desktop, with rule": f"{rule}\n{plain}",
        "desktop, bold": _headers(names, bold="*"),
        "desktop, copies": _headers(names, cc=True, sender="Jo Smith [mailto:jo@desk.example]"),
        "web": f"________________________________\n{plain}",
        "web, wide": f"\n________________________________________\n\n{plain}",
        "mobile": f"{'_' * 32}\n{_headers(names, sender='Jo Smith <jo@desk.example<mailto:jo@desk.example>>')}",
        "mac": _headers(names, bold="**"),
        "wide colon": _headers(names, colon="："),
        "rule alone": rule,
    }


BLOCKS = {language: outlook(names) for language, names in OUTLOOK.items()}

# Programs that have forms of their own.
SEPARATED = {
    "en": {
        "zimbra": f'----- Original Message -----\nFrom: {FROM}\nTo: "Ann" <ann@client.example>\n'
        "Sent: Tuesday, November 3, 2026 10:12:00 AM\nSubject: Printer",
        "zimbra, rule": 'From: "Jo Smith" <jo@desk.example>\nTo: "Ann" <ann@client.example>\n'
        "Sent: Tuesday, November 3, 2026 10:12:00 AM\nSubject: Printer",
        "aol": "-----Original Message-----\nFrom: Jo Smith <jo@desk.example>\nTo: ann <ann@client.example>\n"
        "Sent: Tue, 3 Nov 2026 10:12 am\nSubject: Printer",
        "samsung": f"-------- Original message --------\nFrom: {FROM}\nDate: 03/11/2026 10:12 (GMT+00:00)\n"
        "To: ann@client.example\nSubject: Printer",
        "notes": "From:\tJo Smith <jo@desk.example>\nTo:\tann@client.example\nDate:\t03/11/2026 10:12\n"
        "Subject:\tPrinter",
        "em client": '------ Original Message ------\nFrom "Jo Smith" <jo@desk.example>\nTo ann@client.example\n'
        "Date 03/11/2026 10:12:00\nSubject Printer",
        "protonmail": f"------- Original Message -------\nOn Tuesday, November 3rd, 2026 at 10:12 AM, {FROM} wrote:",
        "blackberry": "  Original Message  \nFrom: Jo Smith\nSent: Tuesday, November 3, 2026 10:12 AM\n"
        "To: ann@client.example\nReply To: jo@desk.example\nSubject: Printer",
        "android": "---- Jo Smith wrote ----",
        "reply message": f"----- Reply message -----\nFrom: {FROM}\nTo: <ann@client.example>\nSubject: Printer\n"
        "Date: Tue, Nov 3, 2026 10:12",
    },
    "de": {
        "gmx": f"Gesendet: Dienstag, 03. November 2026 um 10:12 Uhr\nVon: {FROM}\nAn: ann@client.example\n"
        f"Betreff: Drucker",
        "gmx, quoted names": 'Gesendet: Dienstag, 03. November 2026 um 10:12 Uhr\nVon: "Jo Smith" <jo@desk.example>\n'
        'An: "Ann" <ann@client.example>\nBetreff: Drucker',
        "web.de": f"-------- Original-Nachricht --------\n> Datum: Tue, 03 Nov 2026 10:12:00 +0100\n> Von: {FROM}",
        "samsung": f"-------- Ursprüngliche Nachricht --------\nVon: {FROM}\nDatum: 03.11.26 10:12 (GMT+01:00)\n"
        "An: ann@client.example\nBetreff: Drucker",
        "thunderbird, headers": "-------- Originalnachricht --------\nVon: Jo Smith <jo@desk.example>\n"
        "Gesendet: 3. November 2026 10:12:00 MEZ",
        "notes": "Von:\tJo Smith <jo@desk.example>\nAn:\tann@client.example\nDatum:\t03.11.2026 10:12\n"
        "Betreff:\tDrucker",
        "t-online": f"-----Original-Nachricht-----\nBetreff: Drucker\nDatum: 2026-11-03T10:12:00+0100\nVon: {FROM}\n"
        "An: ann@client.example",
    },
    "fr": {
        "zimbra": f"----- Mail original -----\nDe: {FROM}\nÀ: ann@client.example\n"
        "Envoyé: Mardi 3 Novembre 2026 10:12:00\nObjet: Imprimante",
        "samsung": f"-------- Message d'origine --------\nDe : {FROM}\nDate : 03/11/2026 10:12 (GMT+01:00)\n"
        "À : ann@client.example\nObjet : Imprimante",
        "laposte": f"> Message du 03/11/26 10:12\n> De : {FROM}\n> A : ann@client.example\n> Objet : Imprimante",
    },
    "it": {
        "libero": "----Messaggio originale----\nDa: jo@desk.example\nData: 3-nov-2026 10.12\nA: "
        "<ann@client.example>\n"
        "Ogg: Stampante",
    },
    "pl": {
        "samsung": f"-------- Oryginalna wiadomość --------\nOd: {FROM}\nData: 03.11.2026 10:12 (GMT+01:00)\n"
        "Do: ann@client.example\nTemat: Drukarka"
    },
    "ru": {
        "samsung": f"-------- Исходное сообщение --------\nОт: {FROM}\nДата: 03.11.2026 10:12 (GMT+03:00)\n"
        "Кому: ann@client.example\nТема: Принтер",
        "thunderbird": f"-------- Перенаправленное сообщение --------\nТема: Принтер\nДата: Tue, 3 Nov 2026 "
        f"10:12:00 +0300\n"
        f"От: {FROM}\nКому: ann@client.example",
    },
    "zh-cn": {
        "qq": '------------------ 原始邮件 ------------------\n发件人: "Jo Smith" <jo@desk.example>;\n'
        '发送时间: 2026年11月3日(星期二) 上午10:12\n收件人: "Ann"<ann@client.example>;\n主题: 打印机',
        "qq new": "------------------&nbsp;原始邮件&nbsp;------------------\n"
        '发件人: "Jo Smith" <jo@desk.example>;\n发送时间:&nbsp;2026年11月3日(星期二) 上午10:12\n主题:&nbsp;打印机',
        "163": "---- 回复的原邮件 ----\n| 发件人 | Jo Smith<jo@desk.example> |\n| 发送日期 | 2026年11月3日 10:12 |\n"
        "| 收件人 | <ann@client.example> |\n| 主题 | 打印机 |",
        "foxmail": "发件人： Jo Smith\n发送时间： 2026-11-03 10:12\n收件人： ann\n主题： 打印机",
        "aliyun": f"------------------------------------------------------------------\n发件人：{FROM}\n"
        "发送时间：2026年11月3日(星期二) 10:12\n收件人：ann <ann@client.example>\n主　题：打印机",
    },
    "ja": {
        "becky": "-----Original Message-----\n差出人: Jo Smith <jo@desk.example>\n送信日時: 2026年11月3日 10:12",
        "yahoo": '----- Original Message -----\nFrom: "Jo Smith" <jo@desk.example>\nTo: ann@client.example\n'
        "Date: 2026/11/03, Tue 10:12\nSubject: プリンター",
    },
    "ko": {
        "daum": f"---------[ 받은 메일 내용 ]----------\n제목 : 프린터\n날짜 : 2026년 11월 03일 화요일, 10시 "
        f"12분\n보낸이 : {FROM}\n"
        "받는이 : ann@client.example",
    },
}
# Lines above which a desk asks to write.
MARKERS = {
    "ours": "##- Write above this line -##",
    "zendesk": "##- Please type your reply above this line -##",
    "zendesk de": "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein -##",
    "zendesk fr": "##- Veuillez saisir votre réponse au-dessus de cette ligne -##",
    "zendesk es": "##- Escriba su respuesta por encima de esta línea -##",
    "zendesk it": "##- Digitare la risposta sopra questa riga -##",
    "zendesk nl": "##- Typ uw antwoord boven deze regel -##",
    "zendesk pt": "##- Digite sua resposta acima desta linha -##",
    "zendesk pl": "##- Wpisz odpowiedź powyżej tego wiersza -##",
    "zendesk sv": "##- Skriv ditt svar ovanför den här raden -##",
    "zendesk ru": "##- Введите ответ над этой строкой -##",
    "zendesk ja": "##- この行より上に返信内容を入力してください -##",
    "zendesk zh": "##- 请在此行上方输入回复 -##",
    "zendesk ko": "##- 이 줄 위에 회신을 입력하세요 -##",
    "rules of dashes": "--- Please reply above this line ---",
    "rules of equal signs": "=== Reply above this line ===",
    "helpscout": "-- REPLY ABOVE THIS LINE --",
    "groove": "-----------------Reply above this line-----------------",
    "jira": "—-—-—-—\nReply above this line.",
    "freshdesk de": "--- Bitte antworten Sie oberhalb dieser Linie ---",
    "plain": "Reply above this line to answer",
    "redmine": "----- Please reply above this line -----",
    "teamwork": "=== WRITE YOUR REPLY ABOVE THIS LINE ===",
}
