"""The cache's key in the operating system's keyring: a real Secret Service on a D-Bus of its own."""

import json
import os
import re
import shutil
import signal
import subprocess
import time

import pytest

PROGRAMS = ("dbus-daemon", "dbus-send", "gnome-keyring-daemon", "secret-tool")
missing = [name for name in PROGRAMS if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed: {missing}")


SECRETS = "org.freedesktop.secrets"


class Desktop:
    """A login session with a keyring, unlocked unless said otherwise."""

    def __init__(self, person, directory):
        self.person, self.runtime = person, directory / "runtime"
        self.runtime.mkdir(mode=0o700)
        self.bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env=person.environment(XDG_RUNTIME_DIR=str(self.runtime)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.address = self.bus.stdout.readline().strip()
        assert self.address

    def variables(self):
        return {
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "XDG_RUNTIME_DIR": str(self.runtime),
            "OSTIARY_KEYRING": "",
        }

    def unlock(self, password="at login"):
        """As pam does at login."""
        # it ends with its bus
        subprocess.run(
            ["gnome-keyring-daemon", "--daemonize", "--unlock", "--components=secrets"],
            env=self.person.environment(**self.variables()),
            input=password.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=30,
        )
        # a client that asks before it has its name makes the bus start a second one, which is not unlocked
        deadline = time.monotonic() + 30
        while "boolean true" not in self.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", f"string:{SECRETS}"):
            assert time.monotonic() < deadline
        return self

    def run(self, *arguments, **more):
        return self.person.run(*arguments, **{**self.variables(), **more})

    def tool(self, *arguments):
        environment = self.person.environment(**self.variables())
        return subprocess.run(["secret-tool", *arguments], env=environment, capture_output=True, timeout=30)

    def call(self, destination, path, method, *arguments):
        command = ["dbus-send", "--session", "--print-reply", f"--dest={destination}", path, method, *arguments]
        environment = self.person.environment(**self.variables())
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def end(self):
        self.bus.kill()
        self.bus.wait()
        self.bus.stdout.close()


@pytest.fixture
def desktop(guarded, tmp_path):
    desktop = Desktop(guarded, tmp_path)
    yield desktop
    desktop.end()


def state(person):
    return person.home / ".local/state/ostiary"


def test_the_key_is_in_the_keyring_and_nowhere_else(desktop):
    ana = desktop.unlock().person
    ended = desktop.run("session", "-p", "ana", "--code", ana.device.code(), "--json")
    assert ended.returncode == 0, ended.stderr
    assert not (state(ana) / "session-cache.key").exists()
    again = desktop.run("session", "-p", "ana", "--json")
    assert again.returncode == 0 and json.loads(again.stdout)["cached"] is True
    # what the desktop's own tools see of it, and that it is the key: without it, what is kept cannot be opened
    found = desktop.tool("search", "service", "ostiary")
    assert b"session-cache-key" in found.stdout + found.stderr
    assert desktop.tool("clear", "service", "ostiary").returncode == 0
    gone = desktop.run("session", "-p", "ana", "--no-prompt")
    assert gone.returncode == 4, gone.stdout


def test_ten_processes_make_one_key(desktop):
    desktop.unlock()
    command = [desktop.person.binary, "cache", "list"]
    environment = desktop.person.environment(**desktop.variables())
    many = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(10)]
    for process in many:
        _, told = process.communicate(timeout=60)
        # on a busy machine the keyring may take so long that it is said
        assert process.returncode == 0 and told.splitlines()[-1] == b"nothing is kept", told
    found = desktop.tool("search", "--all", "service", "ostiary")
    assert (found.stdout + found.stderr).count(b"session-cache-key") >= 1
    assert found.stdout.count(b"secret = ") == 1


def test_without_a_keyring_there_is_the_file(desktop):
    """From afar there is no keyring: the key is in a file, and what the two sealed does not get in each other's way."""
    ana = desktop.unlock().person
    # a role without MFA: it needs no code to get it twice
    ana.serial = None
    ana.write_config("")
    assume = ["assume", ana.create_role(mfa=False), "-p", "ana", "--json"]
    assert json.loads(desktop.run(*assume).stdout)["cached"] is False
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/no/such/bus", "XDG_RUNTIME_DIR": "", "OSTIARY_KEYRING": ""}
    ended = ana.run(*assume, **nowhere)
    assert ended.returncode == 0 and json.loads(ended.stdout)["cached"] is False, ended.stderr
    file = state(ana) / "session-cache.key"
    assert file.stat().st_mode & 0o777 == 0o600 and file.stat().st_size == 32
    for run in (desktop.run, lambda *words: ana.run(*words, **nowhere)):
        kept = run(*assume)
        assert kept.returncode == 0 and json.loads(kept.stdout)["cached"] is True, kept.stderr
    ended = ana.run("doctor", "-p", "ana", **nowhere)
    assert f"ok   session cache: sealed with the key in {file}; no keyring: " in ended.stdout
    assert "ok   session cache: sealed with a key in the keyring" in desktop.run("doctor", "-p", "ana").stdout
    # clear clears both
    assert desktop.run("cache", "clear").stdout == "2 sessions cleared\n"
    assert json.loads(ana.run(*assume, **nowhere).stdout)["cached"] is False


def test_off_means_that_it_is_not_asked(desktop):
    ana = desktop.unlock().person
    assert desktop.run("session", "-p", "ana", "--code", ana.device.code(), OSTIARY_KEYRING="off").returncode == 0
    assert (state(ana) / "session-cache.key").exists()
    assert desktop.tool("search", "service", "ostiary").stdout == b""


def test_a_keyring_that_nobody_unlocks(desktop):
    """It may ask in a window that is not seen: that is said, and then the file serves."""
    ana = desktop.unlock().person
    assert desktop.run("cache", "list").returncode == 0
    collection = "array:objpath:/org/freedesktop/secrets/collection/login"
    desktop.call(SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", collection)
    ended = desktop.run("session", "-p", "ana", "--code", ana.device.code(), "--json")
    assert ended.returncode == 0, ended.stderr
    assert (state(ana) / "session-cache.key").exists()


def test_a_keyring_that_is_slow_is_waited_for(desktop):
    """A person may be typing its password."""
    ana = desktop.unlock().person
    assert desktop.run("session", "-p", "ana", "--code", ana.device.code()).returncode == 0
    told = desktop.call(
        "org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetConnectionUnixProcessID", f"string:{SECRETS}"
    )
    keyring = int(re.search(r"uint32 (\d+)", told).group(1))
    os.kill(keyring, signal.SIGSTOP)
    try:
        terminal = ana.at_terminal(ana.binary, "session", "-p", "ana", **desktop.variables())
        terminal.expect_exact("waiting for the keyring to be unlocked; OSTIARY_KEYRING=off does without")
    finally:
        os.kill(keyring, signal.SIGCONT)
    assert terminal.expect_exact(["kept from before", "MFA code for"]) == 0, terminal.before
    terminal.wait()
