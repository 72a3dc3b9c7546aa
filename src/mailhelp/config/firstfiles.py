"""The files that `mailhelp init` writes."""

import json

_SETTINGS = """\
# The settings of this desk: what differs by machine. What the desk promises and how it judges is in rules.yaml.
# After every change: `mailhelp check`. Lines with # are examples, or say what applies when nothing is written.
# A secret is never in this file: {{env = "NAME"}}, {{file = "path"}} (chmod 600) or {{credential = "name"}} of systemd.
# Paths are relative to the folder of this file.

[desk]
name = {name}
address = {address}                # clients write to it, and it is who we answer as
# also = ["support@desk.example"]  # other addresses of the desk
# ticket_prefix = "PX"             # tickets are called PX-1, PX-2, …
# rules = "rules.yaml"
# templates = "templates"          # a folder with your own wording of notices
# state = "var"                    # database, key, outgoing: only one daemon at a time
# plus = "off"                     # "+" when help+word@ reaches help@; `mailhelp doctor` tries it
# own_lists = ["help.desk.example"]           # List-Ids of our own group address
# relayed = {{"form@site.example" = "Reply-To"}}  # forms that write in the name of clients, and where the client stands
# workers = 1                      # processes that read mail
# signing_key = {{credential = "mailhelp.key"}}  # when not in the state folder

[database]
url = "sqlite:///var/mailhelp.db"
# PostgreSQL instead:
#   url = "postgresql://mailhelp@db.desk.example/mailhelp"
#   password = {{credential = "mailhelp.database"}}

# Mail in, by fetching. Repeat [[imap]] for every mailbox.
# [[imap]]
# name = "support"                 # your name for it: `mailhelp login support`
# host = "imap.desk.example"
# user = "help@desk.example"
# password = {{file = "secrets/imap"}}
# tls = "implicit"                 # or "starttls", or "none" (a password then goes in clear)
# port = 993
# folder = "INBOX"
# done = "move"                    # or "seen", or "keep"
# done_folder = "Processed"
# idle = true
# poll = "60s"
# start = 2026-11-27               # older mail is left alone; without it: what is older than the first start
# history = false                  # true keeps older mail for threads, without tickets and answers
# trust = "none"                   # whose authentication results count: "microsoft365" or "mx.desk.example"
# ca_file = "ca.pem"               # the authority of your own server

# Microsoft 365 (Google: account = "google"); then `mailhelp login support`.
# [[imap]]
# name = "support"
# account = "microsoft365"
# user = "help@desk.example"
# oauth = {{client_id = "…", tenant = "…"}}
# trust = "microsoft365"

# Mail in, by listening: send mail for the desk's addresses here.
[smtp_in]
listen = {listen}
# listen_tls = "0.0.0.0:465"       # a second place, encrypted from the start
# tls = {{certificate = "cert.pem", key = "key.pem"}}  # STARTTLS
# hostname = "mail.desk.example"
# max_size = "40MB"
# allow_from = ["192.0.2.0/24"]    # without it: everyone may connect
# users = {{file = "users"}}         # staff who may log in, over TLS only; a line of it:
#                                  # python -m mailhelp.config.smtpusers ana@desk.example >> users
# trust = "none"                   # "self" where this is the MX: DKIM signatures are checked here

# Mail out. Without it notices become files in var/outgoing/.
# [smtp_out]
# host = "smtp.desk.example"
# port = 587
# tls = "starttls"                 # or "implicit", or "none"
# user = "help@desk.example"
# password = {{file = "secrets/smtp"}}
# null_sender = true               # false when the relay refuses <> as sender
# per_minute = 60

[notices]
to_clients = "{to_clients}"              # "hold" keeps what clients would get until `mailhelp notices --release`

[limits]
# stranger_hour = 3                # acknowledgements to one unknown sender in an hour
# stranger_day = 10
# known_hour = 30                  # to one known person
# known_day = 100
# deaths = 3                       # so many workers may die over one mail before it is set aside
# connections = 200                # of the listener, in all and from one address
# connections_per_address = 50
# data_in_flight = "64MB"
# recipients = 100
# parse_memory = "512MB"           # what one mail may use
# parse_cpu = "5s"
# parse_time = "60s"

# How much of a mail is read; beyond that it becomes a ticket "please read this mail" from its headers and first text.
[reading]
# mail = "40MB"                    # of a larger one in a mailbox only the beginning is kept, the mail stays there
# header = "16KB"
# header_block = "256KB"           # all headers
# headers = 1000
# depth = 100                      # parts in parts, mails in mails
# parts = 1000
# part_header_block = "4KB"        # the headers of one part, of a mail in the mail, of all parts
# inner_header_block = "64KB"
# part_headers = "256KB"
# marks = 100000                   # lines that begin with --
# text = "1MB"                     # the words that are read, in how many parts
# bodies = 100
# html = "512KB"                   # of one part; of one that is larger or deeper only the tags are dropped
# html_depth = 256
# html_attributes = 2000
# html_entities = 20000
# html_reopened = 100000
# attachments = 1000
# addresses = 1000
# ids = 50                         # mails that a mail names as those before it
# plain_text = "64KB"              # the words of a mail that is over a limit
# kept_in = "4KB"                  # larger parts are kept from the parsers and read where they stand
# kept_in_all = "1MB"

[retention]
raw = "forever"                    # or "400d": how long mails are kept as they came
"""

_RULES = """\
# The rules of this desk. It has all of the standard rules; what is named here again replaces what is there.
# `mailhelp rules` prints everything with where it comes from; `mailhelp check` tests it.
extends: standard

# When the desk works, and what it promises.
# hours:
#   zone: Europe/London
#   open: {{mon-fri: 09:00-17:30}}
#   holidays: GB-ENG
#   special: {{2026-12-24: 09:00-13:00, 2026-12-29: closed}}
#   business_day: close
# targets: {{P1: 12 business hours, P2: 1 business day, P3: 3 business days, P4: 5 business days}}

# Who works here: each gets a notice of new tickets.
{staff}
# Whom the desk serves. With no clients named, everyone is one.
# clients:
#   Harbour Dental: {{domains: [harbourdental.example], may_agree: [owner@harbourdental.example]}}

# Your own rules, tried on the mails written beside them.
# rules:
#   - name: booking page
#     when: {{any: [booking page, online booking]}}
#     evidence: {{kind: incident, impact: medium, urgency: high, strength: fair}}
#     matches: ["The booking page shows an error."]
"""

_STAFF_EXAMPLE = "# staff:\n#   Tom: {address: tom@desk.example, role: admin, notify: all}\n"


def commented_settings(
    *,
    name: str = "Service Support",
    address: str = "help@desk.example",
    listen: str = "127.0.0.1:2525",
    to_clients: str = "send",
) -> str:
    """Return the mailhelp.toml of a new desk: every setting, those that are not needed as comments."""
    quoted = {key: json.dumps(text, ensure_ascii=False) for key, text in (("name", name), ("address", address))}
    return _SETTINGS.format(**quoted, listen=json.dumps(listen), to_clients=to_clients)


def small_rules(staff: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the rules.yaml of a new desk: the standard rules. staff: names and addresses; all become admins."""
    lines = [f"  {json.dumps(name)}: {{address: {json.dumps(address)}, role: admin}}\n" for name, address in staff]
    return _RULES.format(staff="staff:\n" + "".join(lines) if lines else _STAFF_EXAMPLE)
