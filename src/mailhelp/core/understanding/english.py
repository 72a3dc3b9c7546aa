"""The small words of English that turn what is said into its denial, a question, a wish or an order."""

# Each list is found like an admin's list; these are grammar, so they are not for tuning.
CUES: dict[str, str] = {
    "(not)": (
        "not, no, never, none, nothing, nobody, no one, noone, neither, nor, without, hardly, barely, unable, "
        "nowhere, impossible, instead of, rather than, unwilling, nowt"
    ),
    # Denies what follows at once: "stopped working".
    "(stops)": ("stop, cease, fail to, refuse to, decline to, fail"),
    # Holds the word "not" and denies nothing of what follows.
    "(not a denial)": (
        "not sure, not only, not just, no idea, do not know, not know, no doubt, not certain, not understand, not "
        "to mention, no wonder, no matter, why not, if not, whether or not, not to panic, do not think, not "
        "clear, not see why, no surprise, no reason, not tell, not say, nobody know, nobody tell, not until, no "
        "sooner, not to be, not mind, not want, not realise, no warning, last but not least, not to worry, no "
        "explanation, not stop, not fail, not once, do not want, not for the first time, not even"
    ),
    "(if)": (
        "if, in case, whether, unless, suppose, supposing, imagine, hypothetically, would happen, in the event, lest"
    ),
    "(until)": (
        "until, till, once, when, as soon as, so that, to get, to be, get it, get this, want, need, have it, by when"
    ),
    "(order)": (
        "please, kindly, could you, can you, would you, will you, could we, can we, could i, can i, may we, may i "
        "have, would like, we want, i want, i would like, we need, i need, need to, need, require, would be "
        "grateful, appreciate, be to be, to be, should be, must be, have to be, has to, any chance, would love, "
        "look to, intend, plan to, wish, like it, want you to, should now, should say, ought to, be good if, "
        "would be nice, be great if, would be lovely, hope you can, ask you to, ask for, asked to, quote, "
        "quotation, estimate for, price for, offer for, proposal, let us have, be you able, might you, need you "
        "to, grateful if, be possible to, you to, want to, we be after, i be after, get you to, time to, would be "
        "glad, be required, thank you for, thanks for, should have, shall have, want, should read, must, decided, "
        "how about, hows about, shall, we desire, do you mind, would you mind, could someone, can someone, could "
        "somebody, can somebody, would someone, could one of you, could u, can u, can ya, could ya, fancy, dream "
        "of, long for, in need of, love to, keen to, like to, could it, can it, can the, could the, we would want"
    ),
    "(to know)": (
        "wonder, wondering, is it possible, be it possible, tell me, tell us, let me know, let us know, how do i, "
        "how do we, how can i, how can we, do you know, advise, advice, curious, question, clarify, explain, do "
        "we need, do i need, how much, how many, find out, point me, in theory, may i ask, can i ask, could i "
        "ask, want to know, like to know, need to know, understand, how long, whether, wish to know, ask if, ask "
        "what, ask how"
    ),
    # A question that takes the fault for granted: "why is it down?" says that it is.
    "(why)": (
        "why, when will, what be wrong, what be happen, what be go on, how long, what have happen, how come, what "
        "happen to, what cause, by when, how soon"
    ),
}
CLAUSE_BREAKS = frozenset(",;:()–—-") | {
    "but",
    "however",
    "though",
    "although",
    "whereas",
    "while",
    "yet",
    "otherwise",
    "except",
}
QUESTION_STARTS = frozenset(
    "be do can could would will have shall should what how which who when where any anyone anybody may might why "
    "whose".split()
)
# Words that may stand before the verb of an order: "and then also please add".
BEFORE_ORDER = frozenset(
    "and then also please so just next first second third kindly finally # 1 a b c d or to lastly plus hi hello "
    "dear".split()
)
