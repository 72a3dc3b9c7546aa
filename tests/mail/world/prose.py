"""Words of clients that look like quotes, signatures or copied headers, and are their own: not a line may be cut."""

PROSE = {
    "somebody wrote": "On Monday Jo wrote: call me.\nI did, and nobody answered.\n\nPlease call me back.",
    "somebody wrote, then words": "Hello,\n\non Monday 3 November Jo wrote:\nwe will come at 10:30.\nNobody "
    "came.\n\nAnn",
    "somebody said": "Hi,\n\nYour colleague said on 3 November:\nit will be fixed by 12:00.\nIt is not fixed.",
    "jemand schrieb": "Hallo,\n\nam Montag schrieb Herr Smith: rufen Sie mich an.\nDas habe ich um 10:12 Uhr "
    "getan.\n\nNiemand da.",
    "quelqu'un a écrit": "Bonjour,\n\nLe 3 novembre Jo a écrit : appelez-moi.\nJ'ai appelé à 10:12, personne.",
    "alguien escribió": "Hola,\n\nEl 3 de noviembre Jo escribió: llámeme.\nLlamé a las 10:12 y nada.",
    "someone asks whether": "He wrote:\nthe site is down since 10:12.\n\nIs that true?",
    "a list of points": "On Tuesday, 3 November 2026 at 10:12 these pages were down:\n\n/shop\n/contact\n"
    "/about\n\nPlease look.",
    "a list with an address": "These people cannot log in since 3 Nov 2026 10:12:\n\nBo <bo@client.example>\nCy "
    "<cy@client.example>",
    "an address and a time": "Please send it to Ann Client <ann@client.example>\nby 10:12 on Tuesday.\n\nThanks",
    "shell prompts": "I typed this:\n\n> npm run build\n> npm start\n\nand then the site was down. What next?",
    "shell prompts at the end": "The server says:\n\n> npm run build\nnpm ERR! code 1\n\n> npm start\nnpm ERR! code 2",
    "power shell": "PS C:\\Users\\ann> Get-Service Spooler\n\nStatus   Name     DisplayName\nStopped  Spooler  "
    "Print Spooler\n\nPS C:\\Users\\ann>",
    "a router": "Here is what it says:\n\nRouter> show version\nCisco IOS 15\nRouter> show interfaces\n"
    "Ethernet0 is down",
    "a database": "We see this:\n\nmysql> select count(*) from orders;\n| count |\n|     0 |\nmysql> quit\n\nNo "
    "orders at all.",
    "html": "The page shows this instead of the shop:\n\n<div\n> class=shop\n></div>\n<p>Error</p>\n\nCan you "
    "repair it?",
    "python": "It fails:\n\n>>> import shop\nTraceback (most recent call last):\nImportError: no shop\n\nSince today.",
    "arrows": "Steps:\n\n> open the shop\n> click on Pay\n> an error is shown\n\nHappens every time.",
    "from the shop page": "From: the shop page\nTo: the basket\nI cannot get from one to the other since 3 November.",
    "a form": "Name: Ann Client\nFrom: Harbour Dental\nTo: Support\nSubject: Printer\nDate: 3 November 2026\n"
    "Message: It does not print.",
    "a form, more": "Hello, our form sent this:\nFrom: ann@client.example\nTo: shop@client.example\nSubject: "
    "Order\n\nand the rest of the order is missing. Please look into it.",
    "a journey": "Hallo,\n\nVon: Berlin\nAn: Hamburg\nDatum: 3.11.2026\nBetreff: Umzug der Server\n\nBitte um Angebot.",
    "a journey in one line": "Von: Berlin An: Hamburg Datum: 3.11.2026\n\nWer kann fahren?",
    "a journey with times": "Please book:\n\nFrom: London\nTo: Paris\nDate: 3 Nov 2026 10:12\nReturn: 5 Nov "
    "2026 18:00\n\nThanks, Ann",
    "une livraison": "Bonjour,\n\nDe : Lyon\nÀ : Paris\nDate : 3 novembre 2026\n\nLe colis n'est pas arrivé.",
    "przesyłka": "Dzień dobry,\n\nOd: Kraków\nDo: Warszawa\nData: 3.11.2026\n\nPaczka nie dotarła.",
    "a date range": "The outage lasted\nFrom: 10:12\nTo: 11:30\nDate: 3 November 2026\nIt is over now.",
    "dates": "2026-11-03 10:12 it was still there.\n2026-11-03 10:30 it was gone.\n\nOn 3 Nov 2026 at 10:12 we saved.",
    "log lines": "2026-11-03 10:12 +0100 shop started\n2026-11-03 10:13 +0100 shop died: out of memory\n\n"
    "Please look at it.",
    "log lines, mail": "Our log:\n\n2026-11-03 10:12:44 relay to=<bo@client.example>\n2026-11-03 10:13:02 "
    "bounced <cy@client.example>:\nuser unknown\n\nWhy?",
    "log lines, iso": "2026-11-03T10:12:44+01:00 ERROR checkout failed for ann@client.example:\nTimeoutError\n\n"
    "We lose orders.",
    "syslog": "Nov  3 10:12:44 mx postfix/smtp[1]: to=<bo@client.example>, status=bounced\n\nThat is all we see.",
    "a bounce pasted": "We get this back:\n\n<bo@client.example>: host mx.client.example said: 550 5.1.1\nuser "
    "unknown\n\nHe exists!",
    "a table": "| shop  | status |\n|-------|--------|\n| one   | down   |\n| two   | up     |",
    "a table, then words": "The state:\n\n| shop  | status |\n| one   | down   |\n\nPlease repair shop one.",
    "a ruled table": "shop      orders\n----------------\none       0\ntwo       12\n----------------\ntotal     12",
    "rules in a log": "The printer says:\n\n----------\nError 42\n----------\n\nWhat does it mean?",
    "rules between topics": "First topic: the shop is down.\n\n---\n\nSecond topic: we need a new mailbox for "
    "Bo.\n\n---\n\nThird: thanks.",
    "stars between topics": "The shop is down.\n\n***\n\nAnd we need a mailbox for our new colleague Bo, please.",
    "equal signs": "=====\nOrder 1\n=====\nwas lost\n=====\nOrder 2\n=====\nwas lost too",
    "a rule and a question": "The shop is down.\n\n________\n\nCan you also tell me when the new mailbox is ready?",
    "a dash": "The shop\n-- \nand not only the shop but the whole of our website is down since this morning, "
    "please help us.",
    "a dash in a line": "It was fine -- until Monday.\n-- Ann says it was Sunday, but I think that it was "
    "Monday at 10:12.",
    "options": "I ran it with\n--verbose\n--force\nand it said nothing.",
    "bullets": "We need:\n- a mailbox\n- a phone\n-- with a long cable\n-- in black\n- a desk",
    "a postscript": "The shop is down.\n\n-- \nAnn Client\n\nPS: The printer on the second floor is broken as well.",
    "sent from": "Sent from my iPhone the mails arrive, but sent from the desktop they do not.\n\nWhy?",
    "sent from, first": "Sent from my phone but the same happens on the desktop: no mails go out.",
    "sent from the shop": "Hello,\n\nSent from the shop form: nothing arrives.\nGet Outlook for Android to "
    "work, please.",
    "gesendet": "Gesendet von Herrn Meier kam gestern nichts an.\nVon meinem iPhone gesendet kommt alles an, "
    "vom Rechner nicht.",
    "envoyé": "Envoyé de mon iPhone le message part, mais pas depuis mon ordinateur.\n\nPouvez-vous m'aider ?",
    "confidential": "I sent a confidential e-mail to the wrong recipient by mistake.\n\nCan you delete it, please?",
    "vertraulich": "Ich habe eine vertrauliche E-Mail an den falschen Empfänger geschickt.\n\nKönnen Sie sie löschen?",
    "virus": "This email has been checked for viruses, it says, but I think that there is one in the attachment.",
    "environment": "Please consider the environment in Frankfurt: it is down.\n\nThe staging environment works.",
    "original message": "The original message was lost.\nForwarded message: none arrived.\n\nPlease look for it.",
    "begin forwarded": "Every mail now says Begin forwarded message:\nand then nothing.\n\nHow can I turn that off?",
    "a certificate": "Is this one right?\n\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n\nIt "
    "runs out on 3 Nov 2026.",
    "marks of a merge": "Git says:\n\n<<<<<<< HEAD\nold\n=======\nnew\n>>>>>>> branch\n\nWhat shall I do?",
    "a title between dashes": "---- Message to all staff ----\nThe office is closed.\n---- end ----\n\nPlease "
    "put this on the website.",
    "original text": "----- Original text -----\nWe are open on Monday.\n----- New text -----\nWe are closed on "
    "Monday.",
    "above this line": "Please move the logo above this line of text.\nWrite the address above this line, too.",
    "a subject line": "Subject: Printer\n\nIt does not print since 10:12.",
    "re": "Re: Printer\nFrom: Ann\n\nIt does not print.",
    "quotes in the words": "You asked:\n> Does it print?\nIt does not.\n> And scan?\nIt does.",
    "numbers": "> 50 orders are lost.\n< 10 are there.",
    "more than": "Orders:\n> 50 on Monday\n> 60 on Tuesday\nNone today.",
    "chinese date": "2026年11月3日(火) 10:12 に止まりました。\n\n確認してください。",
    "chinese said": "王先生写道：请打电话。\n我10:12打了，没人接。",
    "russian prose": "3 ноября 2026 г. в 10:12 Джо написал: позвоните.\nЯ позвонил, никто не ответил.",
    "korean prose": "2026년 11월 3일 오전 10:12에 사이트가 멈췄습니다:\n\n오류 500\n\n확인해 주세요.",
    "a contract": "Contract\n\nFrom: 1 January 2026\nTo: 31 December 2026\nSubject: hosting\nDate: 3 Nov 2025\n"
    "\nPlease renew it.",
    "a calendar": "Subject: Meeting\nDate: 3 Nov 2026 10:12\nTo: all\n\nWill you come?",
    "headers to explain": "Why do our mails have two of these?\n\nDate: Tue, 3 Nov 2026 10:12:00 +0000\nDate: "
    "Tue, 3 Nov 2026 10:12:01 +0000\nMessage-ID: <1@client.example>\n\nIs that allowed?",
    "code with a colon": "if user.wrote(3, 10:12):\n    print('On Mon wrote:')\n\nThis code of our shop fails.",
    "a closing": "It works.\n\nBest regards,\nAnn Client\n3 Nov 2026",
    "weekdays": "Mon: 10:12 down\nTue: 10:12 down\nWed: up\nWhat about Thu:",
    "opening hours": "Please put on our page:\n\nMon 08:00-12:00:\nTue 08:00-12:00:\nSun closed",
}
