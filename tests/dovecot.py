"""A private Dovecot for tests: free loopback ports, everything in one temporary folder, stopped and removed after.

Any user name works with the password `secret` and has an empty mailbox, so that each test takes a name of its own.
Users whose name begins with `full` have a quota of 20 KB.
"""

import os
import shutil
import subprocess
import time
from datetime import datetime
from pathlib import Path

import trustme

from tests.ports import free_port
from tests.private_servers import READY_SECONDS, PrivateServer

PASSWORD = "secret"
# What a server without MOVE, UIDPLUS or IDLE says about itself; Dovecot goes on to understand them.
BARE = "IMAP4rev1 SASL-IR LITERAL+ ID ENABLE NAMESPACE"

CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
mail_location = maildir:{folder}/mail/%u
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
default_login_user = dovenull
default_internal_user = dovecot
default_internal_group = dovecot
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
mail_plugins = quota
mail_max_userip_connections = 200
protocol imap {{
  mail_plugins = quota imap_quota
}}
imap_capability = {capability}
plugin {{
  quota = maildir:User quota
  quota_rule = *:storage=1G
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = passwd-file
  args = {folder}/users
  default_fields = uid=mail gid=mail
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


def missing() -> str | None:
    """Return why Dovecot cannot be started here, None when it can."""
    if not shutil.which("dovecot"):
        return "Dovecot is not installed"
    if os.geteuid() != 0:
        return "Dovecot starts only as root"
    return None


class Dovecot(PrivateServer):
    """An IMAP server with TLS by its own authority (`ca_file`); the certificate names localhost and 127.0.0.1.

    capability: what it says it can do, None for all that it can.
    """

    def __init__(self, capability: str | None = None) -> None:
        self.capability = capability or ""
        super().__init__("Dovecot", configuration="dovecot.conf", log_file="dovecot.log")
        self.imap_port, self.imaps_port = free_port(), free_port()
        self.ca_file = self.folder / "ca.pem"
        self._master: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; skip the test, with the reason, where that cannot be."""
        self.skip_for(missing())
        self._write_configuration()
        self._master = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self.folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.wait_for(b"* OK", self.imap_port)

    def stop(self) -> None:
        """Stop it, wait until it is gone, and remove its folder."""
        if self._master is not None:
            self._master.terminate()
            try:
                self._master.wait(READY_SECONDS)
            except subprocess.TimeoutExpired:
                self._master.kill()
                self._master.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def deliver(self, user: str, raw: bytes, *, received_at: datetime | None = None, folder: str = "INBOX") -> None:
        """Put a mail into a mailbox as a delivery agent does, by a file; received_at becomes its INTERNALDATE."""
        maildir = self.maildir(user, folder)
        name = f"{time.time_ns()}.{os.urandom(6).hex()}.test,S={len(raw)}"
        draft = maildir / "tmp" / name
        draft.write_bytes(raw)
        shutil.chown(draft, "mail", "mail")
        if received_at is not None:
            os.utime(draft, (received_at.timestamp(), received_at.timestamp()))
        draft.rename(maildir / "new" / name)

    def maildir(self, user: str, folder: str = "INBOX") -> Path:
        """Return the folder of files behind a mailbox, made if need be."""
        home = self.folder / "mail" / user
        maildir = home if folder == "INBOX" else home / f".{folder}"
        for part in (home, maildir, *(maildir / name for name in ("tmp", "new", "cur"))):
            if not part.exists():
                part.mkdir()
                shutil.chown(part, "mail", "mail")
        return maildir

    def mails(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Return the bytes of the mails in a mailbox, in no order."""
        maildir = self.maildir(user, folder)
        return [path.read_bytes() for part in ("new", "cur") for path in (maildir / part).iterdir()]

    def kick(self, user: str) -> None:
        """Have the server say BYE to all sessions of a user."""
        self.output("doveadm", "kick", user, check=False)

    def doveadm(self, *arguments: str) -> str:
        """Return what doveadm prints."""
        return self.output("doveadm", *arguments)

    def _write_configuration(self) -> None:
        self.folder.chmod(0o755)
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "mail", "mail", "mail")
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.ca_file))
        server = authority.issue_cert("localhost", "127.0.0.1")
        server.private_key_pem.write_to_path(str(self.folder / "server.key"))
        for blob in server.cert_chain_pems:
            blob.write_to_path(str(self.folder / "server.pem"), append=True)
        full = (f"full{n}:::::{self.folder}/mail/full{n}::userdb_quota_rule=*:storage=20K\n" for n in range(10))
        (self.folder / "users").write_text("".join(full), encoding="ascii")
        values = {**vars(self), "password": PASSWORD}
        (self.folder / "dovecot.conf").write_text(CONFIGURATION.format(**values), encoding="ascii")
