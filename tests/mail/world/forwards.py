"""How mail programs begin a forwarded mail: by language, and by program; and what its headers are called there."""

from tests.mail.world.blocks import OUTLOOK

ANA = "Ana Smith <ana@x.example>"
GMAIL = {
    "en": "---------- Forwarded message ---------",
    "de": "---------- Weitergeleitete Nachricht ----------",
    "fr": "---------- Message transféré ----------",
    "es": "---------- Mensaje reenviado ----------",
    "it": "---------- Messaggio inoltrato ----------",
    "nl": "---------- Doorgestuurd bericht ----------",
    "pl": "---------- Wiadomość przekazana dalej ----------",
    "pt": "---------- Mensagem encaminhada ----------",
    "sv": "---------- Vidarebefordrat meddelande ----------",
    "da": "---------- Videresendt besked ----------",
    "nb": "---------- Videresendt melding ----------",
    "fi": "---------- Edelleenlähetetty viesti ----------",
    "cs": "---------- Přeposlaná zpráva ----------",
    "ru": "---------- Пересылаемое сообщение ----------",
    "uk": "---------- Переслане повідомлення ----------",
    "zh-cn": "---------- 转发的邮件 ----------",
    "zh-tw": "---------- 轉寄郵件 ----------",
    "ja": "---------- 転送メッセージ ----------",
    "ko": "---------- 전달된 메시지 ----------",
    "tr": "---------- Yönlendirilmiş ileti ----------",
    "hu": "---------- Továbbított üzenet ----------",
    "ro": "---------- Mesaj redirecționat ----------",
    "el": "---------- Προωθημένο μήνυμα ----------",
    "he": "---------- הודעה שהועברה ----------",
    "ar": "---------- رسالة محولة ----------",
}
THUNDERBIRD = {
    "en": "-------- Forwarded Message --------",
    "de": "-------- Weitergeleitete Nachricht --------",
    "fr": "-------- Message transféré --------",
    "es": "-------- Mensaje reenviado --------",
    "it": "-------- Messaggio Inoltrato --------",
    "nl": "-------- Doorgestuurd bericht --------",
    "pl": "-------- Treść przekazanej wiadomości --------",
    "pt": "-------- Mensagem reencaminhada --------",
    "sv": "-------- Vidarebefordrat meddelande --------",
    "da": "-------- Videresendt meddelelse --------",
    "nb": "-------- Videresendt melding --------",
    "fi": "-------- Välitetty viesti --------",
    "cs": "-------- Přeposlaná zpráva --------",
    "ru": "-------- Перенаправленное сообщение --------",
    "uk": "-------- Переслане повідомлення --------",
    "zh-cn": "-------- 转发的消息 --------",
    "zh-tw": "-------- 轉寄訊息 --------",
    "ja": "-------- 転送メッセージ --------",
    "ko": "-------- 전달된 메시지 --------",
    "tr": "-------- İletilmiş İleti --------",
    "hu": "-------- Továbbított üzenet --------",
    "ro": "-------- Mesaj redirecționat --------",
    "el": "-------- Προωθημένο μήνυμα --------",
}
APPLE = {
    "en": "Begin forwarded message:",
    "de": "Anfang der weitergeleiteten Nachricht:",
    "fr": "Début du message réexpédié :",
    "es": "Inicio del mensaje reenviado:",
    "it": "Inizio messaggio inoltrato:",
    "nl": "Begin doorgestuurd bericht:",
    "pl": "Początek przekazywanej wiadomości:",
    "pt": "Início da mensagem encaminhada:",
    "sv": "Vidarebefordrat brev:",
    "da": "Start på videresendt besked:",
    "nb": "Videresendt melding:",
    "fi": "Välitetty viesti alkaa:",
    "cs": "Začátek přeposlané zprávy:",
    "ru": "Начало переадресованного сообщения:",
    "uk": "Початок листа, який пересилається:",
    "zh-cn": "下面是被转发的邮件：",
    "zh-tw": "開始轉寄郵件：",
    "ja": "転送されたメッセージ：",
    "ko": "전달된 메시지 시작:",
    "hu": "Továbbított levél kezdete:",
    "ro": "Începutul mesajului redirecționat:",
}
# What Outlook puts before the subject when it forwards.
PREFIXES = {
    **{"en": "FW:", "de": "WG:", "fr": "TR:", "es": "RV:", "it": "I:", "nl": "FW:", "pl": "PD:", "pt": "ENC:"},
    **{"sv": "VB:", "da": "VS:", "nb": "VS:", "fi": "VL:", "cs": "FW:", "ru": "FW:", "uk": "FW:", "zh-cn": "转发:"},
    **{"zh-tw": "轉寄:", "ja": "FW:", "ko": "FW:", "tr": "İLT:", "hu": "FW:", "ro": "FW:", "el": "FW:", "he": "FW:"},
    "ar": "FW:",
}
COLONS = {"zh-cn": "：", "fr": " :"}


def headers(language: str, *, sender: str = ANA, subject: str = "Site down", bold: str = "", mark: str = "") -> str:
    """Return the copied headers of the forwarded mail."""
    names = OUTLOOK[language]
    fields = (
        (names.sender, sender),
        (names.sent, names.date),
        (names.subject, subject),
        (names.to, "Jo <jo@x.example>"),
    )
    colon = COLONS.get(language, ":")
    return "\n".join(f"{mark}{bold}{name.strip()}{colon}{bold} {value}" for name, value in fields)


FORWARDS = {
    f"{language}, {program}": f"{title}\n{gap}{headers(language, mark=mark)}\n{mark}\n{mark}Our site is down.\n"
    for program, titles, gap, mark in (
        ("gmail", GMAIL, "", ""),
        ("thunderbird", THUNDERBIRD, "", ""),
        ("apple", APPLE, "\n", ""),
        ("apple, marked", APPLE, "\n", "> "),
    )
    for language, title in titles.items()
}
# Told as forwarded by the subject alone.
OUTLOOK_FORWARDS = {
    f"{language}, {program}": (
        f"{PREFIXES[language]} Site down",
        f"{rule}{headers(language, sender=sender, bold=bold)}\n\nDown.",
    )
    for language in OUTLOOK
    for program, rule, sender, bold in (
        ("outlook", "", ANA, ""),
        ("outlook, mailto", "", "Ana Smith [mailto:ana@x.example]", ""),
        ("outlook, bold", "", ANA, "*"),
        ("outlook web", f"{'_' * 32}\n", ANA, ""),
        ("outlook mobile", f"{'_' * 32}\n", "Ana Smith <ana@x.example<mailto:ana@x.example>>", ""),
        ("outlook express", f"-----{OUTLOOK[language].rule}-----\n", ANA, ""),
    )
}
OTHERS = {
    "notes": "----- Forwarded by Jo Client/Harbour on 03/11/2026 10:12 -----\n\nFrom:\tAna <ana@x.example>\n"
    "To:\tjo@client.example\nDate:\t03/11/2026 10:00\nSubject:\tSite down\n\nDown.",
    "notes de": "----- Weitergeleitet von Jo Client/Hafen am 03.11.2026 10:12 -----\n\nVon: Ana <ana@x.example>\n"
    "An: jo@client.example\nDatum: 03.11.2026 10:00\nBetreff: Site down\n\nDown.",
    "yahoo": '----- Forwarded Message -----\nFrom: "Ana Smith" <ana@x.example>\nTo: "Jo" <jo@client.example>\n'
    "Sent: Tuesday, November 3, 2026 at 10:12:00 AM GMT\nSubject: Site down\n\nDown.",
    "protonmail": "------- Forwarded Message -------\nFrom: Ana <ana@x.example>\nDate: On Tuesday, 3 November "
    "2026 at 10:12\n"
    "Subject: Site down\nTo: jo@client.example\n\n\n> Down.",
    "mail.ru": "-------- Пересылаемое сообщение --------\nОт: Ana <ana@x.example>\nКому: jo@client.example\n"
    "Дата: вторник, 3 ноября 2026, 10:12 +03:00\nТема: Site down\n\nDown.",
    "163": '-------- 转发邮件信息 --------\n发件人："Ana" <ana@x.example>\n发送日期：2026-11-03 10:12:00\n'
    "收件人：jo@client.example\n主题：Site down\n\nDown.",
    "qq": '------------------ 转发邮件 ------------------\n发件人: "Ana" <ana@x.example>;\n发送时间: '
    "2026年11月3日(星期二) 10:12\n"
    '收件人: "Jo"<jo@client.example>;\n主题: Site down\n\nDown.',
    "zimbra": '----- Forwarded Message -----\nFrom: "Ana" <ana@x.example>\nTo: "Jo" <jo@client.example>\n'
    "Sent: Tuesday, November 3, 2026 10:12:00 AM\nSubject: Site down\n\nDown.",
    "samsung": "-------- Weitergeleitete Nachricht --------\nVon: Ana <ana@x.example>\nDatum: 03.11.26 10:12 "
    "(GMT+01:00)\n"
    "An: jo@client.example\nBetreff: Site down\n\nDown.",
}
