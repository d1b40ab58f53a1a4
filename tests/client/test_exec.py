"""Shells and commands that `exec` starts: what they are given, and what they are told."""

import re

import pexpect
import pytest


def show(*names):
    return "sh", "-c", "; ".join(f'echo "{name}=${{{name}-unset}}"' for name in names)


def variables(ended):
    assert ended.returncode == 0, ended.stderr
    return dict(line.split("=", 1) for line in ended.stdout.splitlines())


NAMES = show("AWS_VAULT", "OSTIARY_PROFILE", "AWS_PROFILE")


def test_a_profile_alone_starts_a_shell(session):
    terminal = session.at_terminal(session.binary, "exec", "ana", SHELL="/bin/sh", PS1="? ")
    terminal.expect(r"a shell for ana, \d+ h( \d+ min)? left; `exit` leaves it")
    terminal.sendline('echo "in $AWS_VAULT, $OSTIARY_PROFILE, ${AWS_ACCESS_KEY_ID%${AWS_ACCESS_KEY_ID#ASIA}}"')
    terminal.expect_exact("in ana, ana, ASIA")
    terminal.sendline(f"{session.binary} exec ana")
    terminal.expect_exact("a shell for ana, in that of ana, ")
    terminal.sendline("exit 0")
    terminal.sendline("exit 7")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 7


def test_the_shell_is_that_of_the_person(session, tmp_path):
    shell = tmp_path / "my shell"
    shell.write_text('#!/bin/sh\necho "mine: $# $AWS_VAULT"\n')
    shell.chmod(0o755)
    ended = session.run("exec", "ana", "-q", SHELL=str(shell))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "mine: 0 ana\n", "")
    # none at all is the system's
    assert session.run("exec", "ana", "-q", SHELL="").returncode == 0


@pytest.mark.parametrize("words", [["ana", "--"], ["ana"], ["-p", "ana", "--"], ["--", ]])
def test_a_command_with_and_without_dashes(session, words):
    more = {} if words != ["--"] else {"AWS_PROFILE": "ana"}
    ended = session.run("exec", *words, "sh", "-c", 'echo "$1 $2 ${AWS_SESSION_TOKEN:+token}"', "x", "--json", "-p", **more)
    assert ended.returncode == 0 and ended.stdout == "--json -p token\n", ended.stderr


def test_a_command_in_the_profiles_place_is_told_where_it_belongs(session):
    for words, want in (
        (["aws", "s3", "ls"], "hint: a command without a profile goes behind `--`: ostiary exec -- aws …"),
        (["-p", "ana", "aws", "s3"], "hint: a command without a profile goes behind `--`: ostiary exec -p ana -- aws …"),
        (["aan", "aws", "s3"], "hint: did you mean 'ana'?"),
        (["aan"], "hint: did you mean 'ana'?"),
    ):
        ended = session.run("exec", *words)
        assert ended.returncode == 1 and want in ended.stderr, (words, ended.stderr)


def test_the_child_learns_the_profile(session):
    arn = session.create_role()
    session.write_config(f"[profile admin]\nrole_arn = {arn}\nsource_profile = ana\nPLACE\n")
    for words, want in ((["ana"], "ana"), (["admin"], "admin"), ([arn, "-p", "ana"], arn)):
        given = variables(session.run("exec", *words, "--", *NAMES, AWS_VAULT="other", OSTIARY_PROFILE="other"))
        assert given == {"AWS_VAULT": want, "OSTIARY_PROFILE": want, "AWS_PROFILE": "unset"}, words


def test_a_command_inside_another_profiles_shell(session):
    """It is of the profile that it names; without one it has the shell's credentials, and name."""
    arn = session.create_role()
    session.write_config(f"[profile admin]\nrole_arn = {arn}\nsource_profile = ana\nPLACE\n")
    inner = [session.binary, "exec", "admin", "--", *NAMES]
    assert variables(session.run("exec", "ana", "--", *inner))["AWS_VAULT"] == "admin"
    same = [session.binary, "exec", "--", *NAMES]
    assert variables(session.run("exec", "ana", "--", *same))["AWS_VAULT"] == "ana"
    role = [session.binary, "exec", arn, "--", *NAMES]
    assert variables(session.run("exec", "ana", "--", *role))["AWS_VAULT"] == arn


def test_names_for_prompts_are_for_shells(session):
    shell = session.run("env", "ana")
    assert "export AWS_VAULT=ana\n" in shell.stdout and "export OSTIARY_PROFILE=ana\n" in shell.stdout
    for form in ("dotenv", "json"):
        assert "VAULT" not in session.run("env", "ana", "--format", form).stdout


def test_five_that_wait_leave_the_question_in_sight(guarded):
    """One of them says that it waits."""
    run = f"{guarded.binary} credential-process ana >/dev/null & " * 6
    terminal = guarded.at_terminal("sh", "-c", f"{run} wait; echo all done")
    terminal.expect_exact("MFA code for")
    terminal.expect_exact("waiting for another ostiary")
    seen = terminal.before
    # the others have waited as long by now
    with pytest.raises(pexpect.TIMEOUT):
        terminal.expect_exact("waiting for another ostiary", timeout=3)
    terminal.sendline(guarded.device.code())
    terminal.expect_exact("all done")
    assert "MFA code for" not in seen and not re.search("waiting", terminal.before)
