"""Tab at a real prompt of bash, zsh and fish: profiles, also those with spaces, and never a secret or a question."""

import re
import shutil
import subprocess

import pexpect
import pytest

CONFIG = """[profile admin]
role_arn = arn:aws:iam::444455556666:role/admin
source_profile = ana
[profile "two words"]
region = eu-west-1
[profile "it's $(touch {evil})"]
region = eu-west-1
[profile process]
credential_process = touch {evil}
"""

SHELLS = {
    "bash": (["--norc", "--noprofile", "-i"], "source {script}"),
    "zsh": (["-f", "-i"], "autoload -U compinit; compinit -u -d {dump}; source {script}"),
    "fish": (["--no-config", "-i"], "source {script}"),
}


@pytest.fixture(params=SHELLS)
def shell(request, ana, tmp_path):
    """An interactive shell with the completions, and `press`, which types something and Tab, and gives what is run then."""
    name = request.param
    path = shutil.which(name)
    if not path:
        pytest.skip(f"{name} is not here")
    ana.write_config(CONFIG.format(evil=tmp_path / "evil"))
    script = tmp_path / f"ostiary.{name}"
    script.write_text(ana.run("completions", name).stdout)
    # what is completed is run by a program that shows its words
    bin = tmp_path / "bin"
    bin.mkdir()
    (bin / "ostiary").write_text(
        f'#!/bin/sh\nif [ "$1" = complete ]; then exec {ana.binary} "$@"; fi\nprintf "<%s>" "$@"; echo END\n'
    )
    (bin / "ostiary").chmod(0o755)
    arguments, setup = SHELLS[name]
    variables = {"PATH": f"{bin}:{ana.environment()['PATH']}", "TERM": "dumb" if name != "fish" else "xterm"}
    terminal = pexpect.spawn(path, arguments, env=ana.environment(**variables), encoding="utf-8", timeout=20, dimensions=(50, 300))
    terminal.sendline(setup.format(script=script, dump=tmp_path / "dump"))
    terminal.sendline("echo rea''dy")
    terminal.expect("ready")

    def press(line):
        terminal.send(line + "\t")
        terminal.expect_exact("")
        terminal.sendline("")
        terminal.expect(r"((?:<[^<>]*>)+)END")
        return re.findall(r"<([^<>]*)>", terminal.match.group(1))

    press.evil = tmp_path / "evil"
    press.name = name
    yield press
    terminal.close(force=True)


CASES = [
    ("ostiary exec adm", ["exec", "admin"]),
    ("ostiary whoami -p adm", ["whoami", "-p", "admin"]),
    ("ostiary session --profile adm", ["session", "--profile", "admin"]),
    ("ostiary exec tw", ["exec", "two words"]),
    ("ostiary exec two\\ w", ["exec", "two words"]),
    ("ostiary configure new --source an", ["configure", "new", "--source", "ana"]),
    ("ostiary cache clear -p proc", ["cache", "clear", "-p", "process"]),
    ("ostiary whoa", ["whoami"]),
    ("ostiary whoami --js", ["whoami", "--json"]),
]


def test_tab_completes(shell):
    for line, want in CASES:
        assert shell(line) == want, line
    assert not shell.evil.exists()


def test_names_mean_nothing_to_the_shell(shell):
    assert shell("ostiary exec it") == ["exec", f"it's $(touch {shell.evil})"]
    assert not shell.evil.exists()


def test_tab_completes_in_quotes(shell):
    if shell.name == "bash":
        assert shell("ostiary exec 'two w") == ["exec", "two words"]
        assert shell('ostiary exec "two w') == ["exec", "two words"]
        assert shell("ostiary whoami --profile=tw") == ["whoami", "--profile=two words"]


@pytest.mark.parametrize("name", SHELLS)
def test_candidates_hold_no_secret_and_ask_nobody(guarded, name):
    guarded.write_config(CONFIG.format(evil=guarded.home / "evil"))
    words = {"bash": ["ostiary exec ", ""], "zsh": ["ostiary", "exec", ""], "fish": ["ostiary", "exec", ""]}[name]
    ended = guarded.run("complete", name, "--", *words)
    assert ended.returncode == 0 and ended.stderr == ""
    assert "admin" in ended.stdout and "ana" in ended.stdout
    assert guarded.secret not in ended.stdout and guarded.key_id not in ended.stdout and "touch" not in ended.stdout.replace("$(touch", "").replace("\\$\\(touch", "")
    assert not (guarded.home / "evil").exists()


def test_files_that_cannot_be_read_are_no_error(guarded):
    guarded.config.write_text("what is this\n")
    ended = guarded.run("complete", "bash", "--", "ostiary exec ", "")
    assert ended.returncode == 0 and ended.stderr == ""


def test_scripts_are_understood_by_their_shells(binary, tmp_path):
    for name in SHELLS:
        if shutil.which(name):
            script = subprocess.run([binary, "completions", name], capture_output=True, text=True).stdout
            file = tmp_path / name
            file.write_text(script)
            assert subprocess.run([name, "-n", file], capture_output=True).returncode == 0, name
