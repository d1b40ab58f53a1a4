"""Each command's help, word for word. After a change on purpose: UPDATE_HELP=1 pytest tests/client/test_help.py"""

import os
import pathlib
import re
import subprocess

import pytest

SHOWN = pathlib.Path(__file__).parent / "help"
COMMANDS = [
    "session",
    "assume",
    "whoami",
    "exec",
    "env",
    "credential-process",
    "serve-credentials",
    "configure",
    "mfa",
    "mfa enroll",
    "mfa list",
    "mfa resync",
    "mfa remove",
    "mfa unlock",
    "totp",
    "key",
    "key rotate",
    "console",
    "doctor",
    "cache",
    "cache list",
    "cache clear",
    "completions",
    "man",
    "version",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help(binary, command):
    ended = subprocess.run([binary, *command.split(), "--help"], capture_output=True, text=True, env={}, stdin=subprocess.DEVNULL)
    assert ended.returncode == 0 and ended.stderr == ""
    file = SHOWN / f"{command.replace(' ', '-')}.txt"
    if os.environ.get("UPDATE_HELP"):
        SHOWN.mkdir(exist_ok=True)
        file.write_text(ended.stdout)
    assert ended.stdout == file.read_text()


def test_every_command_is_here(binary):
    """A command without its page here would change unseen."""
    def below(words):
        text = subprocess.run([binary, *words, "--help"], capture_output=True, text=True, env={}, stdin=subprocess.DEVNULL).stdout
        if "\nCommands:\n" not in text:
            return
        section = text.split("\nCommands:\n")[1].split("\n\n")[0]
        for name in re.findall(r"^  ([a-z-]+)", section, re.M):
            if name != "help" and [*words, name][0] not in ("serve", "account", "check", "health", "demo", "policy", "seed"):
                yield " ".join([*words, name])
                yield from below([*words, name])

    assert sorted(below([])) == sorted(COMMANDS)
