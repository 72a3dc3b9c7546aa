"""Introductions that vary: other wrapping, other blanks, other programs; each with the quote that follows it."""

Q = "Please try it once more.\nDoes it work?"
M = "> Please try it once more.\n> Does it work?"

TAILS = (
    "On Tue, Nov 3, 2026, 10:12 AM Jo Smith <jo@desk.example> wrote:\n\n" + M,
    "On Tue, Nov 3, 2026, 10:12 AM Jo Smith via Desk <\njo@desk.example> wrote:\n\n" + M,
    "On 03 Nov 2026, at 10:12, Jo Smith (Desk) <jo@desk.example> wrote:\n\n" + M,
    "On 3. Nov 2026, at 10:12, Jo Smith <jo@desk.example <mailto:jo@desk.example>> wrote:\n\n" + Q,
    "On Tuesday, 3 November 2026 at 10:12, Jo Smith <jo@desk.example> wrote:\n\n" + Q,
    "Jo Smith <jo@desk.example> schrieb am Di., 3. Nov. 2026, 10:12:\n\n" + M,
    "Jo Smith <jo@desk.example> schrieb am Di., 3. Nov. 2026, 10:12:\n\n" + Q,
    "Jo Smith <jo@desk.example> ezt írta (időpont: 2026. nov. 3., Ke 10:12):\n\n" + M,
    "El El mar, 3 nov 2026 a las 10:12, Jo Smith <jo@desk.example> escribió:\n\n" + M,
    "Le mar. 3 nov. 2026, 10:12, Jo Smith <jo@desk.example> a écrit :\n\n" + M,
    "Il mar 3 nov 2026, 10:12 Jo Smith <jo@desk.example> ha scritto:\n\n" + M,
    "Op di 3 nov. 2026 10:12 schreef Jo Smith <jo@desk.example>:\n\n" + M,
    "Em ter, 3 de nov de 2026 10:12, Jo Smith <jo@desk.example> escreveu:\n\n" + M,
    "A ter., 3/11/2026, 10:12, Jo Smith <jo@desk.example> escreveu:\n\n" + M,
    "wt., 3 lis 2026, 10:12 użytkownik Jo Smith <jo@desk.example> napisał:\n\n" + M,
    "tis 3 nov. 2026 kl. 10:12 skrev Jo Smith <jo@desk.example>:\n\n" + M,
    "ti 3. marrask. 2026 klo 10.12 Jo Smith <jo@desk.example> kirjoitti:\n\n" + M,
    "вт, 3 ноября 2026 г., 10:12 Jo Smith <jo@desk.example>:\n\n" + M,
    "вт, 3 нояб. 2026 г., 10:12 Jo Smith <jo@desk.example>:\n\n" + Q,
    "пн, 3 лист. 2026 р., 10:12 користувач Jo Smith <jo@desk.example> пише:\n\n" + M,
    "út 3. 11. 2026 10:12 odesílatel Jo Smith <jo@desk.example> napsal:\n\n" + M,
    "3 Kas 2026 Sal 10:12 tarihinde Jo Smith <jo@desk.example> şunu yazdı:\n\n" + M,
    "Στις Τρί, 3 Νοε 2026, 10:12 ο χρήστης Jo Smith <jo@desk.example> έγραψε:\n\n" + M,
    "Pe mar., 3 nov. 2026, 10:12 Jo Smith <jo@desk.example> a scris:\n\n" + M,
    "2026년 11월 3일 (화) 10:12, Jo Smith <jo@desk.example>님이 작성:\n\n" + M,
    "2026. 11. 3. 10:12, Jo Smith <jo@desk.example> 작성:\n\n" + Q,
    "2026年11月3日(火) 午前10:12 Jo Smith <jo@desk.example>:\n\n" + M,
    "Jo Smith <jo@desk.example>于2026年11月3日 周二10:12写道：\n\n" + M,
    "Jo Smith <jo@desk.example> 于2026年11月3日周二 10:12写道：\n\n" + Q,
    "在2026年11月3日 10:12:00, Jo Smith 写道:\n\n" + M,
    '------------------ Original ------------------\nFrom:  "Jo Smith"<jo@desk.example>;\nDate:  Tue, Nov 3, '
    '2026 10:12 AM\nTo:  "ann"<ann@client.example>;\n\nSubject:  Printer\n\n\n' + Q,
    '------------------&nbsp;原始邮件&nbsp;------------------\n发件人:&nbsp;"Jo"<jo@desk.example>;\n\n' + Q,
    "\n\n\n\n\n在 2026-11-03 10:12:00，jo@desk.example 写道：\n\n" + M,
    '---原始邮件---\n发件人: "Jo"<jo@desk.example>\n发送时间: 2026年11月3日(周二) 10:12\n收件人: '
    '"ann"<ann@client.example>;\n主题: 打印机\n\n' + Q,
    "---- Replied Message ----\n| From | Jo Smith<jo@desk.example> |\n| Date | 11/3/2026 10:12 |\n| To | "
    "ann@client.example<ann@client.example> |\n| Subject | Printer |\n\n" + Q,
    "________________________________\n发件人: Jo Smith <jo@desk.example>\n发送时间: Tuesday, November 3, 2026 "
    "10:12 AM\n收件人: Ann <ann@client.example>\n主题: Printer\n\n" + Q,
    "________________________________________\nDe: Jo Smith <jo@desk.example>\nEnvoyé: mardi 3 novembre 2026 "
    "10:12\nÀ: Ann\nObjet: Imprimante\n\n" + Q,
    "-------- Mensaje original --------\nDe: Jo Smith <jo@desk.example>\nFecha: 3/11/26 10:12 (GMT+01:00)\n"
    "Para: ann@client.example\nAsunto: Impresora\n\n" + Q,
    "-------- Messaggio originale --------\nDa: Jo Smith <jo@desk.example>\nData: 03/11/26 10:12 (GMT+01:00)\n"
    "A: ann@client.example\nOggetto: Stampante\n\n" + Q,
    "-------- Ursprungligt meddelande --------\nFrån: Jo Smith <jo@desk.example>\nDatum: 2026-11-03 10:12 "
    "(GMT+01:00)\nTill: ann@client.example\nÄmne: Skrivare\n\n" + Q,
    "Von meinem Samsung Galaxy Smartphone gesendet.\n-------- Ursprüngliche Nachricht --------Von: Jo Smith "
    "<jo@desk.example> Datum: 03.11.26  10:12  (GMT+01:00) An: ann@client.example Betreff: Drucker \n" + Q,
    "Sent from my iPhone\n\n> On 3 Nov 2026, at 10:12, Jo Smith <jo@desk.example> wrote:\n> \n" + M,
    "Sent from my iPhone\n\nOn 3 Nov 2026, at 10:12, Jo Smith <jo@desk.example> wrote:\n\n" + Q,
    "Von meinem iPhone gesendet\n\n> Am 03.11.2026 um 10:12 schrieb Jo Smith <jo@desk.example>:\n> \n" + M,
    "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Jo Smith "
    "<jo@desk.example>\nSent: Tuesday, November 3, 2026 10:12:00 AM\nTo: Ann <ann@client.example>\nSubject: Re: "
    "Printer\n\n" + Q,
    "From: Jo Smith <jo@desk.example>\nDate: Tuesday, 3 November 2026 at 10:12\nTo: Ann <ann@client.example>\n"
    "Cc: Bo\nSubject: Printer\n\n" + Q,
    "From: Jo Smith via Desk <jo@desk.example>\nReply-To: Desk <help@desk.example>\nDate: Tuesday, 3 November "
    "2026 at 10:12\nTo: Ann <ann@client.example>\nSubject: Printer\n" + Q,
    "Von: Jo Smith <jo@desk.example>\nDatum: Dienstag, 3. November 2026 um 10:12\nAn: Ann <ann@client.example>\n"
    "Betreff: Drucker\n\n" + Q,
    "De : Jo Smith <jo@desk.example>\nDate : mardi, 3 novembre 2026 à 10:12\nÀ : Ann <ann@client.example>\n"
    "Objet : Imprimante\n\n" + Q,
    "Da: Jo Smith <jo@desk.example>\nInviato: martedì 3 novembre 2026 10:12\nA: Ann; Bo\nCc: Cy; Di\nOggetto: "
    "R: Stampante\nPriorità: Alta\n\n" + Q,
    "From: Smith, Jo (Desk)\nSent: 03 November 2026 10:12\nTo: Client, Ann\nSubject: RE: Printer [#123]\n"
    "Importance: High\n\n" + Q,
    "**From:** Jo Smith <jo@desk.example>\n**Sent:** Tuesday, November 3, 2026 10:12 AM\n**To:** Ann\n"
    "**Subject:** Printer\n\n" + Q,
    "_____________________________________________\nFrom: Jo\nSent: 03 November 2026 10:12\nTo: Ann\nSubject: "
    "Printer\n\n\n" + Q,
    "-----Opprinnelig melding-----\nFra: Jo [mailto:jo@desk.example] \nSendt: 3. november 2026 10:12\nTil: Ann\n"
    "Emne: Skriver\n\n" + Q,
    "-----Původní zpráva-----\nOd: Jo [mailto:jo@desk.example]\nOdesláno: 3. listopadu 2026 10:12\nKomu: Ann\n"
    "Předmět: Tiskárna\n\n" + Q,
    "---------- Původní e-mail ----------\nOd: Jo <jo@desk.example>\nKomu: ann\nDatum: 3. 11. 2026 10:12:00\n"
    "Předmět: Tiskárna\n\n" + Q,
    "Jo <jo@desk.example> wrote on Tue, 3 Nov 2026 10:12:\n\n" + M,
    "Quoting Jo <jo@desk.example>:\n\n" + M,
    "Citando Jo <jo@desk.example>:\n\n" + M,
    "* Jo Smith <jo@desk.example> [2026-11-03 10:12]:\n" + M,
    "Jo wrote:\n" + M,
    "Hi Ann, you wrote:\n" + M,
    "Em 03-11-2026 10:12, Jo Smith escreveu:\n" + M,
    "Em 03/11/2026 às 10:12, Jo Smith escreveu:\n" + Q,
    "Le 03/11/2026 à 10:12, Jo Smith - Desk a écrit :\n" + M,
    "Am Dienstag, den 03.11.2026, 10:12 +0100 schrieb Jo Smith:\n" + M,
    "Op 3-11-2026 om 10:12 schreef Jo Smith:\n" + M,
    "Dne 3.11.2026 v 10:12 Jo Smith napsal(a):\n" + M,
    "W dniu 3.11.2026 o 10:12, Jo Smith pisze:\n" + Q,
    "##- Please type your reply above this line -##\n\nYour request (123) has been updated.\n\n" + Q,
    "On Tue, Nov 3, 2026 at 10:12 AM Jo <jo@desk.example> wrote:\n\n> ##- Write above this line -##\n>\n" + M,
    "---------- Reply above this line ----------\n" + Q,
    "ᐧ\n\nOn Tue, Nov 3, 2026 at 10:12 AM Jo <jo@desk.example> wrote:\n\n" + M,
    "-- \n*Ann Client*\nHarbour Dental\nM: +44 7700 900000\n\nOn Tue, Nov 3, 2026 at 10:12 AM Jo "
    "<jo@desk.example> wrote:\n\n" + M,
    "On Tue, Nov 3, 2026 at 10:12 AM Jo <jo@desk.example> wrote:\n\n> Please try it once more.\n> Does it "
    "work?\n\n\n-- \nAnn Client\nHarbour Dental",
)
