"""Absence notices and automatic replies told by their words, and people who write the same words."""

import pytest

from mailhelp.core.facts import Automatic
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail

TEXT = "Content-Type: text/plain; charset=utf-8"

TITLES = [
    "Automatic reply: Printer",
    "Out of Office: Printer",
    "Out of office AutoReply: Printer",
    "Auto: Printer",
    "[Auto-Reply] Printer",
    "Automatische Antwort: Drucker",
    "Abwesenheitsnotiz: Drucker",
    "Réponse automatique : Imprimante",
    "Respuesta automática: Impresora",
    "Fuera de la oficina: Impresora",
    "Risposta automatica: Stampante",
    "Fuori sede: Stampante",
    "Automatisch antwoord: Printer",
    "Afwezigheidsbericht: Printer",
    "Odpowiedź automatyczna: Drukarka",
    "Poza biurem: Drukarka",
    "Resposta automática: Impressora",
    "Ausência: Impressora",
    "Autosvar: Skrivare",
    "Frånvaro: Skrivare",
    "Automatisk svar: Printer",
    "Fravær: Printer",
    "Ikke på kontoret: Skriver",
    "Automaattinen vastaus: Tulostin",
    "Poissa: Tulostin",
    "Automatická odpověď: Tiskárna",
    "Mimo kancelář: Tiskárna",
    "Автоматический ответ: Принтер",
    "Автоответ: Принтер",
    "Автоматична відповідь: Принтер",
    "自動返信：プリンター",
    "不在通知: プリンター",
    "自动回复: 打印机",
    "自動回覆: 印表機",
    "자동 회신: 프린터",
    "부재 중: 프린터",
    "Otomatik yanıt: Yazıcı",
    "Ofis dışında: Yazıcı",
    "Automatikus válasz: Nyomtató",
    "Házon kívül: Nyomtató",
]


@pytest.mark.parametrize("subject", TITLES)
def test_a_subject_with_the_name_of_an_automatic_reply_before_ours_is_one(subject: str) -> None:
    facts = read_mail(a_mail("", Subject=subject))

    assert (facts.automatic, facts.automatic_sign) == (Automatic.AUTO_REPLY, "Subject")


NOTICES = [
    ("Out of office", "I am out of the office until 5 January. In urgent cases please write to ana@client.example."),
    ("AUTO: Jo Smith is out of the office (returning 05/01/2027)", "I am out of the office until 05/01/2027."),
    ("Jo Smith is out of the office.", "I will be out of the office starting 23/11/2026 and will return on 5 January."),
    ("Urlaub", "Ich bin vom 23.11. bis 4.12. im Urlaub. In dringenden Fällen hilft meine Vertretung."),
    ("Abwesenheit vom 23.11. bis 27.11.", "Ich bin derzeit nicht im Büro und ab dem 30.11. wieder erreichbar."),
    ("Absence", "Je suis absente du bureau jusqu'au 5 janvier."),
    ("En congés", "Je suis en congés, de retour le 5 janvier."),
    ("De vacaciones", "Estoy de vacaciones hasta el 5 de enero."),
    ("In ferie", "Sono in ferie fino al 5 gennaio. In caso urgente scrivere ad Ana."),
    ("Op vakantie", "Ik ben met vakantie tot en met 5 januari."),
    ("Urlop", "Jestem na urlopie, wracam 5 stycznia."),
    ("De férias", "Estou de férias até 5 de janeiro."),
    ("Semester", "Jag är på semester och är tillbaka den 5 januari."),
    ("Ferie", "Jeg er på ferie og er tilbage den 5. januar."),
    ("Lomalla", "Olen lomalla 5.1. asti."),
    ("Dovolená", "Jsem na dovolené, zpět budu 5. ledna."),
    ("В отпуске", "Я в отпуске до 5 января."),
    ("У відпустці", "Я у відпустці до 5 січня."),
    ("休暇中", "休暇をいただいております。1月5日まで不在となります。"),
    ("休假通知", "我正在休假，1月5日返回。"),
    ("휴가 중", "휴가 중입니다. 1월 5일까지 부재중입니다."),
    ("Yıllık izin", "Yıllık izindeyim, 5 Ocak tarihine kadar."),
    ("Szabadság", "Szabadságon vagyok, 5-én térek vissza."),
]


@pytest.mark.parametrize(("subject", "text"), NOTICES)
def test_a_subject_that_people_write_too_counts_where_the_text_says_the_same(subject: str, text: str) -> None:
    facts = read_mail(a_mail(text, Subject=subject))

    assert (facts.automatic, facts.automatic_sign) == (Automatic.AUTO_REPLY, "Subject")


ANSWERS = [
    "I am currently out of the office and will be back on Monday. In my absence please contact Ana.",
    "Thank you for your e-mail.\n\nThis is an automatic reply. We read your mail as soon as we can.",
    "Dies ist eine automatisch erstellte Antwort. Wir melden uns.",
    "本メールは自動返信です。",
    "Ich bin bis zum 30.11. nicht im Büro. Ihre Mail wird nicht weitergeleitet.",
    "Je suis absent du bureau jusqu'au 5 janvier.",
    "Estoy fuera de la oficina hasta el lunes.",
    "Sono assente dall'ufficio fino al 5 gennaio.",
    "Ik ben afwezig tot en met maandag. Voor dringende zaken belt u met Ana.",
    "Jestem nieobecna, wracam w poniedziałek. W pilnych sprawach proszę pisać do Any.",
    "Estou ausente até segunda-feira.",
    "Jag är inte på kontoret, åter på måndag.",
    "Jeg er ikke på kontoret, tilbake mandag.",
    "Olen poissa maanantaihin asti.",
    "Jsem mimo kancelář, zpět budu v pondělí.",
    "Я в отпуске до понедельника.",
]


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_that_is_an_absence_notice_is_told_by_its_words(text: str) -> None:
    facts = read_mail(a_mail(text, Subject="Re: [PX-12] Printer", In_Reply_To="<n1@desk.example>"))

    assert (facts.automatic, facts.automatic_sign) == (Automatic.AUTO_REPLY, "Words")


@pytest.mark.parametrize(
    "header",
    [
        {"Return_Path": "<>"},
        {"Precedence": "bulk"},
        {"X_Auto_Response_Suppress": "All"},
    ],
)
def test_words_and_a_header_that_alone_tells_less_are_sure_together(header: dict[str, str]) -> None:
    facts = read_mail(a_mail("I am away until Monday.", Subject="Automatic reply: Printer", **header))

    assert facts.automatic is Automatic.AUTO_REPLY
    assert facts.automatic_sign.startswith("Subject and ")


PEOPLE = [
    ("Out of office printer broken", "The printer in the out of office room does not print."),
    ("Automatic reply does not work", "Hello, my automatic reply does not work since Monday."),
    ("Automatic reply: not working", "Hi, my automatic reply is not sent. Can you have a look?"),
    ("Re: Automatic reply: Printer", "Thank you, Ana. The printer is in room 4."),
    ("Fwd: Out of office: Printer", "Why do I get this?"),
    ("Out of office", "Could you set up an out of office message for me from Monday?"),
    ("Vacation", "Please add the new vacation form to our site."),
    ("Auto parts page is down", "The page with the auto parts does not load."),
    ("Autoresponder", "Please switch on the autoresponder for info@client.example."),
    ("Holidays on the website", "Please put our holidays on the website: closed from 24 December."),
    ("Printer", "Hi, I am out of the office next week. Can you fix the printer until then?"),
    ("Access for Ana", "I'm away from Monday until Friday. Please give Ana access to my mailbox."),
    ("Third letter", "I have had two automated acknowledgements and no human being has written to me."),
    ("Urlaub", "Bitte richten Sie für meinen Urlaub eine Abwesenheitsnotiz ein."),
    ("Abwesenheitsnotiz einrichten", "Guten Tag, ich brauche ab Montag eine Abwesenheitsnotiz."),
    ("Abwesenheitsnotiz", "Guten Tag, die Abwesenheitsnotiz funktioniert nicht."),
    ("Absence de réponse", "Bonjour, le formulaire ne répond pas."),
    ("Absence", "Bonjour, le son est absent de la vidéo sur la page d'accueil."),
    ("Respuesta automática", "Hola, ¿pueden activar la respuesta automática de ventas?"),
    ("Ferie", "Buongiorno, il modulo delle ferie non funziona."),
    ("Urlop", "Dzień dobry, formularz urlopowy nie działa."),
    ("Semester", "Hej, semesterlistan går inte att öppna."),
    ("Автоответ не работает", "Здравствуйте, автоответ не работает."),
    ("不在通知を設定してください", "来週から休みます。設定をお願いします。"),
    ("自动回复无法使用", "您好，自动回复无法使用。"),
]


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_who_writes_about_an_automatic_reply_or_an_absence_is_a_person(subject: str, text: str) -> None:
    facts = read_mail(a_mail(text, Subject=subject))

    assert (facts.automatic, facts.automatic_sign) == (None, "")


def test_a_person_who_answers_and_quotes_an_automatic_reply_is_a_person() -> None:
    quoted = "Thanks, room 4.\n\n> This is an automatic reply. I am out of the office until Monday.\n"

    assert read_mail(a_mail(quoted, Subject="Re: Printer", In_Reply_To="<n1@desk.example>")).automatic is None
