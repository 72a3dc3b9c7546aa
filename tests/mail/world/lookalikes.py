"""More words of clients that look like quotes, signatures or copied headers; none of them may be cut."""

LOOKALIKES = {
    "an autoresponder": "Could you set up an autoresponder:\n\nOn holiday until 3 Nov 2026, back at 10:12.\n"
    "Contact Bo <bo@client.example>:\nhe will help.\n\nThanks",
    "a footer to add": "The footer of our mails should read:\n\n-- \nHarbour Dental Ltd\nTel 020 7946 0000\n"
    "www.harbour.example\n\nPlease add this to all staff signatures by Friday, and tell me when it is done so "
    "that I can inform them.",
    "a disclaimer to add": "Please put this disclaimer below our mails:\n\nThis email and any files transmitted "
    "with it are confidential and intended solely for the use of the individual to whom they are addressed. If "
    "you have received this email in error please notify the system manager.\n\nCan you do it today?",
    "a disclaimer to add, at the end": "Please put this disclaimer below our mails:\n\nThis email and any files "
    "transmitted with it are confidential and intended solely for the use of the individual to whom they are "
    "addressed. If you have received this email in error please notify the system manager.",
    "a heading with a rule": "Error log\n---------\n10:12:01 Ann\n10:12:02 Bo",
    "users between rules": "Users to create:\n\n---\nAnn Client\nann@client.example\n---\nBo Client\nbo@client.example",
    "a user under a rule": "Users to create:\n\n________________\nAnn Client\nann@client.example\n020 7946 0000",
    "a user under a delimiter": "New contact details:\n\n--\nAnn Client\nann@client.example",
    "a table of times": "See the log:\n\n| 10:12 | error |\n| 10:13 | error |\n",
    "a page that quotes": "> Hello\n\nthat is what the page says instead of the menu.",
    "a bot that says yes": "Is the site down?\n> yes\nThat is all I get from the bot. Ideas?",
    "a chat": "Chat:\nAnn> hello\nBo> hi, the shop is down\nAnn> since when\nBo> 10:12",
    "headers by hand": "From: Ann\nTo: Desk\n\nThe printer is on fire.",
    "a move": "We moved.\n\nOld address:\nFrom: 1 Road\nTo: 2 Street\n\nSent: by post\nSubject: moving",
    "unser Server schrieb": "Am 3.11.2026 um 10:12 Uhr schrieb unser Server folgende Meldung:\n\nFestplatte "
    "voll\n\nBitte prüfen.",
    "le site a écrit": "Le 3 nov. 2026 à 10:12, le site a écrit :\n\nErreur 500\n\nMerci de regarder.",
    "the printer wrote": "On 3 Nov 2026 at 10:12 the printer wrote:\n\nPC LOAD LETTER\n\nWhat does that mean?",
    "an alert": "On Nov 3, 2026 at 10:12 AM our system sent alert@client.example this:\n\ndisk full",
    "sent from two programs": "Sent from Outlook the mail arrives.\nSent from Gmail it does not.",
    "lines of devices first": "Get Outlook for Android\nGet Outlook for iOS\n\nThese two lines are under all "
    "our mails now. Please remove them.",
    "a line of a device first": "Sent from my iPhone\n\nis what our mails say; can you remove this?",
    "questions between stars": "Question 1\n***\nQuestion 2\n***\nAnswer please",
    "headings": "Steps\n=====\n1. open\n2. click\n\nResult\n======\nError 42",
    "a heading with dashes": "Title\n-----\n\nText under the title.\n\nName: Ann\nTel: 020 7946 0000",
    "data under dashes": "My data:\n-----\nAnn Client\nTel: 020 7946 0000\nHarbour Dental",
    "a question under dashes": "Hello\n--\nno signature here, but a question: when will you come?",
    "one more thing": "Hello\n\n--\n\nOne more thing: the shop is slow.",
    "the shop under a delimiter": "Hello\n\n-- \n\nThe shop is slow\n\nAnn",
    "above this line": "The reply above this line is missing.\nReply above this line says the page, and then nothing.",
    "a marker explained": 'What does "##- Please type your reply above this line -##" mean?\nI see it in all mails.',
    "a title shown": "Start:\n-----Original Message-----\nFrom: ann\n\nThis is what I see in the mails of Bo, "
    "can you remove the text?",
    "a forward that is empty": "Fwd does not work.\n\n---------- Forwarded message ---------\n\nis all that "
    "arrives at the other side.",
    "log-ins": "3 Nov 2026 10:12 Ann <ann@client.example> cannot log in:\nwrong password\n\n4 Nov 2026 10:13 Bo "
    "<bo@client.example> cannot log in:\nwrong password",
    "log-ins by line": "2026/11/03 10:12 Ann <ann@client.example>\n2026/11/03 10:13 Bo <bo@client.example>\n"
    "These two cannot log in.",
    "Wartung": "Termine:\n\n03.11.2026 10:12 Wartung:\nServer 1\n\n04.11.2026 10:12 Wartung:\nServer 2",
    "numbered questions": "Please answer these:\n1) who wrote it?\n2) On 3 Nov?\n3) at 10:12?",
    "サーバー": "発信者から:\n2026年11月3日 10:12、サーバーが書きました:\nエラー\n\n確認お願いします。",
    "une réunion": "Bonjour,\n\nDe : 10:12\nÀ : 11:30\nDate : 3 novembre 2026\nObjet : réunion\n\nMerci de "
    "réserver la salle.",
    "eine Besprechung": "Guten Tag,\n\nVon: 10:12\nBis: 11:30\nDatum: 3.11.2026\nBetreff: Besprechung\nAn: "
    "alle\n\nBitte Raum buchen.",
    "eine Dienstreise": "Buchung\nVon: London 10:12\nAn: Paris 12:30\nDatum: 3.11.2026 10:12\nBetreff: "
    "Dienstreise\n\nBitte buchen.",
    "a trip": "From: London\nTo: Paris\nDate: 3.11.2026 10:12\nSubject: trip\n\nPlease book.",
}
# Nobody could tell these from a quote where words stand above them; they are kept where they are all that is said.
ALONE = {
    "a fax gateway": "Date: 3 Nov 2026 10:12\nFrom: Ann <ann@client.example>\nTo: helpdesk\nSubject: fax\n\nThe "
    "fax is broken. Sent by our gateway.",
    "a printer with a name": "On Nov 3, 2026 at 10:12 AM, Printer wrote:\n\nPC LOAD LETTER",
    "a marker alone": "##- Please type your reply above this line -##",
    "appointments": "03.11.2026, 10:12, Ann Client <ann@client.example>:\nTermin bestätigt\n\n04.11.2026, "
    "10:12, Bo Client <bo@client.example>:\nTermin abgesagt\n\nBitte in den Kalender eintragen.",
}
