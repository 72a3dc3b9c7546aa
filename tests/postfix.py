"""A private Postfix for tests: free loopback ports, everything in one temporary folder, stopped and removed after."""

import contextlib
import json
import os
import shutil
import signal
import time
from pathlib import Path

from tests.ports import free_port
from tests.private_servers import READY_SECONDS, PrivateServer

PACKAGED = Path("/etc/postfix")
PROGRAMS = Path("/usr/lib/postfix/sbin")

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
daemon_directory = {programs}
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
multi_instance_enable = no
multi_instance_name = postfix-mailhelp-{smtp_port}
maillog_file = {folder}/maillog
maillog_file_prefixes = {folder}
myhostname = mta.test.example
mydestination =
local_recipient_maps =
local_transport = error:no local delivery
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
disable_dns_lookups = yes
smtp_host_lookup = native
smtpd_peername_lookup = no
relay_domains = {desk_domain}
transport_maps = inline:{{ {{ {desk_domain} = smtp:[127.0.0.1]:{desk_port} }} }}
default_transport = smtp:[127.0.0.1]:{world_port}
relay_transport = smtp:[127.0.0.1]:{desk_port}
smtp_connection_cache_on_demand = no
smtpd_forbid_unauth_pipelining = yes
smtpd_forbid_bare_newline = normalize
smtpd_forbid_bare_newline_exclusions =
message_size_limit = 52428800
minimal_backoff_time = 1s
maximal_backoff_time = 3s
queue_run_delay = 1s
maximal_queue_lifetime = 1h
bounce_queue_lifetime = 1h
"""

MASTER = """\
127.0.0.1:{smtp_port} inet n - n - - smtpd
pickup   unix n - n 60 1 pickup
cleanup  unix n - n - 0 cleanup
qmgr     unix n - n 300 1 qmgr
tlsmgr   unix - - n 1000? 1 tlsmgr
rewrite  unix - - n - - trivial-rewrite
bounce   unix - - n - 0 bounce
defer    unix - - n - 0 bounce
trace    unix - - n - 0 bounce
verify   unix - - n - 1 verify
flush    unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp     unix - - n - - smtp
relay    unix - - n - - smtp
error    unix - - n - - error
retry    unix - - n - - error
discard  unix - - n - - discard
anvil    unix - - n - 1 anvil
scache   unix - - n - 1 scache
postlog  unix-dgram n - n - 1 postlogd
showq    unix n - n - - showq
"""


def _leads_to(cwd: Path, folder: Path) -> bool:
    try:
        return Path(os.readlink(cwd)).is_relative_to(folder)
    except OSError:
        return False


def missing() -> str | None:
    """Return why Postfix cannot be started here, None when it can."""
    if not shutil.which("postfix") or not (PROGRAMS / "master").exists():
        return "Postfix is not installed"
    if os.geteuid() != 0:
        return "Postfix starts only as root"
    return None


class Postfix(PrivateServer):
    """A Postfix that hands mail for `desk_domain` to `desk_port` and all other mail to `world_port`.

    It tries again after 1 to 3 seconds when a port does not answer. Clients send to 127.0.0.1:`smtp_port`.
    """

    def __init__(self, *, desk_domain: str, desk_port: int, world_port: int) -> None:
        super().__init__("Postfix", configuration="etc", log_file="maillog")
        self.desk_domain, self.desk_port, self.world_port = desk_domain, desk_port, world_port
        self.smtp_port = free_port()

    def start(self) -> None:
        """Start it and wait until it answers; skip the test, with the reason, where that cannot be."""
        self.skip_for(missing())
        self._write_configuration()
        self.output("postfix", "start")
        self.wait_for(b"220", self.smtp_port)

    def stop(self) -> None:
        """Stop it, wait until its last process is gone, and remove its folder."""
        if (self.folder / "etc").exists():
            self.output("postfix", "stop", check=False)
        give_up = time.monotonic() + READY_SECONDS
        while (left := self.processes()) and time.monotonic() < give_up:
            time.sleep(0.05)
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def processes(self) -> list[int]:
        """Return the processes of this Postfix: those that work in its queue."""
        return [int(cwd.parent.name) for cwd in Path("/proc").glob("[0-9]*/cwd") if _leads_to(cwd, self.folder)]

    def queued(self) -> int:
        """Return how many mails wait in its queue."""
        return len([json.loads(line) for line in self.output("postqueue", "-j").splitlines()])

    def flush(self) -> None:
        """Try all that waits again now."""
        self.output("postqueue", "-f")

    def _write_configuration(self) -> None:
        for name in ("etc", "spool", "data"):
            (self.folder / name).mkdir(exist_ok=True)
        self.folder.chmod(0o755)
        shutil.chown(self.folder / "data", "postfix")
        for packaged in PACKAGED.glob("postfix-files*"):
            copy = shutil.copytree if packaged.is_dir() else shutil.copy
            copy(packaged, self.folder / "etc" / packaged.name)
        (self.folder / "etc" / "dynamicmaps.cf").touch()
        values = {"folder": self.folder, "programs": PROGRAMS, **vars(self)}
        (self.folder / "etc" / "main.cf").write_text(MAIN.format(**values), encoding="utf-8")
        (self.folder / "etc" / "master.cf").write_text(MASTER.format(**values), encoding="utf-8")
