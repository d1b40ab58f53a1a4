"""Devices and keys: enrolled, listed, brought back in step, removed; rotated, with a failure at every step."""

import contextlib
import json
import socket
import subprocess
import threading
import time
import types

import boto3
import pexpect
import pytest

from authenticator import Authenticator
from aws_names import Player

SELF = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["iam:*", "sts:AssumeRole"], "Resource": "*"}],
}


def test_a_person_enrolls_with_a_phone(ana, tmp_path):
    png = tmp_path / "code.png"
    terminal = ana.at_terminal(ana.binary, "mfa", "enroll", "-p", "ana", "--png", png)
    terminal.setwinsize(80, 200)
    terminal.expect_exact("Scan this with an authenticator app:")
    terminal.expect(r"or type it in: ([A-Z2-7]{64})\r\n")
    typed = terminal.match.group(1)
    drawn = terminal.before
    phone = Authenticator.from_png(png.read_bytes())
    assert phone.seed == typed
    assert "▀" in drawn and "█" in drawn
    one, two = phone.two_codes()
    terminal.expect_exact("First code: ")
    terminal.sendline(one)
    terminal.expect_exact("The code after it (wait for it): ")
    terminal.sendline(one)
    terminal.expect_exact("That is the same code again; wait for the next one.")
    terminal.expect_exact("The code after it (wait for it): ")
    terminal.sendline(two)
    serial = f"arn:aws:iam::111122223333:mfa/{ana.name}"
    terminal.expect_exact(f"{serial} is enabled, and mfa_serial is in")
    terminal.expect_exact("next: `ostiary session`")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    text = ana.config.read_text()
    assert text.startswith("# mine\n[profile ana]\n") and f"mfa_serial = {serial}\n" in text
    assert png.stat().st_mode & 0o777 == 0o600
    assert ana.run("session", "-p", "ana", "--code", phone.code()).returncode == 0
    listed = json.loads(ana.run("mfa", "list", "-p", "ana", "--json").stdout)
    assert [(device["serial"], device["user"]) for device in listed] == [(serial, ana.name)]


def test_an_enrolment_that_fails_leaves_nothing(ana):
    terminal = ana.at_terminal(ana.binary, "mfa", "enroll", "-p", "ana")
    for _ in range(3):
        terminal.expect_exact("First code: ")
        terminal.sendline("000000")
        terminal.expect_exact("The code after it (wait for it): ")
        terminal.sendline("000001")
    terminal.expect_exact("error: the two MFA codes were refused")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 4
    assert devices_of(ana) == []
    assert "mfa_serial" not in ana.config.read_text()


def test_ci_enrolls_by_itself(ana, tmp_path):
    seed, png = tmp_path / "seed", tmp_path / "code.png"
    ended = ana.run("mfa", "enroll", "-p", "ana", "--seed-file", str(seed), "--png", str(png))
    assert ended.returncode == 0, ended.stderr
    assert seed.stat().st_mode & 0o777 == 0o600
    for source in (seed, png):
        ended = ana.run("totp", str(source), "--at-least", "5", "--json")
        shown = json.loads(ended.stdout)
        phone = Authenticator.from_png(png.read_bytes())
        near = {phone.code_of(phone._now() + step) for step in (-1, 0, 1)}
        assert shown["code"] in near and 5 <= shown["seconds_left"] <= 30
    # enabling spent the present code; the program's first one is refused, and the client waits for the next
    ended = ana.run("session", "-p", "ana", "--mfa-process", f"{ana.binary} totp {seed}")
    assert ended.returncode == 0, ended.stderr
    again = ana.run("mfa", "enroll", "-p", "ana", "--seed-file", str(seed))
    assert again.returncode == 1 and "is there already" in again.stderr


def test_resync_and_remove(guarded):
    terminal = guarded.at_terminal(guarded.binary, "mfa", "resync", "-p", "ana")
    now = guarded.device._now()
    # the first pair is in the wrong order: said, and asked again
    for first, second in ((2, 1), (1, 2)):
        if first == 1:
            terminal.expect_exact("the two MFA codes were refused")
        terminal.expect_exact("First code: ")
        terminal.sendline(guarded.device.code_of(now + first))
        terminal.expect_exact("The code after it (wait for it): ")
        terminal.sendline(guarded.device.code_of(now + second))
    terminal.expect_exact("is in step again")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    guarded.device.last = now + 2
    ended = guarded.run("mfa", "remove", guarded.serial, "-p", "ana", "--code", guarded.device.code())
    if ended.returncode == 4:
        pytest.fail(ended.stderr)
    assert ended.returncode == 0, ended.stderr
    assert guarded.run("mfa", "list", "-p", "ana").stdout == ""


def working_key(person):
    """The key that the profile holds now, which the server must know."""
    lines = dict(line.split(" = ") for line in person.credentials.read_text().splitlines() if " = " in line)
    sts = boto3.client(
        "sts",
        endpoint_url=person.server.endpoint,
        region_name="us-east-1",
        aws_access_key_id=lines["aws_access_key_id"],
        aws_secret_access_key=lines["aws_secret_access_key"],
    )
    assert sts.get_caller_identity()["Arn"] == person.arn
    return lines["aws_access_key_id"]


def test_a_key_is_rotated(ana):
    ended = ana.run("key", "rotate", "-p", "ana", "--json")
    assert ended.returncode == 0, ended.stderr
    rotated = json.loads(ended.stdout)
    assert rotated["old"] == ana.key_id and rotated["new"] == working_key(ana)
    assert ana.keys() == {rotated["new"]: "Active"}
    assert ana.credentials.read_text().startswith("# keys\n[ana]\n")
    assert ana.secret not in ana.credentials.read_text()


def test_every_profile_that_has_the_key_gets_the_new_one(ana):
    """The key goes only when no profile has it any more."""
    keys = f"aws_access_key_id = {ana.key_id}\naws_secret_access_key = {ana.secret}\n"
    ana.credentials.write_text(f"# keys\n[ana]\n{keys}\n[default]\n# the same\n{keys}\n[bob]\naws_access_key_id = AKIABOB\n")
    ana.write_config(f"[profile too]\n{keys}PLACE\n")
    ended = ana.run("key", "rotate", "-p", "ana", "--json")
    assert ended.returncode == 0, ended.stderr
    new = json.loads(ended.stdout)["new"]
    assert ana.keys() == {new: "Active"}
    for profile in ("ana", "default", "too"):
        ended = ana.run("whoami", profile, "--json", "--endpoint", ana.server.endpoint)
        assert ended.returncode == 0 and json.loads(ended.stdout)["access_key_id"] == new, (profile, ended.stderr)
    text = ana.credentials.read_text()
    assert "# keys\n" in text and "# the same\n" in text and "AKIABOB" in text and ana.key_id not in text


def test_rotations_at_once_follow_each_other(ana, new_person, tmp_path):
    """Of one key, and of two users' keys in one file: the key that a profile holds at the end works."""
    bob = new_person(tmp_path / "bob")
    ana.credentials.write_text(ana.credentials.read_text() + bob.credentials.read_text().replace("[ana]", "[bob]"))
    ana.write_config("[profile bob]\nPLACE\n")
    commands = [[ana.binary, "key", "rotate", "-p", name] for name in ("ana", "bob", "ana", "bob")]
    running = [subprocess.Popen(command, env=ana.environment(), stderr=subprocess.PIPE, text=True) for command in commands]
    ended = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    assert [status for _, status in ended] == [0] * 4, ended
    for profile, person in (("ana", ana), ("bob", bob)):
        who = ana.run("whoami", profile, "--json")
        assert who.returncode == 0, who.stderr
        who = json.loads(who.stdout)
        assert who["arn"] == person.arn and person.keys() == {who["access_key_id"]: "Active"}


def test_what_could_not_be_written_down_is_not_made(ana, tmp_path):
    """Found out before the device is made, of the file that it would be written to, and of no other."""
    enroll = ["mfa", "enroll", "-p", "ana", "--seed-file", str(tmp_path / "seed"), "--endpoint", ana.server.endpoint]
    # /proc takes no new files
    ended = ana.run(*enroll, AWS_CONFIG_FILE="/proc/config", AWS_REGION="eu-west-1")
    assert ended.returncode == 1 and "cannot write /proc/config" in ended.stderr, ended.stderr
    devices = ana.admin_iam.get_paginator("list_virtual_mfa_devices").paginate()
    serials = [device["SerialNumber"] for page in devices for device in page["VirtualMFADevices"]]
    assert not [serial for serial in serials if serial.endswith(f"/{ana.name}")]
    # the other file is not needed, neither for the key nor for the device
    keys = f"[profile ana]\naws_access_key_id = {ana.key_id}\naws_secret_access_key = {ana.secret}\n"
    ana.config.write_text(keys + f"region = eu-west-1\nendpoint_url = {ana.server.endpoint}\n")
    for command in (["key", "rotate", "-p", "ana"], enroll):
        ended = ana.run(*command, AWS_SHARED_CREDENTIALS_FILE="/proc/credentials")
        assert ended.returncode == 0, ended.stderr
    assert len(ana.keys()) == 1 and "mfa_serial = " in ana.config.read_text()


def test_a_second_key_is_not_touched(ana):
    other = ana.admin_iam.create_access_key(UserName=ana.name)["AccessKey"]["AccessKeyId"]
    ended = ana.run("key", "rotate", "-p", "ana")
    assert ended.returncode == 1 and f"the user has a second key, {other}" in ended.stderr
    assert set(ana.keys()) == {ana.key_id, other} and working_key(ana) == ana.key_id


class Gallows:
    """Passes requests on to the server, and kills the client at the chosen one: before it is passed on, or after."""

    def __init__(self, target, kill_at, after):
        self.host, self.port = target.split("//")[1].split(":")
        self.kill_at, self.after, self.seen, self.victim = kill_at, after, 0, None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    @staticmethod
    def message(stream):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = stream.read(1)
            if not byte:
                return None
            head += byte
        length = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        return head + (stream.read(int(length[0])) if length else b"")

    def serve(self, connection):
        stream = connection.makefile("rwb")
        while request := self.message(stream):
            self.seen += 1
            condemned = self.seen == self.kill_at
            if condemned and not self.after:
                self.victim.kill()
                return
            # the port is part of what was signed: the host is passed on as it came
            with socket.create_connection((self.host, int(self.port))) as server:
                there = server.makefile("rwb")
                there.write(request)
                there.flush()
                answer = self.message(there)
            if condemned:
                self.victim.kill()
                return
            stream.write(answer)
            stream.flush()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kill_at", range(1, 7), ids=["list", "look", "create", "verify", "deactivate", "delete"])
def test_a_rotation_survives_being_killed(ana, kill_at, after):
    gallows = Gallows(ana.server.endpoint, kill_at, after)
    ana.write_config("", endpoint=gallows.url)
    command = [ana.binary, "key", "rotate", "-p", "ana"]
    victim = subprocess.Popen(command, env=ana.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    gallows.victim = victim
    victim.communicate(timeout=30)
    assert victim.returncode == -9, "it was killed"
    # whenever that was, the profile has a key that works
    working_key(ana)
    ended = subprocess.run(command, env=ana.environment(), capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    new = working_key(ana)
    assert new != ana.key_id
    assert ana.keys() == {new: "Active"}
    gallows.listener.close()


def test_the_doctor_finds_what_is_wrong(guarded):
    ended = guarded.run("doctor", "-p", "ana")
    assert ended.returncode == 0, ended.stdout
    assert ended.stdout.count("ok   ") == 8, ended.stdout
    guarded.config.write_text(guarded.config.read_text().replace(guarded.serial, guarded.serial + "x"))
    ended = guarded.run("doctor", "-p", "ana", "--json")
    checks = verdicts(ended)
    assert ended.returncode == 3 and checks["MFA device"]["verdict"] == "wrong"
    assert "ostiary mfa list" in checks["MFA device"]["hint"]
    ended = guarded.run("doctor", "-p", "ana", "--endpoint", "http://127.0.0.1:1")
    assert ended.returncode == 3 and "FAIL endpoint: http://127.0.0.1:1 does not answer" in ended.stdout
    ended = guarded.run("doctor", "-p", "nobody")
    assert ended.returncode == 3 and "FAIL profile: there is no profile 'nobody'" in ended.stdout


def verdicts(ended):
    return {check["check"]: check for check in json.loads(ended.stdout)}


def test_the_doctor_says_what_the_user_may_not_do(guarded):
    """Its findings come true: the permission that it misses is the one that rotation misses."""
    policy = {"Effect": "Allow", "Action": ["iam:Get*", "iam:List*", "iam:Simulate*"], "Resource": "*"}
    own = {
        "Effect": "Allow",
        "Action": ["iam:*AccessKey*", "iam:*MFADevice"],
        "Resource": ["arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::*:mfa/${aws:username}"],
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    }
    never = {"Effect": "Deny", "Action": "iam:CreateAccessKey", "Resource": "*"}

    def put(*statements):
        document = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
        guarded.admin_iam.put_user_policy(UserName=guarded.name, PolicyName="self", PolicyDocument=document)

    put(policy, own)
    found = verdicts(guarded.run("doctor", "-p", "ana", "--json"))["permissions"]
    assert found["verdict"] == "ok" and "may manage its own devices and keys" in found["found"], found
    put(policy, own, never)
    ended = guarded.run("doctor", "-p", "ana", "--json")
    found = verdicts(ended)["permissions"]
    assert ended.returncode == 0 and found["verdict"] == "warning"
    assert found["found"] == "even with MFA the user may not iam:CreateAccessKey"
    ended = guarded.run("key", "rotate", "-p", "ana", "--code", guarded.device.code())
    assert ended.returncode == 1 and "CreateAccessKey: AccessDenied" in ended.stderr
    put(own)
    ended = guarded.run("doctor", "-p", "ana", "--json")
    assert "may not be looked up" in verdicts(ended)["permissions"]["found"]


def test_the_doctor_tries_the_role_and_asks_nobody(guarded):
    arn = guarded.create_role()
    guarded.write_config(f"[profile admin]\nrole_arn = {arn}\nsource_profile = ana\nPLACE\n")
    ended = guarded.run("doctor", "-p", "admin", "--json")
    role = verdicts(ended)["role"]
    assert ended.returncode == 0 and role["verdict"] == "warning" and "takes an MFA code" in role["found"]
    assert guarded.run("session", "-p", "ana", "--code", guarded.device.code()).returncode == 0
    role = verdicts(guarded.run("doctor", "-p", "admin", "--json"))["role"]
    assert (role["verdict"], role["found"]) == ("ok", arn)
    guarded.admin_iam.update_assume_role_policy(
        RoleName=arn.rsplit("/", 1)[1],
        PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]}
        ),
    )
    assert guarded.run("cache", "clear", "-p", "admin").returncode == 0
    ended = guarded.run("doctor", "-p", "admin", "--json")
    role = verdicts(ended)["role"]
    assert ended.returncode == 3 and role["verdict"] == "wrong" and "AssumeRole: AccessDenied" in role["found"]


def test_a_session_finds_the_only_device(guarded):
    """If the profile names none, the user's own list does."""
    serial, guarded.serial = guarded.serial, None
    guarded.write_config("")
    terminal = guarded.at_terminal(guarded.binary, "session", "-p", "ana")
    terminal.expect_exact(f"using {serial}; with `mfa_serial = {serial}` in the profile it need not be looked up")
    terminal.expect_exact(f"MFA code for {serial}: ")
    terminal.sendline(guarded.device.code())
    terminal.expect_exact(f"{serial}: ")
    terminal.wait()
    assert terminal.exitstatus == 0
    # the same session serves every user who names the device
    ended = guarded.run("session", "-p", "ana", "--mfa-serial", serial, "--json")
    assert ended.returncode == 0 and json.loads(ended.stdout)["cached"] is True, ended.stderr
    # two are one too many to choose from, once that one is over
    assert guarded.run("cache", "clear").returncode == 0
    made = guarded.admin_iam.create_virtual_mfa_device(VirtualMFADeviceName=f"{guarded.name}-2")["VirtualMFADevice"]
    one, two = Authenticator.from_png(made["QRCodePNG"]).two_codes()
    guarded.admin_iam.enable_mfa_device(
        UserName=guarded.name, SerialNumber=made["SerialNumber"], AuthenticationCode1=one, AuthenticationCode2=two
    )
    ended = guarded.run("session", "-p", "ana")
    assert ended.returncode == 1 and "several MFA devices" in ended.stderr and made["SerialNumber"] in ended.stderr
    # and a user who may not look is told what to name
    guarded.admin_iam.delete_user_policy(UserName=guarded.name, PolicyName="self")
    ended = guarded.run("session", "-p", "ana")
    assert ended.returncode == 4 and "--mfa-serial ARN" in ended.stderr
    # a session gets no further session, and no code is asked for that would be spent on it
    there = {"AWS_ACCESS_KEY_ID": "ASIAX", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t"}
    ended = guarded.run("session", "--endpoint", guarded.server.endpoint, **there)
    assert ended.returncode == 1 and "hint: unset AWS_SESSION_TOKEN" in ended.stderr, ended.stderr


def killed_rotation(person, kill_at, after):
    """A rotation that is killed at one of its calls, and a profile that reaches the server directly again."""
    gallows = Gallows(person.server.endpoint, kill_at, after)
    person.write_config("", endpoint=gallows.url)
    command = [person.binary, "key", "rotate", "-p", "ana"]
    gallows.victim = subprocess.Popen(command, env=person.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert gallows.victim.wait(30) == -9
    gallows.kill_at = None
    return gallows


def test_a_rotation_lets_go_where_the_profile_has_another_key_now(ana):
    """Another user's key was put there: that one is rotated, and nothing of the first user's is touched."""
    gallows = killed_rotation(ana, 4, after=False)
    before = ana.keys()
    assert len(before) == 2
    other = f"{ana.name}-other"
    ana.admin_iam.create_user(UserName=other)
    ana.admin_iam.put_user_policy(UserName=other, PolicyName="self", PolicyDocument=json.dumps(SELF))
    key = ana.admin_iam.create_access_key(UserName=other)["AccessKey"]
    text = ana.credentials.read_text()
    ana.credentials.write_text(
        text.replace(ana.key_id, key["AccessKeyId"]).replace(ana.secret, key["SecretAccessKey"])
    )
    ended = ana.run("key", "rotate", "-p", "ana", "--json")
    assert ended.returncode == 0 and "an earlier rotation is given up" in ended.stderr, ended.stderr
    rotated = json.loads(ended.stdout)
    assert rotated["old"] == key["AccessKeyId"] and rotated["new"] in ana.credentials.read_text()
    listed = ana.admin_iam.list_access_keys(UserName=other)["AccessKeyMetadata"]
    assert [key["AccessKeyId"] for key in listed] == [rotated["new"]]
    assert ana.keys() == before
    gallows.listener.close()


def test_a_rotation_whose_new_key_is_gone_begins_anew(ana):
    gallows = killed_rotation(ana, 4, after=False)
    (half,) = set(ana.keys()) - {ana.key_id}
    ana.admin_iam.delete_access_key(UserName=ana.name, AccessKeyId=half)
    ended = ana.run("key", "rotate", "-p", "ana", "--json")
    assert ended.returncode == 0, ended.stderr
    rotated = json.loads(ended.stdout)
    assert rotated["new"] != half and ana.keys() == {rotated["new"]: "Active"}
    gallows.listener.close()


def test_a_key_that_somebody_made_and_uses_is_not_taken_for_a_lost_one(ana):
    gallows = killed_rotation(ana, 3, after=False)
    assert set(ana.keys()) == {ana.key_id}
    key = ana.admin_iam.create_access_key(UserName=ana.name)["AccessKey"]
    sts = boto3.client(
        "sts",
        endpoint_url=ana.server.endpoint,
        region_name="us-east-1",
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )
    sts.get_caller_identity()
    ended = ana.run("key", "rotate", "-p", "ana")
    assert ended.returncode == 1 and f"{key['AccessKeyId']}, which may be in use" in ended.stderr, ended.stderr
    assert set(ana.keys()) == {ana.key_id, key["AccessKeyId"]}
    sts.get_caller_identity()
    gallows.listener.close()


def devices_of(person):
    # other tests have made more than one page of them
    made = person.admin_iam.get_paginator("list_virtual_mfa_devices").paginate().build_full_result()
    serials = [device["SerialNumber"] for device in made["VirtualMFADevices"]]
    return [serial for serial in serials if f"/{person.name}" in serial]


@pytest.mark.parametrize("how", ["Ctrl-C", "SIGTERM", "hangup"])
def test_an_enrolment_that_is_broken_off_leaves_nothing(ana, tmp_path, how):
    png = tmp_path / "code.png"
    terminal = ana.at_terminal(ana.binary, "mfa", "enroll", "-p", "ana", "--png", png)
    terminal.expect_exact("First code: ")
    assert devices_of(ana) and png.exists()
    if how == "Ctrl-C":
        terminal.sendintr()
    elif how == "SIGTERM":
        terminal.kill(15)
    else:
        # whether it ends at once or a moment later is seen below
        with contextlib.suppress(pexpect.ExceptionPexpect):
            terminal.close(force=False)
    if how != "hangup":
        terminal.expect(pexpect.EOF)
        terminal.close()
        assert terminal.exitstatus == {"Ctrl-C": 130, "SIGTERM": 143}[how]
    deadline = time.monotonic() + 20
    while devices_of(ana) or png.exists():
        assert time.monotonic() < deadline
    assert "mfa_serial" not in ana.config.read_text()


def test_a_device_that_is_gone_is_in_nobodys_way(guarded, tmp_path):
    """Removed here, it is out of the profile; removed elsewhere, the profile still names it, and a new one is enrolled."""
    serial = guarded.serial
    guarded.admin_iam.deactivate_mfa_device(UserName=guarded.name, SerialNumber=serial)
    guarded.admin_iam.delete_virtual_mfa_device(SerialNumber=serial)
    assert serial in guarded.config.read_text()
    seed = tmp_path / "seed"
    ended = guarded.run("mfa", "enroll", "-p", "ana", "--seed-file", str(seed), "--name", f"{guarded.name}-2")
    assert ended.returncode == 0, ended.stderr
    assert f"mfa_serial = {serial}-2\n" in guarded.config.read_text()
    # both codes of the enrolment are spent, and are called so: the one before the present one is the first of them, or the
    # second if a step has begun meanwhile
    code = guarded.run("totp", str(seed), "--step", "-1").stdout.strip()
    ended = guarded.run("session", "-p", "ana", "--code", code)
    assert ended.returncode == 4 and "it was used already" in ended.stderr, ended.stderr
    ended = guarded.run("mfa", "remove", f"{serial}-2", "-p", "ana", "--mfa-process", f"{guarded.binary} totp {seed}")
    assert ended.returncode == 0, ended.stderr
    assert "mfa_serial" not in guarded.config.read_text() and "region" in guarded.config.read_text()


def test_the_device_is_named_where_the_name_counts(ana, tmp_path):
    """The credentials file comes before the config file, so what it says must be what is changed."""
    ana.credentials.write_text(ana.credentials.read_text() + "mfa_serial = arn:aws:iam::111122223333:mfa/oldphone\n")
    ended = ana.run("mfa", "enroll", "-p", "ana", "--seed-file", str(tmp_path / "seed"))
    assert ended.returncode == 0, ended.stderr
    assert f"mfa_serial = arn:aws:iam::111122223333:mfa/{ana.name}\n" in ana.credentials.read_text()
    assert "oldphone" not in ana.credentials.read_text()
    assert "mfa_serial" not in ana.config.read_text()


def test_an_enrolment_whose_last_answer_is_lost_keeps_the_seed(ana, tmp_path):
    """The device is enabled, though the answer was lost: without its seed it could never be used, or taken away."""
    gallows = Gallows(ana.server.endpoint, 4, after=True)
    ana.write_config("", endpoint=gallows.url)

    class Deaf:
        """In place of a victim: it lives, and its connection ends."""

        def kill(self):
            pass

    gallows.victim = Deaf()
    seed = tmp_path / "seed"
    ended = ana.run("mfa", "enroll", "-p", "ana", "--seed-file", str(seed))
    gallows.listener.close()
    listed = ana.admin_iam.list_mfa_devices(UserName=ana.name)["MFADevices"]
    assert ended.returncode == 1 and len(listed) == 1, ended.stderr
    assert f"its seed stays in {seed}" in ended.stderr and seed.exists()


def test_a_device_is_forgotten_in_both_files(guarded):
    guarded.credentials.write_text(guarded.credentials.read_text() + f"mfa_serial = {guarded.serial}\n")
    ended = guarded.run("mfa", "remove", guarded.serial, "-p", "ana", "--code", guarded.device.code())
    assert ended.returncode == 0, ended.stderr
    assert "mfa_serial" not in guarded.credentials.read_text() + guarded.config.read_text()
    assert guarded.secret in guarded.credentials.read_text()


def test_a_new_key_is_no_reason_to_ask_for_a_code_again(guarded):
    """The MFA session of the day goes on with the key that took the old one's place."""
    first = json.loads(guarded.run("session", "-p", "ana", "--code", guarded.device.code(), "--json").stdout)
    ended = guarded.run("key", "rotate", "-p", "ana")
    assert ended.returncode == 0, ended.stderr
    ended = guarded.run("session", "-p", "ana", "--no-prompt", "--json")
    assert ended.returncode == 0, ended.stderr
    again = json.loads(ended.stdout)
    same = ("access_key_id", "expires", "subject", "mfa")
    assert {key: again[key] for key in same} == {key: first[key] for key in same}
    assert guarded.run("mfa", "list", "-p", "ana").returncode == 0


def test_resync_without_a_person(guarded, tmp_path):
    now = guarded.device._now()
    resync = ["mfa", "resync", "-p", "ana"]
    ended = guarded.run(*resync, "--codes", guarded.device.code_of(now + 1), guarded.device.code_of(now + 2))
    assert ended.returncode == 0, ended.stderr
    # a program prints one code after the other
    codes = tmp_path / "codes"
    codes.write_text(f"{guarded.device.code_of(now + 3)}\n{guarded.device.code_of(now + 4)}\n")
    program = f"sh -c 'head -1 {codes}; sed -i 1d {codes}'"
    ended = guarded.run(*resync, "--mfa-process", program)
    assert ended.returncode == 0, ended.stderr
    for words, why in (
        (["--codes", "123456", "123456"], "two codes that follow each other are needed"),
        (["--codes", "12345", "123456"], "an MFA code is six digits"),
        (["--code", "123456"], "by two codes that follow each other"),
    ):
        # nothing listens there: it is refused before anything is sent
        ended = guarded.run(*resync, *words, "--endpoint", "http://127.0.0.1:1")
        assert ended.returncode != 0 and why in ended.stderr, ended.stderr


def test_a_session_that_is_kept_shows_the_devices(guarded):
    """For a user to whom everything is denied without MFA."""
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    never = {"Effect": "Deny", "NotAction": "sts:GetSessionToken", "Resource": "*"}
    never["Condition"] = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [everything, never]})
    guarded.admin_iam.put_user_policy(UserName=guarded.name, PolicyName="self", PolicyDocument=document)
    ended = guarded.run("mfa", "list", "-p", "ana")
    assert ended.returncode == 1 and "ListMFADevices: AccessDenied" in ended.stderr, ended.stderr
    for words in (["--code", guarded.device.code()], []):
        ended = guarded.run("mfa", "list", "-p", "ana", *words)
        assert ended.returncode == 0 and guarded.serial in ended.stdout, ended.stderr


def test_the_doctor_says_that_a_code_is_refused(guarded):
    ended = guarded.run("doctor", "-p", "ana", "--code", guarded.device.wrong_code())
    assert ended.returncode == 3 and "FAIL MFA session: the MFA code was refused" in ended.stdout, ended.stdout
    ended = guarded.run("doctor", "-p", "ana", "--mfa-process", "false")
    assert ended.returncode == 3 and "FAIL MFA session: --mfa-process: false ended with" in ended.stdout
    assert "ok   MFA device" in ended.stdout


def test_a_user_has_eight_devices_at_most(ana, tmp_path):
    """That is said before anything is made, or drawn."""
    for n in range(8):
        made = ana.admin_iam.create_virtual_mfa_device(VirtualMFADeviceName=f"{ana.name}-{n}")["VirtualMFADevice"]
        one, two = Authenticator.from_png(made["QRCodePNG"]).two_codes()
        ana.admin_iam.enable_mfa_device(
            UserName=ana.name, SerialNumber=made["SerialNumber"], AuthenticationCode1=one, AuthenticationCode2=two
        )
    ended = ana.run("mfa", "enroll", "-p", "ana", "--seed-file", str(tmp_path / "seed"))
    assert ended.returncode == 1 and "the user has 8 MFA devices, and may have 8 at most" in ended.stderr
    assert not (tmp_path / "seed").exists()


def test_what_enrolment_would_write_over_stays(ana, tmp_path):
    (tmp_path / "there").write_text("precious")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for words, why in (
        (["--png", "there"], "is there already"),
        (["--png", "link"], "is there already"),
        (["--seed-file", "there"], "is there already"),
        (["--png", "no/such/q.png"], "there is no directory"),
    ):
        words = [words[0], str(tmp_path / words[1])]
        seed = [] if "--seed-file" in words else ["--seed-file", str(tmp_path / "seed")]
        ended = ana.run("mfa", "enroll", "-p", "ana", *words, *seed)
        assert ended.returncode == 1 and why in ended.stderr, ended.stderr
    assert (tmp_path / "there").read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir() if not path.is_dir()) == ["link", "there"]


def test_an_interrupt_while_the_device_is_made_takes_it_back(ana):
    """The answer is on its way when Ctrl-C is pressed."""
    made, go = threading.Event(), threading.Event()

    def hold(method, path, headers, body):
        if b"Action=CreateVirtualMFADevice" not in body:
            return None
        request = types.SimpleNamespace(headers=headers, path=path, command=method, server=player)
        answer = player.RequestHandlerClass.pass_on(request, body)
        made.set()
        assert go.wait(30)
        return answer

    player = Player(hold, behind=ana.server.endpoint)
    try:
        ana.write_config("", endpoint=player.url)
        terminal = ana.at_terminal(ana.binary, "mfa", "enroll", "-p", "ana")
        assert made.wait(30)
        terminal.sendintr()
        go.set()
        terminal.expect(pexpect.EOF)
        terminal.close()
        assert terminal.exitstatus == 130
    finally:
        player.shutdown()
        player.server_close()
    ended = ana.run("mfa", "enroll", "-p", "ana", "--seed-file", str(ana.home / "seed"), "--endpoint", ana.server.endpoint)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_a_qr_code_without_colours(ana, plain):
    """Still one that can be scanned, on a dark terminal."""
    terminal = ana.at_terminal(ana.binary, "mfa", "enroll", "-p", "ana", **plain)
    terminal.setwinsize(60, 100)
    terminal.expect_exact("First code: ")
    drawn = terminal.before
    terminal.sendeof()
    terminal.expect(pexpect.EOF)
    assert "\x1b" not in drawn and "█" in drawn
