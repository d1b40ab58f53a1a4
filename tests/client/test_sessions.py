"""Sessions, roles and prompts, on a real terminal against a real server."""

import json
import re
import shutil
import subprocess
import sys
import threading
import time

import boto3
import botocore.exceptions
import pexpect
import pytest

from aws_names import Player

ROLE_PROFILE = "[profile {name}]\nrole_arn = {arn}\nsource_profile = ana\nPLACE\n"


def with_role(person, *names, **more):
    text = ""
    for name in names:
        text += ROLE_PROFILE.format(name=name, arn=person.create_role(**more))
    person.write_config(text)


def test_the_prompt_is_on_the_terminal_and_nowhere_else(guarded, tmp_path):
    out, err = tmp_path / "out", tmp_path / "err"
    shell = guarded.at_terminal("sh", "-c", f"{guarded.binary} credential-process ana >{out} 2>{err} </dev/null")
    shell.expect_exact(f"MFA code for {guarded.serial}: ")
    shell.sendline(guarded.device.code())
    shell.expect(pexpect.EOF)
    shell.close()
    assert shell.exitstatus == 0, err.read_text()
    printed = out.read_text()
    assert printed.count("\n") == 1 and " " not in printed and len(printed) < 2048
    given = json.loads(printed)
    assert given["Version"] == 1 and given["AccessKeyId"].startswith("ASIA") and given["SessionToken"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", given["Expiration"])
    assert err.read_text() == ""


def test_a_session_is_kept_and_nobody_is_asked_again(guarded):
    code = guarded.device.code()
    first = guarded.run("session", "--profile", "ana", "--code", code, "--json")
    assert first.returncode == 0, first.stderr
    first = json.loads(first.stdout)
    assert (first["cached"], first["mfa"], first["subject"]) == (False, True, guarded.serial)
    second = json.loads(guarded.run("session", "--profile", "ana", "--json").stdout)
    assert (second["cached"], second["access_key_id"]) == (True, first["access_key_id"])
    who = json.loads(guarded.run("whoami", "ana", "--json").stdout)
    assert (who["arn"], who["mfa"], who["kind"], who["expires"]) == (guarded.arn, True, "session", first["expires"])
    assert guarded.secret not in json.dumps([first, second, who])


def test_codes_are_checked_before_they_are_sent_and_asked_again_when_refused(guarded):
    terminal = guarded.at_terminal(guarded.binary, "session", "-p", "ana")
    question = f"MFA code for {guarded.serial}: "
    terminal.expect_exact(question)
    terminal.sendline("12345")
    terminal.expect_exact("That is not six digits; it was not sent.")
    terminal.expect_exact(question)
    terminal.sendline(guarded.device.wrong_code())
    terminal.expect_exact("the MFA code was refused: it is wrong, too old, or was used already; the server says: ")
    terminal.expect_exact("hint: wait for the next code")
    terminal.expect_exact(question)
    terminal.sendline(guarded.device.code())
    terminal.expect(re.escape(guarded.serial) + r": 1[12] h( \d+ min)? left")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_a_used_code_is_called_used(guarded):
    code = guarded.device.code()
    assert guarded.run("session", "-p", "ana", "--code", code).returncode == 0
    again = guarded.run("session", "-p", "ana", "--code", code, "--fresh")
    assert again.returncode == 4
    assert "error: the MFA code was refused: it was used already, and each works once" in again.stderr
    assert "hint: wait for the next code" in again.stderr


def test_a_device_of_somebody_else_is_called_so(guarded):
    serial = "arn:aws:iam::111122223333:mfa/nobody"
    refused = guarded.run("session", "-p", "ana", "--mfa-serial", serial, "--code", guarded.device.code())
    assert refused.returncode == 4
    assert f"error: MFA was refused: {serial} is no enabled device of this user" in refused.stderr
    assert "`ostiary mfa list`" in refused.stderr


def test_nothing_is_asked_before_everything_else_is_right(guarded):
    """No code is wasted on a wrong profile, region, endpoint or duration."""
    cases = [
        (["session", "-p", "nobody"], "there is no profile 'nobody'", 1),
        (["session", "-p", "ana", "--region", "eu west"], "'eu west' is no name of a region", 1),
        (["session", "-p", "ana", "--endpoint", "localhost:1"], "is no endpoint URL", 1),
        (["session", "-p", "ana", "--duration", "10m"], "a duration of 10 min is out of range", 1),
        (["session", "-p", "ana", "--duration", "soon"], "'soon' is no duration", 2),
        (["session", "-p", "ana", "--code", "12345"], "an MFA code is six digits; this one was not sent", 4),
        (["session", "-p", "ana"], "there is no terminal to ask on", 4),
    ]
    for arguments, message, status in cases:
        ended = guarded.run(*arguments)
        assert (ended.returncode, ended.stdout) == (status, ""), arguments
        assert message in ended.stderr, arguments


def test_breaking_off_at_the_prompt(guarded):
    terminal = guarded.at_terminal(guarded.binary, "session", "-p", "ana")
    terminal.expect_exact("MFA code for")
    terminal.sendeof()
    terminal.expect_exact("error: cancelled")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130


def test_one_code_serves_all_roles(guarded):
    with_role(guarded, "one", "two")
    first = guarded.run("assume", "one", "--code", guarded.device.code(), "--json")
    assert first.returncode == 0, first.stderr
    second = guarded.run("assume", "two", "--json")
    assert second.returncode == 0, second.stderr
    first, second = json.loads(first.stdout), json.loads(second.stdout)
    assert first["subject"] != second["subject"] and first["mfa"] and second["mfa"]
    who = json.loads(guarded.run("whoami", "two", "--json").stdout)
    assert who["kind"] == "role session" and who["arn"].endswith("/ostiary-ana")
    listed = json.loads(guarded.run("cache", "list", "--json").stdout)
    # the MFA session is that of the profile whose key it was got with
    assert [(kept["profile"], kept["kind"]) for kept in listed] == [("ana", "mfa session"), ("one", "role"), ("two", "role")]
    assert guarded.run("cache", "clear", "-p", "nobody").stdout == "0 sessions cleared\n"
    assert guarded.run("cache", "clear", "-p", "one").stdout == "1 session cleared\n"
    assert guarded.run("cache", "clear", "-p", "ana").stdout == "1 session cleared\n"
    assert guarded.run("cache", "clear", "--json").stdout == '{"cleared":1}\n'
    assert guarded.run("cache", "list").stdout == ""


def test_role_by_arn_with_everything_that_can_be_said(guarded):
    arn = guarded.create_role(mfa=True)
    role = arn.rsplit("/", 1)[1]
    trust = {"Effect": "Allow", "Principal": {"AWS": guarded.arn}, "Action": ["sts:AssumeRole", "sts:TagSession"]}
    trust["Condition"] = {"StringEquals": {"sts:ExternalId": "ext", "aws:RequestTag/team": "blue"}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    guarded.admin_iam.update_assume_role_policy(RoleName=role, PolicyDocument=document)
    everything = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
    guarded.admin_iam.put_role_policy(RoleName=role, PolicyName="all", PolicyDocument=everything)
    only = {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [only]})
    words = ["--duration", "30m", "--session-name", "mine", "--policy", policy, "--external-id", "ext", "--tag", "team=blue"]
    ended = guarded.run("whoami", arn, "-p", "ana", "--code", guarded.device.code(), "--json", *words)
    assert ended.returncode == 0, ended.stderr
    who = json.loads(ended.stdout)
    assert who["arn"].endswith("/mine") and who["left"] in ("29 min", "30 min")
    # the session policy is what is left of the role's
    given = json.loads(guarded.run("env", arn, "-p", "ana", "--format", "json", *words).stdout)
    named = {
        "region_name": "us-east-1",
        "endpoint_url": guarded.server.endpoint,
        "aws_access_key_id": given["AWS_ACCESS_KEY_ID"],
        "aws_secret_access_key": given["AWS_SECRET_ACCESS_KEY"],
        "aws_session_token": given["AWS_SESSION_TOKEN"],
    }
    boto3.client("s3", **named).list_buckets()
    with pytest.raises(botocore.exceptions.ClientError, match="AccessDenied"):
        boto3.client("iam", **named).list_users()
    # each of them counts
    for at in (6, 8):
        ended = guarded.run("whoami", arn, "-p", "ana", *words[:at], *words[at + 2 :])
        assert ended.returncode == 1 and "AssumeRole: AccessDenied" in ended.stderr, words[at]
    # without a role these flags are about nothing
    ended = guarded.run("whoami", "ana", *words)
    assert ended.returncode == 1 and "there is no role that this could be about" in ended.stderr


def test_direct_gives_the_code_to_assume_role(guarded):
    with_role(guarded, "one")
    guarded.config.write_text(guarded.config.read_text().replace("source_profile", f"mfa_serial = {guarded.serial}\nsource_profile"))
    ended = guarded.run("assume", "one", "--direct", "--code", guarded.device.code(), "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["mfa"] is True
    assert [kept["kind"] for kept in json.loads(guarded.run("cache", "list", "--json").stdout)] == ["role"]


def test_a_chain_of_roles(guarded):
    inner = guarded.create_role()
    outer = guarded.create_role(mfa=False)
    trust = {"Effect": "Allow", "Principal": {"AWS": inner}, "Action": "sts:AssumeRole"}
    guarded.admin_iam.update_assume_role_policy(
        RoleName=outer.rsplit("/", 1)[1],
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    )
    guarded.write_config(
        f"[profile inner]\nrole_arn = {inner}\nsource_profile = ana\n\n"
        f"[profile outer]\nrole_arn = {outer}\nsource_profile = inner\nPLACE\n"
    )
    ended = guarded.run("whoami", "outer", "--code", guarded.device.code(), "--json")
    assert ended.returncode == 0, ended.stderr
    assert f":assumed-role/{outer.rsplit('/', 1)[1]}/" in json.loads(ended.stdout)["arn"]


def test_the_aws_clis_cache_is_left_alone_at_other_endpoints(guarded):
    cache = guarded.home / ".aws/cli/cache"
    cache.mkdir(parents=True)
    with_role(guarded, "one")
    assert guarded.run("assume", "one", "--code", guarded.device.code()).returncode == 0
    assert list(cache.iterdir()) == []


def test_the_aws_clis_cache_is_read_at_aws(ana):
    """A role's session that the AWS CLI got, MFA and all, is good here too: nothing is asked, nothing is sent."""
    arn, serial = "arn:aws:iam::123456789012:role/r", "arn:aws:iam::123456789012:mfa/user"
    cache = ana.home / ".aws/cli/cache"
    cache.mkdir(parents=True)
    given = {"AccessKeyId": "ASIACLI", "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2099-01-01T00:00:00Z"}
    # the name is the CLI's for this role and device, from its own code
    entry = cache / "4f43ab97ec382f09d0a4d6e01c61df390120ed95.json"
    entry.write_text(json.dumps({"Credentials": given}))
    role = f"[profile r]\nrole_arn = {arn}\nmfa_serial = {serial}\nsource_profile = ana\nregion = eu-west-1\n"
    ana.write_config(role)
    ended = ana.run("env", "r", "--format", "json")
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(ended.stdout)
    assert seen["AWS_ACCESS_KEY_ID"] == "ASIACLI" and "AWS_ENDPOINT_URL" not in seen
    # who wants nothing of it has nothing of it
    assert ana.run("cache", "clear").returncode == 0
    entry.write_text(json.dumps({"Credentials": given}))
    ended = ana.run("env", "r", OSTIARY_AWS_CLI_CACHE="off")
    assert ended.returncode == 4 and "ASIACLI" not in ended.stdout
    # at another endpoint the same name means another role
    ended = ana.run("env", "r", "--endpoint", ana.server.endpoint)
    assert ended.returncode == 4 and "ASIACLI" not in ended.stdout
    # and over is over
    entry.write_text(json.dumps({"Credentials": {**given, "Expiration": "2020-01-01T00:00:00Z"}}))
    assert ana.run("cache", "clear").returncode == 0
    assert ana.run("env", "r").returncode == 4


def test_ten_processes_ask_once(guarded, tmp_path):
    many = " ".join(f"{guarded.binary} credential-process ana >{tmp_path}/{n} 2>{tmp_path}/err{n} &" for n in range(10))
    shell = guarded.at_terminal("sh", "-c", f"{many} wait")
    shell.expect_exact("MFA code for")
    # all others stand in line by now
    time.sleep(1)
    shell.sendline(guarded.device.code())
    shell.expect(pexpect.EOF)
    assert "MFA code for" not in shell.before
    printed = {(tmp_path / str(n)).read_text() for n in range(10)}
    assert len(printed) == 1 and json.loads(printed.pop())["SessionToken"]


def test_exec_is_the_command(guarded):
    with_role(guarded, "one")
    assert guarded.run("session", "-p", "ana", "--code", guarded.device.code()).returncode == 0
    stale = {"AWS_SECURITY_TOKEN": "old", "AWS_ROLE_ARN": "x", "AWS_DEFAULT_PROFILE": "ana"}
    script = "env | grep ^AWS_; exit 7"
    ended = guarded.run("exec", "one", "--", "sh", "-c", script, **stale)
    assert ended.returncode == 7, ended.stderr
    seen = dict(line.split("=", 1) for line in ended.stdout.splitlines())
    assert seen["AWS_ACCESS_KEY_ID"].startswith("ASIA") and seen["AWS_SESSION_TOKEN"]
    assert seen["AWS_REGION"] == seen["AWS_DEFAULT_REGION"] == "eu-west-1"
    assert seen["AWS_ENDPOINT_URL"] == guarded.server.endpoint
    assert not {"AWS_SECURITY_TOKEN", "AWS_ROLE_ARN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"} & seen.keys()
    ended = guarded.run("exec", "one", "--", "sh", "-c", "kill -TERM $$")
    assert ended.returncode == -15
    ended = guarded.run("exec", "one", "--", "/no/such/program")
    assert ended.returncode == 127 and "cannot run /no/such/program" in ended.stderr
    ended = guarded.run("exec", "one", "--", str(guarded.config))
    assert ended.returncode == 126 and "ermission denied" in ended.stderr
    ended = guarded.run("exec", "one", "--", "sh", "-c", "echo ${OSTIARY_MFA_CODE-none}", OSTIARY_MFA_CODE="123456")
    assert ended.stdout == "none\n"


def test_env_can_be_read_in_by_a_shell(guarded):
    assert guarded.run("session", "-p", "ana", "--code", guarded.device.code()).returncode == 0
    script = f'eval "$({guarded.binary} env ana)"; echo "$AWS_ACCESS_KEY_ID $AWS_ENDPOINT_URL ${{AWS_PROFILE-unset}}"'
    ended = subprocess.run(["sh", "-c", script], env=guarded.environment(AWS_PROFILE="x"), capture_output=True, text=True)
    key, endpoint, profile = ended.stdout.split()
    assert key.startswith("ASIA") and endpoint == guarded.server.endpoint and profile == "unset"


@pytest.mark.skipif(shutil.which("wine") is None, reason="not installed: wine")
def test_env_can_be_called_by_cmd(guarded, tmp_path):
    """cmd.exe is Wine's; Windows cannot be installed."""
    ended = guarded.run("env", "ana", "--format", "cmd", "--code", guarded.device.code())
    assert ended.returncode == 0, ended.stderr
    (tmp_path / "session.cmd").write_text(ended.stdout)
    # what calls a file sees what it set, and none of what it unset
    (tmp_path / "use.cmd").write_text("@echo off\ncall session.cmd >NUL\nset AWS\n")
    wine = {"WINEPREFIX": str(tmp_path / "prefix"), "WINEDEBUG": "-all", "AWS_SECURITY_TOKEN": "old", "DISPLAY": ""}
    called = subprocess.run(
        ["wine", "cmd", "/c", "use.cmd"],
        env=guarded.environment(**wine),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    seen = dict(line.split("=", 1) for line in called.stdout.splitlines() if line.startswith("AWS_"))
    seen.pop("AWS_EC2_METADATA_DISABLED")
    assert seen.pop("AWS_VAULT") == "ana"
    wanted = json.loads(guarded.run("env", "ana", "--format", "json").stdout)
    assert seen == wanted and seen["AWS_SESSION_TOKEN"], called


@pytest.mark.skipif(shutil.which("fish") is None, reason="not installed: fish")
def test_env_can_be_read_in_by_fish(guarded):
    """A variable that is not set is no failure of unset."""
    assert guarded.run("session", "-p", "ana", "--code", guarded.device.code()).returncode == 0
    script = f"{guarded.binary} env ana --format fish | source; and echo $AWS_ACCESS_KEY_ID $AWS_ENDPOINT_URL (set -q AWS_PROFILE; echo $status)"
    ended = subprocess.run(["fish", "-c", script], env=guarded.environment(AWS_PROFILE="x"), capture_output=True, text=True)
    key, endpoint, status = ended.stdout.split()
    assert key.startswith("ASIA") and endpoint == guarded.server.endpoint and status == "1", ended.stderr


def test_no_secret_is_told(guarded):
    """Not in results without credentials, not in notes, not in the command lines that others may see."""
    code = guarded.device.code()
    told = ""
    for arguments in (
        ["session", "-p", "ana", "--code", code, "-v"],
        ["session", "-p", "ana", "--json", "-v"],
        ["whoami", "ana", "-v"],
        ["cache", "list"],
        ["mfa", "list", "-p", "ana", "-v"],
        ["doctor", "-p", "ana", "--json"],
    ):
        ended = guarded.run(*arguments)
        assert ended.returncode == 0, ended.stderr
        told += ended.stdout + ended.stderr
    given = json.loads(guarded.run("credential-process", "ana").stdout)
    for secret in (guarded.secret, given["SecretAccessKey"], given["SessionToken"], guarded.device.seed):
        assert secret not in told
    sealed = b"".join(path.read_bytes() for path in guarded.home.rglob("*") if path.is_file() and ".aws" not in path.parts)
    for secret in (given["SecretAccessKey"], given["SessionToken"], guarded.secret):
        assert secret.encode() not in sealed


def test_a_warm_cache_answers_at_once(guarded):
    assert guarded.run("session", "-p", "ana", "--code", guarded.device.code()).returncode == 0
    times = []
    for _ in range(10):
        start = time.perf_counter()
        guarded.run("credential-process", "ana")
        times.append(time.perf_counter() - start)
    # a debug build on a busy machine; no network, no prompt, no runtime is what is meant
    assert sorted(times)[5] < 0.5, times


def test_whoami_in_a_shell_that_exec_started(guarded):
    """Its end, and whether MFA was used, are known there too, though the environment says neither."""
    with_role(guarded, "one")
    assert guarded.run("session", "-p", "ana", "--code", guarded.device.code()).returncode == 0
    outside = json.loads(guarded.run("whoami", "one", "--json").stdout)
    inside = json.loads(guarded.run("exec", "one", "--", guarded.binary, "whoami", "--json").stdout)
    same = ("arn", "kind", "mfa", "expires", "access_key_id", "endpoint")
    assert {key: inside[key] for key in same} == {key: outside[key] for key in same}
    assert inside["mfa"] is True and inside["profile"] is None
    # elsewhere, of what the environment says
    script = f"export OSTIARY_CACHE_DIR={guarded.home}/elsewhere; {guarded.binary} whoami --json"
    inside = json.loads(guarded.run("exec", "one", "--", "sh", "-c", script).stdout)
    assert (inside["mfa"], inside["expires"]) == (None, outside["expires"])


def test_external_id_tags_and_session_policy_reach_the_service(guarded, tmp_path):
    """A role that insists on the first two, and a session that the third makes narrower than the role."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": guarded.arn},
        "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Condition": {"StringEquals": {"sts:ExternalId": "e-1", "aws:RequestTag/team": "red"}},
    }
    arn = guarded.create_role(mfa=False)
    role = arn.rsplit("/", 1)[1]
    guarded.admin_iam.update_assume_role_policy(
        RoleName=role, PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}]}
    guarded.admin_iam.put_role_policy(RoleName=role, PolicyName="p", PolicyDocument=json.dumps(everything))
    guarded.admin_iam.put_user_policy(
        UserName=guarded.name,
        PolicyName="tag",
        PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}]}
        ),
    )
    assert guarded.run("session", "-p", "ana", "--code", guarded.device.code()).returncode == 0
    both = ["--external-id", "e-1", "--tag", "team=red"]
    for missing in (both[2:], both[:2], [*both[:3], "team=blue"]):
        ended = guarded.run("assume", arn, "-p", "ana", *missing)
        assert ended.returncode == 1 and "AssumeRole: AccessDenied" in ended.stderr, (missing, ended.stderr)
    ended = guarded.run("assume", arn, "-p", "ana", *both, "--json")
    assert ended.returncode == 0 and json.loads(ended.stdout)["cached"] is False, ended.stderr
    # the narrower session is another one, and narrower it is
    policy = tmp_path / "policy.json"
    narrow = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:ListRoles", "Resource": "*"}]}
    policy.write_text(json.dumps(narrow))
    call = "import boto3; boto3.client('iam').list_users(); print('listed')"
    for more, listed in (([], True), (["--policy", f"@{policy}"], False)):
        ended = guarded.run("exec", arn, "-p", "ana", *both, *more, "--", sys.executable, "-c", call)
        assert ("listed" in ended.stdout) is listed, ended.stderr
        assert listed or "AccessDenied" in ended.stderr


def test_a_spinner_while_it_takes_long(guarded):
    """On a terminal, and gone from it afterwards; a pipe never sees one."""
    shown = threading.Event()

    def answer(method, path, headers, body):
        if b"Action=GetCallerIdentity" in body:
            assert shown.wait(30)

    player = Player(answer, behind=guarded.server.endpoint)
    guarded.serial = None
    guarded.write_config("", endpoint=player.url)
    try:
        terminal = guarded.at_terminal(guarded.binary, "whoami", "ana")
        terminal.expect_exact("⠋ asking who this is")
        shown.set()
        terminal.expect_exact("\r\x1b[K")
        terminal.expect_exact(guarded.arn)
        terminal.wait()
        shown.clear()
        piped = subprocess.Popen(
            [guarded.binary, "whoami", "ana"], env=guarded.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        # longer than it takes for a spinner to appear
        with pytest.raises(subprocess.TimeoutExpired):
            piped.wait(1)
        shown.set()
        out, told = piped.communicate(timeout=30)
        assert guarded.arn.encode() in out and told == b""
    finally:
        shown.set()
        player.shutdown()
        player.server_close()


def test_sessions_outlive_rotations(session):
    """Those of roles too, each as one row and one to be cleared, however often the key was changed."""
    with_role(session, "admin")
    assert session.run("assume", "admin").returncode == 0
    before = [json.loads(session.run("whoami", name, "--json").stdout)["access_key_id"] for name in ("ana", "admin")]
    for _ in range(2):
        assert session.run("key", "rotate", "-p", "ana", "--no-prompt").returncode == 0
    assert [json.loads(session.run("whoami", name, "--json").stdout)["access_key_id"] for name in ("ana", "admin")] == before
    listed = json.loads(session.run("cache", "list", "--json").stdout)
    assert [(entry["profile"], entry["kind"]) for entry in listed] == [("admin", "role"), ("ana", "mfa session")]
    assert session.run("cache", "clear").stdout == "2 sessions cleared\n"
    # what is got now is kept by the same names
    assert session.run("whoami", "admin", "--no-prompt").returncode == 4


def test_a_session_that_has_ended_is_said_to(session):
    """Of the environment's own: the service takes it still, by another clock."""
    given = json.loads(session.run("env", "ana", "--format", "json").stdout)
    whoami = session.run("whoami", **{**given, "AWS_CREDENTIAL_EXPIRATION": "2020-01-01T00:00:00Z"}, OSTIARY_CACHE_DIR="/dev/null")
    assert whoami.returncode == 0, whoami.stderr
    assert re.search(r"^left +none: it ended \d+ h( \d+ min)? ago$", whoami.stdout, re.M)
