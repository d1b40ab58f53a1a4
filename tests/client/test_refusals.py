"""Messages that a person reads when MFA is refused, and what keeps a code from being asked for or spent in vain."""

import json
import re
import urllib.parse

import pexpect
import pytest

from aws_names import Player

NS = "https://sts.amazonaws.com/doc/2011-06-15/"


def refusal(message, code="AccessDenied", status=403):
    return status, (
        f'<ErrorResponse xmlns="{NS}"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>'
        "<RequestId>r</RequestId></ErrorResponse>"
    )


@pytest.fixture
def sts(guarded):
    """The person's STS: gives the answer of an action in `answers`, else that of the server behind."""
    asked = []

    def answer(method, path, headers, body):
        call = dict(urllib.parse.parse_qsl(body.decode("latin-1")))
        asked.append((method, call.get("Action"), dict(headers), body))
        return player.answers.get(call.get("Action"))

    player = Player(answer, guarded.server.endpoint)
    player.answers, player.asked = {}, asked
    guarded.write_config("", endpoint=player.url)
    yield player
    player.shutdown()
    player.server_close()


WRONG = "MultiFactorAuthentication failed with invalid MFA one time pass code."


def test_a_throttle_is_told_with_its_end(guarded, sts):
    sts.answers["GetSessionToken"] = refusal(f"{WRONG} Too many wrong codes: no code is looked at before 2099-01-01T12:00:00Z.")
    ended = guarded.run("session", "-p", "ana", "--code", "123456", TZ="UTC")
    assert ended.returncode == 4
    assert re.search(r"too many wrong MFA codes were sent: none is looked at before 2099-01-01 12:00:00 \(in \d+ h", ended.stderr)
    assert f"the server says: {WRONG} Too many wrong codes: no code is looked at before 2099-01-01T12:00:00Z" in ended.stderr
    assert "hint: wait until then" in ended.stderr and "resync" not in ended.stderr
    elsewhere = guarded.run("session", "-p", "ana", "--code", "123456", TZ="Asia/Tokyo")
    assert "before 2099-01-01 21:00:00 (" in elsewhere.stderr
    # a person is not asked for another one, nor a program
    terminal = guarded.at_terminal(guarded.binary, "session", "-p", "ana")
    terminal.expect_exact("MFA code for")
    terminal.sendline("123456")
    terminal.expect_exact("error: too many wrong MFA codes")
    terminal.expect(pexpect.EOF)
    assert "MFA code for" not in terminal.before
    sts.asked.clear()
    assert guarded.run("session", "-p", "ana", "--mfa-process", "echo 123456").returncode == 4
    assert len(sts.asked) == 1


def test_the_throttle_of_a_real_server(start_server, new_person, tmp_path):
    """Its words are those that are looked for here."""
    person = new_person(tmp_path / "throttled", start_server())
    person.enable_device()
    for _ in range(20):
        ended = person.run("session", "-p", "ana", "--code", person.device.wrong_code())
        assert ended.returncode == 4
        if "too many wrong" in ended.stderr:
            break
    right = person.run("session", "-p", "ana", "--code", person.device.code())
    assert right.returncode == 4
    until = re.search(r"none is looked at before [\d :-]+ \(in \d+ (?:s|min); ([\d-]+T[\d:]+Z)\)", right.stderr)
    assert until and f"no code is looked at before {until.group(1)}" in right.stderr, right.stderr
    # the owner sees it, without a code
    person.serial = None
    person.write_config("")
    who = json.loads(person.run("whoami", "ana", "--json").stdout)
    assert who["mfa_failures"] >= 10 and who["mfa_throttled_until"] >= until.group(1), who
    doctor = person.run("doctor", "-p", "ana")
    assert doctor.returncode == 3 and "FAIL wrong MFA codes: " in doctor.stdout, doctor.stdout


@pytest.mark.parametrize("operation", ["enable", "resync"])
def test_a_throttle_is_told_where_two_codes_are_needed(guarded, sts, operation):
    message = "Authentication code for device is not valid. Too many wrong codes: no code is looked at before 2099-01-01T12:00:00Z."
    for action in ("EnableMFADevice", "ResyncMFADevice"):
        sts.answers[action] = refusal(message, "InvalidAuthenticationCode")
    seed = guarded.home / "seed"
    words = {
        "enable": ["mfa", "enroll", "-p", "ana", "--name", f"{guarded.name}-2", "--seed-file", seed],
        "resync": ["mfa", "resync", "-p", "ana", "--codes", "123456", "654321"],
    }[operation]
    if operation == "enable":
        assert guarded.run("session", "-p", "ana", "--code", guarded.device.code()).returncode == 0
    ended = guarded.run(*words)
    assert "none is looked at before 2099-01-01" in ended.stderr, ended.stderr


def test_the_servers_words_do_not_steer_the_terminal(guarded, sts):
    sts.answers["GetSessionToken"] = refusal(WRONG + " &#x9b;2J&#x85;fake: ok " + "x" * 5000)
    ended = guarded.run("session", "-p", "ana", "--code", "123456")
    assert ended.returncode == 4 and "\x9b" not in ended.stderr and len(ended.stderr) < 1000
    assert "the server says: " in ended.stderr and "…" in ended.stderr


def test_what_a_policy_denies_spends_no_code(guarded, sts):
    message = f"User: {guarded.arn} is not authorized to perform: sts:GetSessionToken with an explicit deny in an identity-based policy"
    sts.answers["GetSessionToken"] = refusal(message)
    code = guarded.device.code()
    denied = guarded.run("session", "-p", "ana", "--code", code)
    assert denied.returncode == 1 and message in denied.stderr
    assert "the code was not spent" in denied.stderr
    # nothing was asked again, though a person was there
    terminal = guarded.at_terminal(guarded.binary, "session", "-p", "ana")
    terminal.expect_exact("MFA code for")
    terminal.sendline(code)
    terminal.expect(pexpect.EOF)
    assert "the code was not spent" in terminal.before and "MFA code for" not in terminal.before
    sts.answers.clear()
    again = guarded.run("session", "-p", "ana", "--code", code)
    assert again.returncode == 0, again.stderr


def test_what_a_policy_of_a_real_server_denies_spends_no_code(guarded):
    arn = guarded.create_role()
    deny = {"Effect": "Deny", "Action": ["sts:GetSessionToken", "sts:AssumeRole"], "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    guarded.admin_iam.put_user_policy(UserName=guarded.name, PolicyName="deny", PolicyDocument=document)
    code = guarded.device.code()
    for words in (["session", "-p", "ana"], ["assume", arn, "-p", "ana", "--direct"]):
        denied = guarded.run(*words, "--code", code)
        assert denied.returncode == 1 and "with an explicit deny" in denied.stderr, denied.stderr
        assert "the code was not spent" in denied.stderr
    guarded.admin_iam.delete_user_policy(UserName=guarded.name, PolicyName="deny")
    again = guarded.run("session", "-p", "ana", "--code", code)
    assert again.returncode == 0, again.stderr


def test_other_refusals_say_nothing_of_codes(guarded, sts):
    sts.answers["GetSessionToken"] = refusal("no", "ValidationError", 400)
    ended = guarded.run("session", "-p", "ana", "--code", "123456")
    assert ended.returncode == 1 and "spent" not in ended.stderr


def identity(headers):
    return (
        200,
        f'<GetCallerIdentityResponse xmlns="{NS}"><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/ana</Arn>'
        "<UserId>AIDAEXAMPLE</UserId><Account>111122223333</Account></GetCallerIdentityResult>"
        "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>",
        headers,
    )


def test_wrong_codes_that_are_held_against_the_user_are_told(guarded, sts):
    """By whoami and doctor: a thief of the key, who guesses, shows."""
    guarded.serial = None
    guarded.write_config("", endpoint=sts.url)
    sts.answers["GetCallerIdentity"] = identity(
        {"x-ostiary-mfa-failures": "12", "x-ostiary-mfa-throttled-until": "2099-01-01T12:00:00Z"}
    )
    shown = json.loads(guarded.run("whoami", "ana", "--json").stdout)
    assert (shown["mfa_failures"], shown["mfa_throttled_until"]) == (12, "2099-01-01T12:00:00Z")
    text = guarded.run("whoami", "ana", TZ="UTC")
    assert re.search(r"^mfa_failures +12$", text.stdout, re.M)
    assert re.search(r"^mfa_throttled_until +2099-01-01T12:00:00Z$", text.stdout, re.M)
    assert "12 wrong MFA codes are held against this user: no code is looked at before 2099-01-01 12:00:00 (in" in text.stderr
    assert "`ostiary key rotate` replaces it" in text.stderr
    assert guarded.run("whoami", "ana", "-q").stderr == ""
    doctor = guarded.run("doctor", "-p", "ana")
    assert doctor.returncode == 3 and "FAIL wrong MFA codes: 12 wrong MFA codes are held against this user" in doctor.stdout
    checks = {check["check"]: check for check in json.loads(guarded.run("doctor", "-p", "ana", "--json").stdout)}
    assert checks["wrong MFA codes"]["verdict"] == "wrong"
    sts.answers["GetCallerIdentity"] = identity({"x-ostiary-mfa-failures": "1"})
    assert "warn wrong MFA codes: a wrong MFA code is held against this user" in guarded.run("doctor", "-p", "ana").stdout


@pytest.mark.parametrize("headers", [{}, {"x-ostiary-mfa-failures": "0"}, {"x-ostiary-mfa-failures": "-1", "x-ostiary-mfa-throttled-until": "x"}])
def test_where_nothing_is_held_nothing_is_told(guarded, sts, headers):
    """As with AWS, which has no such headers."""
    guarded.serial = None
    guarded.write_config("", endpoint=sts.url)
    sts.answers["GetCallerIdentity"] = identity(headers)
    shown = json.loads(guarded.run("whoami", "ana", "--json").stdout)
    assert shown["mfa_failures"] is None and shown["mfa_throttled_until"] is None
    text = guarded.run("whoami", "ana")
    assert "mfa_" not in text.stdout and text.stderr == ""
    assert "wrong MFA codes" not in guarded.run("doctor", "-p", "ana").stdout


def test_the_endpoint_is_tried_before_a_code_is_asked_for(guarded):
    guarded.write_config("", endpoint="http://127.0.0.1:1")
    terminal = guarded.at_terminal(guarded.binary, "session", "-p", "ana")
    terminal.expect_exact("error: http://127.0.0.1:1 does not answer: ")
    terminal.expect(pexpect.EOF)
    assert "MFA code" not in terminal.before
    # who gives a code along with the command has none to lose by being asked
    assert "does not answer" in guarded.run("session", "-p", "ana", "--code", "123456").stderr


def test_what_is_tried_burns_nothing(guarded, sts):
    """An unsigned GET, once, also where a person is asked three times."""
    terminal = guarded.at_terminal(guarded.binary, "session", "-p", "ana")
    for code in (guarded.device.wrong_code(), guarded.device.code()):
        terminal.expect_exact("MFA code for")
        terminal.sendline(code)
    terminal.expect(r"\d+ h( \d+ min)? left")
    terminal.expect(pexpect.EOF)
    assert [(method, action) for method, action, _, _ in sts.asked] == [("GET", None), ("POST", "GetSessionToken"), ("POST", "GetSessionToken")]
    _, _, headers, body = sts.asked[0]
    assert body == b"" and not {name.lower() for name in headers} & {"authorization", "x-amz-security-token"}
    # without a person to be asked, nothing is tried
    sts.asked.clear()
    assert guarded.run("session", "-p", "ana", "--fresh").returncode == 4 and sts.asked == []


def test_the_endpoint_is_tried_by_way_of_the_proxy(guarded):
    """As everything else that is asked."""
    seen = []

    def proxy(method, path, headers, body):
        seen.append((method, path))
        return 200, ""

    player = Player(proxy)
    try:
        guarded.write_config("", endpoint="http://sts.example.invalid")
        terminal = guarded.at_terminal(guarded.binary, "session", "-p", "ana", HTTP_PROXY=player.url, http_proxy=player.url)
        terminal.expect_exact("MFA code for")
        terminal.sendeof()
        terminal.expect(pexpect.EOF)
        assert seen == [("GET", "http://sts.example.invalid/")]
    finally:
        player.shutdown()
        player.server_close()


@pytest.mark.parametrize("ago", ["2020-01-01T00:00:00Z", "1970-01-01T00:00:01Z"])
def test_a_session_that_is_over_is_refused(guarded, sts, ago):
    credentials = f"<Credentials><AccessKeyId>ASIAOVER</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>{ago}</Expiration></Credentials>"
    for action in ("GetSessionToken", "AssumeRole"):
        more = "<AssumedRoleUser><AssumedRoleId>AROA:x</AssumedRoleId><Arn>a</Arn></AssumedRoleUser>" if action == "AssumeRole" else ""
        sts.answers[action] = (
            200,
            f'<{action}Response xmlns="{NS}"><{action}Result>{credentials}{more}</{action}Result>'
            f"<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{action}Response>",
        )
    arn = "arn:aws:iam::111122223333:role/r"
    for words in (["session", "-p", "ana"], ["assume", arn, "-p", "ana", "--direct"], ["env", "ana"]):
        ended = guarded.run(*words, "--code", "123456")
        assert ended.returncode == 1 and ended.stdout == "", words
        assert re.search(r"error: \w+: the session that it gave ended \d+ h( \d+ min)? ago", ended.stderr), ended.stderr
        assert "hint: is this machine's clock right?" in ended.stderr
    assert guarded.run("cache", "list").stdout == ""
