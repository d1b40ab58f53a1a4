"""Role sessions of more than an hour, against AWS's rule: credentials of a session make a role last an hour at most.

STS is the real server behind a gate that knows the rule, and keeps what it was asked.
"""

import json
import re
import urllib.parse

import pexpect
import pytest

from aws_names import Player

LONG = "duration_seconds = 28800\n"
HOUR = "duration_seconds = 3600\n"


@pytest.fixture
def gate(guarded):
    """The person's endpoint from now on: what it is asked is in `asked`."""
    asked = []

    def answer(method, path, headers, body):
        call = dict(urllib.parse.parse_qsl(body.decode("latin-1")))
        if call.get("Action") not in ("AssumeRole", "GetSessionToken"):
            asked.append(("", method, path, "authorization" in {name.lower() for name in headers}, len(body)))
            return None
        asked.append((call["Action"], headers.get("x-amz-security-token") is not None, "TokenCode" in call))
        if headers.get("x-amz-security-token") and int(call.get("DurationSeconds", 3600)) > 3600:
            return 400, (
                '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>'
                "<Code>ValidationError</Code><Message>The requested DurationSeconds exceeds the 1 hour session limit for roles "
                "assumed by role chaining.</Message></Error><RequestId>r</RequestId></ErrorResponse>"
            )
        return None

    player = Player(answer, guarded.server.endpoint)
    player.asked = asked
    player.of = lambda *actions: [call for call in asked if call[0] in actions]
    yield player
    player.shutdown()
    player.server_close()


def profiles(person, gate, text):
    person.write_config(text, endpoint=gate.url)


def role(person, name, source, more=""):
    arn = person.create_role(MaxSessionDuration=43200)
    return f"[profile {name}]\nrole_arn = {arn}\nsource_profile = {source}\nPLACE\n{more}"


def left(ended):
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)["left"]


def test_a_role_of_eight_hours_is_got_with_the_code_itself(guarded, gate):
    """And its session is kept as such: every tool has it, without a question."""
    profiles(guarded, gate, role(guarded, "admin", "ana", LONG))
    ended = guarded.run("assume", "admin", "--code", guarded.device.code(), "--json")
    assert left(ended) in ("8 h", "7 h 59 min")
    assert gate.of("AssumeRole", "GetSessionToken") == [("AssumeRole", False, True)], "one call, by the key, with the code"
    gate.asked.clear()
    again = json.loads(guarded.run("assume", "admin", "--json").stdout)
    assert again["cached"] and again["mfa"]
    assert guarded.run("credential-process", "admin").returncode == 0
    assert json.loads(guarded.run("whoami", "admin", "--json").stdout)["mfa"]
    assert gate.of("AssumeRole", "GetSessionToken") == []
    listed = json.loads(guarded.run("cache", "list", "--json").stdout)
    assert [(entry["kind"], entry["profile"], entry["mfa"]) for entry in listed] == [("role", "admin", True)]


def test_an_hour_keeps_to_one_code_a_day(guarded, gate):
    profiles(guarded, gate, role(guarded, "one", "ana", HOUR) + role(guarded, "two", "ana"))
    assert left(guarded.run("assume", "one", "--code", guarded.device.code(), "--json")) in ("1 h", "59 min")
    assert left(guarded.run("assume", "two", "--no-prompt", "--json")) in ("1 h", "59 min")
    assert gate.of("AssumeRole", "GetSessionToken") == [
        ("GetSessionToken", False, True),
        ("AssumeRole", True, False),
        ("AssumeRole", True, False),
    ]


@pytest.mark.parametrize("first, second", [("8h", "1h"), ("1h", "8h")])
def test_the_duration_of_the_command_line(guarded, gate, first, second):
    """The same profile by the hour and by the day: each its own session, with its own code."""
    profiles(guarded, gate, role(guarded, "admin", "ana"))
    got = guarded.run("assume", "admin", "--duration", first, "--code", guarded.device.code(), "--json")
    assert left(got) in ("8 h", "7 h 59 min", "1 h", "59 min")
    calls = {
        "8h": [("AssumeRole", False, True)],
        "1h": [("GetSessionToken", False, True), ("AssumeRole", True, False)],
    }
    assert gate.of("AssumeRole", "GetSessionToken") == calls[first]
    assert guarded.run("assume", "admin", "--duration", second, "--no-prompt").returncode == 4
    assert json.loads(guarded.run("assume", "admin", "--duration", first, "--json").stdout)["cached"]
    longest = guarded.run("assume", "admin", "--duration", "12h1s", "--code", "123456")
    assert longest.returncode == 1 and "out of range" in longest.stderr


def test_a_person_with_a_session_is_told_why_there_is_a_question(guarded, gate):
    profiles(guarded, gate, role(guarded, "admin", "ana", LONG))
    # a session for all that lasts an hour is got all the same
    assert guarded.run("session", "-p", "admin", "--code", guarded.device.code()).returncode == 0
    terminal = guarded.at_terminal(guarded.binary, "assume", "admin")
    terminal.expect_exact("a role session of 8 h takes a code of its own: from the MFA session that is there it could last 1 h")
    terminal.expect_exact("MFA code for")
    terminal.sendeof()
    terminal.expect(pexpect.EOF)


def test_the_first_role_of_a_chain_may_last_longer(guarded, gate):
    """The second is got again from it by the hour, without a code."""
    first = role(guarded, "first", "ana", LONG)
    arn = re.search(r"role_arn = (\S+)", first).group(1)
    trust = {"Effect": "Allow", "Principal": {"AWS": arn}, "Action": "sts:AssumeRole"}
    guarded.admin_iam.put_role_policy(
        RoleName=arn.rsplit("/", 1)[1],
        PolicyName="p",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}]}),
    )
    second = role(guarded, "second", "first", HOUR)
    name = re.search(r"role_arn = \S+/(\S+)", second).group(1)
    guarded.admin_iam.update_assume_role_policy(
        RoleName=name, PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )
    profiles(guarded, gate, first + second)
    ended = guarded.run("assume", "second", "--code", guarded.device.code(), "--json")
    assert left(ended) in ("1 h", "59 min")
    assert gate.of("AssumeRole", "GetSessionToken") == [("AssumeRole", False, True), ("AssumeRole", True, False)]


@pytest.mark.parametrize("by", ["profile", "command line"])
def test_what_a_chain_cannot_have_is_said_before_a_code_is_asked_for(guarded, gate, by):
    first = role(guarded, "first", "ana")
    second = role(guarded, "second", "first", LONG if by == "profile" else "")
    profiles(guarded, gate, first + second)
    words = ["assume", "second"] + (["--duration", "8h"] if by == "command line" else [])
    terminal = guarded.at_terminal(guarded.binary, *words)
    terminal.setwinsize(80, 400)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 1
    assert "MFA code" not in terminal.before and "lasts 1 h at most" in terminal.before
    assert "can be 3600 at most; the role is got again without a code" in terminal.before
    assert "maximum" not in terminal.before, "what would lead into the next wall"
    assert gate.asked == [], "nothing was sent"


def test_a_session_in_the_environment_makes_an_hour_at_most(session, gate):
    arn = session.create_role(MaxSessionDuration=43200)
    given = json.loads(session.run("env", "ana", "--format", "json").stdout)
    variables = {name: value for name, value in given.items() if name.startswith("AWS_") and "REGION" not in name}
    variables |= {"AWS_ENDPOINT_URL": gate.url, "AWS_REGION": "eu-west-1"}
    long = session.run("assume", arn, "--duration", "2h", **variables)
    assert long.returncode == 1 and "lasts 1 h at most" in long.stderr and gate.asked == []
    assert left(session.run("assume", arn, "--duration", "1h", "--json", **variables)) in ("1 h", "59 min")


def test_a_program_that_prints_a_session_makes_an_hour_at_most(session, gate):
    """Its output is known when it has run: still before a code is asked for."""
    role_text = role(session, "admin", "source", LONG)
    process = f"[profile source]\ncredential_process = {session.binary} credential-process ana\nmfa_serial = {session.serial}\n"
    profiles(session, gate, process + role_text)
    # its session is at the endpoint as it was
    ended = session.run("assume", "admin", "--code", "123456", OSTIARY_ENDPOINT=session.server.endpoint)
    assert ended.returncode == 1 and "lasts 1 h at most" in ended.stderr, ended.stderr


def test_doctor_says_what_such_roles_need(guarded, gate):
    first = role(guarded, "first", "ana", LONG)
    profiles(guarded, gate, first + role(guarded, "second", "first", LONG))
    one = guarded.run("doctor", "-p", "first")
    assert "warn role: not tried: it takes an MFA code" in one.stdout and "`ostiary assume` gets the role" in one.stdout
    two = guarded.run("doctor", "-p", "second")
    assert two.returncode == 3 and "FAIL role: " in two.stdout and "lasts 1 h at most" in two.stdout
