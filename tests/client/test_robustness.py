"""Odd surroundings: no home, others at the same terminal, prompts without an answer, flags against the environment."""

import json
import os
import shutil
import subprocess

import pexpect
import pytest


def role_profile(person, name="one", device=None, **more):
    arn = person.create_role(**more)
    mfa = f"mfa_serial = {device}\n" if device else ""
    person.write_config(f"[profile {name}]\nrole_arn = {arn}\n{mfa}source_profile = ana\nPLACE\n")
    return arn


def test_no_home_is_no_reason_to_look_into_the_current_directory(ana, tmp_path):
    """A directory named ~ in a place that another user wrote: nothing in it is read, let alone run."""
    trap, marker = tmp_path / "place" / "~" / ".aws", tmp_path / "ran"
    trap.mkdir(parents=True)
    (trap / "config").write_text(f"[default]\ncredential_process = touch {marker}\n[profile x]\ncredential_process = touch {marker}\n")
    # a user of whom the system knows no home either; the binary and its files are for all to read
    nobody = ["setpriv", "--reuid=54321", "--clear-groups"] if os.geteuid() == 0 else []
    binary = tmp_path / "ostiary"
    shutil.copy(ana.binary, binary)
    for directory in [tmp_path, *tmp_path.parents]:
        mode = directory.stat().st_mode
        if mode & 0o005 != 0o005:
            directory.chmod(mode | 0o005)
    (tmp_path / "place").chmod(0o777)
    for home in ({}, {"HOME": ""}):
        environment = {k: v for k, v in ana.environment().items() if k != "HOME"} | home
        cases = (["whoami"], 4), (["whoami", "x"], 1), (["configure", "--list"], 0), (["cache", "list"], 1)
        for arguments, status in cases:
            ended = subprocess.run(
                [*nobody, binary, *arguments], env=environment, cwd=tmp_path / "place", capture_output=True, text=True, timeout=60
            )
            if nobody:
                assert ended.returncode == status, (arguments, ended)
    assert not marker.exists()
    assert sorted(path.name for path in (tmp_path / "place").rglob("*")) == [".aws", "config", "~"]


def test_nothing_needs_a_home_that_can_be_written_to(guarded):
    """As in containers: sessions are got, and not kept."""
    files = {"AWS_CONFIG_FILE": str(guarded.config), "AWS_SHARED_CREDENTIALS_FILE": str(guarded.credentials)}
    nowhere = {"HOME": "/dev/null/home", **files}
    ended = guarded.run("exec", "ana", "--code", guarded.device.code(), "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID", **nowhere)
    assert ended.returncode == 0 and ended.stdout.startswith("ASIA"), ended.stderr
    assert "nothing is kept: " in ended.stderr
    ended = guarded.run("doctor", "-p", "ana", **nowhere)
    assert "warn session cache: nothing can be kept" in ended.stdout
    # what must survive being broken off is not begun where it could not
    before = guarded.keys()
    ended = guarded.run("key", "rotate", "-p", "ana", "--code", "123456", **nowhere)
    assert ended.returncode == 1 and "a rotation needs a directory for its journal" in ended.stderr
    assert guarded.keys() == before


def test_a_cache_that_cannot_be_written_costs_no_code(guarded):
    """The session is there once the code is spent, whether or not it can be kept."""
    assert guarded.run("cache", "list").returncode == 0
    # no file may grow, as on a full disk
    limited = f"ulimit -f 0; exec {guarded.binary} credential-process ana --code {guarded.device.code()}"
    ended = subprocess.run(["bash", "-c", "trap '' XFSZ; " + limited + " | cat"], env=guarded.environment(), capture_output=True, text=True)
    assert json.loads(ended.stdout)["AccessKeyId"].startswith("ASIA"), ended.stderr
    assert "this session is not kept: " in ended.stderr


def test_a_prompt_that_nobody_answers_holds_nobody_up(guarded):
    waiting = guarded.at_terminal(guarded.binary, "session", "-p", "ana")
    waiting.expect_exact("MFA code for")
    ended = guarded.run("session", "-p", "ana", "--no-prompt")
    assert ended.returncode == 4 and f"another ostiary (process {waiting.pid})" in ended.stderr, ended.stderr
    ended = guarded.run("session", "-p", "ana", "--code", guarded.device.code())
    assert ended.returncode == 0, ended.stderr
    waiting.sendintr()
    waiting.wait()


@pytest.fixture(scope="session")
def inside():
    """Puts a command into a container's place: the processes around it, its session's leader among them, have no numbers there."""
    words = ["unshare", *([] if os.geteuid() == 0 else ["--user"]), "--fork", "--pid"]
    if subprocess.run([*words, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("no PID namespaces here")
    return words


def test_a_session_that_began_outside_of_a_container(guarded, inside):
    ended = subprocess.run(
        [*inside, guarded.binary, "session", "-p", "ana"],
        env=guarded.environment(OSTIARY_MFA_CODE=guarded.device.code()),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("where", ["here", "in a container"])
def test_two_at_one_terminal_ask_in_turn(guarded, where, request):
    """Each question waits for its answer before the next one is asked, though they are about different devices."""
    outer = request.getfixturevalue("inside") if where == "in a container" else []
    bob = "arn:aws:iam::111122223333:mfa/bob"
    guarded.write_config(
        f"[profile bob]\naws_access_key_id = AKIABOB\naws_secret_access_key = s\nmfa_serial = {bob}\nPLACE\n"
    )
    run = f"{guarded.binary} session -p"
    terminal = guarded.at_terminal(*outer, "sh", "-c", f"{run} ana & {run} bob & wait")
    asked = terminal.expect_exact([f"MFA code for {guarded.serial}: ", f"MFA code for {bob}: "])
    with pytest.raises(pexpect.TIMEOUT):
        terminal.expect_exact("MFA code for", timeout=1.5)
    terminal.sendline(guarded.device.code() if asked == 0 else "123456")
    terminal.expect_exact([f"MFA code for {bob}: ", f"MFA code for {guarded.serial}: "][asked])
    terminal.sendline("123456" if asked == 0 else guarded.device.code())
    # each answer was taken for the question that it was given to
    terminal.expect_exact(["InvalidClientTokenId", "left"])
    terminal.expect(pexpect.EOF)
    assert [kept["subject"] for kept in json.loads(guarded.run("cache", "list", "--json").stdout)] == [guarded.serial]
    # and nothing is left of having asked
    assert not list((guarded.home / ".local/state/ostiary").glob("terminal-*"))


def test_what_is_said_comes_before_the_environment(guarded):
    wrong = guarded.device.wrong_code()
    said = ["--code", guarded.device.code()]
    there = {"OSTIARY_MFA_PROCESS": f"echo {wrong}", "OSTIARY_MFA_CODE": wrong}
    ended = guarded.run("session", "-p", "ana", *said, **there)
    assert ended.returncode == 0, ended.stderr
    ended = guarded.run("session", "-p", "ana", "--fresh", "--mfa-process", "echo 12345", **there)
    assert ended.returncode == 4 and "--mfa-process: its last line is no code" in ended.stderr
    ended = guarded.run("session", "-p", "ana", "--fresh", "--code", wrong, "--mfa-process", "x")
    assert ended.returncode == 2


def test_direct_gives_the_code_or_does_nothing(guarded):
    """Wherever the device is named; and where it is not, there is no role without the MFA that was asked for."""
    arn = role_profile(guarded)
    ended = guarded.run("assume", "one", "--direct", "--code", guarded.device.code(), "--json")
    assert ended.returncode == 0 and json.loads(ended.stdout)["mfa"] is True, ended.stderr
    # another device is another session, though key and role are the same
    ended = guarded.run("assume", "one", "--direct", "--no-prompt", "--mfa-serial", guarded.serial + "x")
    assert ended.returncode == 4, ended.stdout
    open_to_all = guarded.create_role(mfa=False)
    serial, guarded.serial = guarded.serial, None
    guarded.write_config("")
    for role in (arn, open_to_all):
        ended = guarded.run("assume", role, "-p", "ana", "--direct", "--code", "123456")
        assert ended.returncode == 4 and "it is not known which MFA device to use" in ended.stderr, ended.stdout
    ended = guarded.run("assume", open_to_all, "-p", "ana", "--direct", "--mfa-serial", serial, "--code", guarded.device.wrong_code())
    assert ended.returncode == 4 and "refused" in ended.stderr


def test_a_profile_that_is_named_is_meant(ana):
    """Also where the environment has credentials, as with the AWS CLI."""
    keys = {"AWS_ACCESS_KEY_ID": ana.key_id, "AWS_SECRET_ACCESS_KEY": ana.secret, "AWS_REGION": "eu-west-1"}
    place = ["--endpoint", ana.server.endpoint]
    assert ana.run("whoami", *place, **keys).returncode == 0
    ended = ana.run("whoami", *place, AWS_PROFILE="typo", **keys)
    assert ended.returncode == 1 and "there is no profile 'typo'" in ended.stderr


def test_a_profile_whose_name_looks_like_a_flag(guarded):
    guarded.config.write_text(guarded.config.read_text().replace("[profile ana]", "[profile -x]"))
    guarded.credentials.write_text(guarded.credentials.read_text().replace("[ana]", "[-x]"))
    assert guarded.run("session", "--profile=-x", "--code", guarded.device.code()).returncode == 0
    ended = guarded.run("configure", "dash", "--source=-x")
    assert ended.returncode == 0, ended.stderr
    # dash is what any tool would run
    ended = guarded.run("whoami", "dash", "--json")
    assert ended.returncode == 0 and json.loads(ended.stdout)["arn"] == guarded.arn, ended.stderr


def test_a_profile_that_was_changed_is_another_source(ana, tmp_path):
    """A session of a profile's old meaning is not handed out for its new one."""
    bob = ana.admin_iam.create_user(UserName=f"{ana.name}-bob")["User"]["Arn"]
    policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}]})
    ana.admin_iam.put_user_policy(UserName=f"{ana.name}-bob", PolicyName="p", PolicyDocument=policy)
    theirs = ana.admin_iam.create_access_key(UserName=f"{ana.name}-bob")["AccessKey"]
    role = ana.create_role(mfa=False)
    printed = tmp_path / "printed"
    process = tmp_path / "process"
    process.write_text(f"#!/bin/sh\ncat {printed}\n")
    process.chmod(0o755)

    def prints(key_id, secret):
        printed.write_text(json.dumps({"Version": 1, "AccessKeyId": key_id, "SecretAccessKey": secret}))

    def write(argument):
        ana.write_config(
            f"[profile source]\ncredential_process = {process} {argument}\n"
            f"[profile r]\nrole_arn = {role}\nsource_profile = source\nPLACE\n"
        )

    write("one")
    prints(ana.key_id, ana.secret)
    first = json.loads(ana.run("assume", "r", "--json").stdout)
    assert json.loads(ana.run("assume", "r", "--json").stdout)["cached"] is True
    write("two")
    prints(theirs["AccessKeyId"], theirs["SecretAccessKey"])
    second = ana.run("assume", "r", "--json")
    # the role trusts ana only, so bob's own attempt shows that it was his
    assert second.returncode == 1 and "AssumeRole: AccessDenied" in second.stderr and bob.rsplit("/", 1)[1] in second.stderr
    assert first["access_key_id"] not in second.stdout


def test_direct_without_a_role_is_refused(guarded):
    for command in (["env", "ana"], ["exec", "ana"], ["credential-process", "ana"]):
        words = ["--", "true"] if command[0] == "exec" else []
        ended = guarded.run(*command, "--direct", "--code", "123456", *words)
        assert ended.returncode == 1 and ended.stdout == "" and "there is no role" in ended.stderr, command
    role = guarded.create_role(mfa=False)
    there = {"AWS_ACCESS_KEY_ID": "ASIAX", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t"}
    place = ["--endpoint", guarded.server.endpoint, "--mfa-serial", guarded.serial, "--code", "123456"]
    ended = guarded.run("assume", role, "--direct", *place, **there)
    assert ended.returncode == 1 and "holds a session already" in ended.stderr, ended.stderr


def test_a_key_that_a_program_prints_has_its_session_too(guarded, tmp_path):
    """As password managers keep it: one code for all roles, and the program is not asked again."""
    printed = json.dumps({"Version": 1, "AccessKeyId": guarded.key_id, "SecretAccessKey": guarded.secret})
    (tmp_path / "process").write_text(f"#!/bin/sh\necho >>{tmp_path / 'asked'}\necho '{printed}'\n")
    (tmp_path / "process").chmod(0o755)
    one, two = guarded.create_role(), guarded.create_role()
    guarded.write_config(
        f"[profile source]\ncredential_process = {tmp_path / 'process'}\nmfa_serial = {guarded.serial}\nPLACE\n"
        f"[profile one]\nrole_arn = {one}\nsource_profile = source\nPLACE\n"
        f"[profile two]\nrole_arn = {two}\nsource_profile = source\nPLACE\n"
    )
    ended = guarded.run("assume", "one", "--code", guarded.device.code(), "--json")
    assert ended.returncode == 0 and json.loads(ended.stdout)["mfa"] is True, ended.stderr
    for words in (["assume", "two"], ["whoami", "source"], ["session", "-p", "source"]):
        ended = guarded.run(*words, "--no-prompt", "--json")
        assert ended.returncode == 0 and json.loads(ended.stdout)["mfa"] is True, (words, ended.stderr)
    assert (tmp_path / "asked").read_text() == "\n"


def test_a_session_that_a_program_prints_is_used_as_it_is(session):
    """Though the profile names a device: the person who got it may have been asked for a code already."""
    session.write_config(
        f"[profile given]\ncredential_process = {session.binary} credential-process ana\nmfa_serial = {session.serial}\nPLACE\n"
    )
    there = json.loads(session.run("credential-process", "ana").stdout)["AccessKeyId"]
    for words in (["whoami", "given", "--json"], ["mfa", "list", "-p", "given"], ["doctor", "-p", "given"]):
        ended = session.run(*words, "--no-prompt")
        assert ended.returncode == 0 and "FAIL" not in ended.stdout, (words, ended)
    assert json.loads(session.run("whoami", "given", "--json").stdout)["access_key_id"] == there
    ended = session.run("session", "-p", "given", "--code", "123456")
    assert ended.returncode == 1 and "holds a session already" in ended.stderr


def test_a_roles_own_device_counts_whatever_the_source_is(guarded, tmp_path):
    """As botocore has it: the code goes to AssumeRole where the source is a program that prints a long-term key."""
    process = tmp_path / "process"
    printed = json.dumps({"Version": 1, "AccessKeyId": guarded.key_id, "SecretAccessKey": guarded.secret})
    process.write_text(f"#!/bin/sh\necho '{printed}'\n")
    process.chmod(0o755)
    role = guarded.create_role()
    guarded.write_config(
        f"[profile source]\ncredential_process = {process}\n"
        f"[profile r]\nrole_arn = {role}\nsource_profile = source\nmfa_serial = {guarded.serial}\nPLACE\n"
    )
    ended = guarded.run("assume", "r", "--code", guarded.device.code(), "--json")
    assert ended.returncode == 0 and json.loads(ended.stdout)["mfa"] is True, ended.stderr


def test_serving_what_cannot_be_kept(guarded):
    """The session is kept by the server itself, which lives as long as it is needed."""
    files = {"AWS_CONFIG_FILE": str(guarded.config), "AWS_SHARED_CREDENTIALS_FILE": str(guarded.credentials)}
    ask = (
        "for i in 1 2; do python3 -c 'import os, urllib.request as u;"
        'print(u.urlopen(u.Request(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"],'
        'headers={"Authorization": os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"]})).read().decode())' "'; done"
    )
    ended = guarded.run(
        "serve-credentials", "ana", "--code", guarded.device.code(), "--", "sh", "-c", ask, HOME="/dev/null/home", **files
    )
    assert ended.returncode == 0, ended.stderr
    one, two = map(json.loads, ended.stdout.splitlines())
    assert one == two and one["AccessKeyId"].startswith("ASIA")


def test_endpoints_that_are_to_be_ignored_stay_ignored(guarded):
    guarded.config.write_text(guarded.config.read_text() + "[default]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:9\n")
    keys = "[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n"
    guarded.credentials.write_text(guarded.credentials.read_text() + keys)
    ended = guarded.run("env", "--format", "json", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS="true")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] == "true"


def test_an_empty_variable_is_not_set(session):
    for name in ("OSTIARY_MFA_SERIAL", "OSTIARY_ENDPOINT", "OSTIARY_MFA_CODE", "OSTIARY_MFA_PROCESS", "AWS_PROFILE"):
        ended = session.run("whoami", "ana", "--no-prompt", **{name: ""})
        assert ended.returncode == 0, (name, ended.stderr)
    assert session.run("whoami", "ana", "--mfa-serial", "").returncode == 2


def test_a_variable_that_is_no_text_leads_nowhere(ana):
    """Rather than to the file that would hold without it."""
    environment = {k.encode(): v.encode() for k, v in ana.environment().items()} | {b"AWS_CONFIG_FILE": b"/tmp/\xff"}
    ended = subprocess.run([ana.binary, "configure", "--list"], env=environment, capture_output=True, text=True)
    assert ended.returncode == 0 and ended.stdout == "ana\n", ended.stdout
    ended = subprocess.run([ana.binary, "whoami", "ana", "--no-prompt"], env=environment, capture_output=True, text=True, timeout=60)
    # the credentials file is read, the config file with the endpoint is not
    assert ended.returncode == 1 and ana.server.endpoint not in ended.stderr, ended.stderr


def test_what_was_asked_for_is_not_left_out(ana):
    """A code or device that is named is for MFA: without it the command is another one."""
    serial = "arn:aws:iam::111122223333:mfa/ana"
    ana.write_config(
        "[profile program]\ncredential_process = printf '{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"A\\\",\\\"SecretAccessKey\\\":\\\"s\\\",\\\"SessionToken\\\":\\\"t\\\"}'\nPLACE\n"
        "[profile session]\naws_access_key_id = ASIA\naws_secret_access_key = s\naws_session_token = t\nPLACE\n"
    )
    cases = [
        (["ana", "--code", "123456"], "it is not known which MFA device to use"),
        (["ana", "--mfa-process", "echo 123456"], "it is not known which MFA device to use"),
        (["program", "--mfa-serial", serial, "--code", "123456"], "holds a session already"),
        (["session", "--mfa-serial", serial, "--code", "123456"], "holds a session already"),
    ]
    for words, why in cases:
        for command in (["env"], ["credential-process"], ["whoami"]):
            ended = ana.run(*command, *words)
            assert ended.returncode != 0 and ended.stdout == "" and why in ended.stderr, (words, ended)
    # variables are for all commands, those without a device too
    assert ana.run("env", "ana", OSTIARY_MFA_CODE="123456").returncode == 0


def test_a_program_that_never_ends_is_not_read_to_its_end(ana):
    ana.write_config("[profile yes]\ncredential_process = yes\nPLACE\n")
    ended = ana.run("env", "yes")
    assert ended.returncode == 4 and "it is longer than 65536 bytes" in ended.stderr, ended.stderr
    ended = ana.run("session", "-p", "ana", "--mfa-serial", "arn:aws:iam::111122223333:mfa/ana", "--mfa-process", "yes 123456")
    assert ended.returncode == 4 and "it is longer than 65536 bytes" in ended.stderr, ended.stderr


def test_a_program_does_not_hear_the_code(guarded):
    guarded.write_config("[profile p]\ncredential_process = sh -c 'echo $OSTIARY_MFA_CODE >&2; exit 1'\nPLACE\n")
    ended = guarded.run("env", "p", OSTIARY_MFA_CODE="424242")
    assert ended.returncode == 4 and "424242" not in ended.stderr


def test_a_session_in_the_environment_keeps_its_end(session):
    """In a shell that exec started."""
    nested = [str(session.binary), "credential-process"]
    inside = json.loads(session.run("exec", "ana", "--", *nested).stdout)
    outside = json.loads(session.run("credential-process", "ana").stdout)
    assert inside == outside and inside["Expiration"]


def test_sessions_that_another_key_sealed_are_cleared_too(session):
    key = session.home / ".local/state/ostiary/session-cache.key"
    key.write_bytes(key.read_bytes()[::-1])
    assert session.run("cache", "clear", "-p", "ana").stdout == "0 sessions cleared\n"
    assert session.run("cache", "clear").stdout == "1 session cleared\n"


def test_what_was_exported_for_one_profile_is_not_for_another(ana, new_person, tmp_path):
    """In one shell, one profile after the other: neither goes to the other's endpoint."""
    from aws_names import Player

    there = Player(lambda *request: asked.append(request) or (403, ""))
    asked = []
    try:
        ana.write_config(
            f"[profile b]\nregion = us-west-2\nendpoint_url = {there.url}\naws_access_key_id = AKIAB\naws_secret_access_key = s\n"
            "[default]\nendpoint_url = http://127.0.0.1:9\n[profile aws]\nregion = eu-north-1\naws_access_key_id = AKIAA\naws_secret_access_key = s\n"
        )
        run = str(ana.binary)
        script = f'''
            show() {{ echo "$AWS_ACCESS_KEY_ID $AWS_REGION $AWS_ENDPOINT_URL $AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"; }}
            eval "$({run} env ana)"; show; eval "$({run} env b)"; show; eval "$({run} env aws)"; show; eval "$({run} env ana)"; show
            {run} exec b -- sh -c 'echo $AWS_REGION'
            # what the person says after that is the person's
            export AWS_REGION=sa-east-1; eval "$({run} env b)"; show
            # and without a name it is the session that is there
            {run} env --format json
        '''
        ended = subprocess.run(["bash", "-c", script], env=ana.environment(), capture_output=True, text=True, timeout=60)
        *lines, last = ended.stdout.splitlines()
        one = f"{ana.key_id} eu-west-1 {ana.server.endpoint} "
        assert lines == [
            one,
            f"AKIAB us-west-2 {there.url} ",
            "AKIAA eu-north-1  true",
            one,
            "us-west-2",
            f"AKIAB sa-east-1 {there.url} ",
        ], ended
        assert json.loads(last)["AWS_REGION"] == "sa-east-1" and json.loads(last)["AWS_ENDPOINT_URL"] == there.url
        # the second key is sent to its own endpoint only
        ended = subprocess.run(
            ["bash", "-c", f'eval "$({run} env ana)"; {run} whoami b'], env=ana.environment(), capture_output=True, text=True, timeout=60
        )
        assert asked and there.url not in ana.server.endpoint, ended
    finally:
        there.shutdown()
        there.server_close()


def test_a_session_serves_every_command_wherever_the_device_was_named(ana):
    """The profile names no device; the session was got with --mfa-serial."""
    serial = None
    ana.enable_device()
    serial, ana.serial = ana.serial, None
    role = ana.create_role()
    ana.write_config(f"[profile r]\nrole_arn = {role}\nsource_profile = ana\nPLACE\n")
    assert json.loads(ana.run("whoami", "ana", "--json").stdout)["mfa"] is False
    ended = ana.run("session", "-p", "ana", "--mfa-serial", serial, "--code", ana.device.code())
    assert ended.returncode == 0, ended.stderr
    for words in (["whoami", "ana"], ["whoami", "r"], ["whoami", role, "-p", "ana"], ["session", "-p", "ana"]):
        ended = ana.run(*words, "--json")
        assert ended.returncode == 0 and json.loads(ended.stdout)["mfa"] is True, (words, ended.stderr)
    ended = ana.run("exec", "ana", "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID")
    assert ended.stdout.startswith("ASIA")
    # until it ends
    ana.run("cache", "clear")
    assert json.loads(ana.run("whoami", "ana", "--json").stdout)["mfa"] is False


def test_a_container_and_a_web_identity_of_the_environment(session, tmp_path):
    """As in a pod, and in a shell that read in what serve-credentials printed."""
    inside = [str(session.binary), "whoami", "--json"]
    session.config.write_text(session.config.read_text() + "\n[profile region]\nregion = eu-west-1\n")
    for words in (inside, [*inside, "region", "--endpoint", session.server.endpoint]):
        ended = session.run("serve-credentials", "ana", "--", *words)
        assert ended.returncode == 0 and json.loads(ended.stdout)["arn"] == session.arn, ended.stderr
    (tmp_path / "token").write_text("header.claims.signature")
    token = {"AWS_WEB_IDENTITY_TOKEN_FILE": str(tmp_path / "token"), "AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/pod"}
    ended = session.run("whoami", AWS_ENDPOINT_URL=session.server.endpoint, AWS_REGION="eu-west-1", **token)
    # that the server has no such operation says that it was asked
    assert ended.returncode == 1 and "AssumeRoleWithWebIdentity" in ended.stderr, ended.stderr


def test_a_slip_of_the_pen_sends_keys_nowhere(ana):
    ana.write_config("[profile slip]\naws_access_key_id = A\naws_secret_access_key = s\nservices = nope\nPLACE\n")
    ended = ana.run("whoami", "slip")
    assert ended.returncode == 1 and "there is no section [services nope]" in ended.stderr
    # where the section does not count it does not matter
    for words, more in (
        (["--endpoint", ana.server.endpoint], {}),
        ([], {"AWS_ENDPOINT_URL": ana.server.endpoint}),
    ):
        assert "InvalidClientTokenId" in ana.run("whoami", "slip", *words, **more).stderr


def test_files_are_found_by_variables_in_their_names(ana):
    (ana.home / "alt").mkdir()
    ana.config.rename(ana.home / "alt/config")
    for name in ("$HOME/alt/config", "${HOME}/alt/config", "~/alt/config"):
        ended = ana.run("whoami", "ana", "--json", AWS_CONFIG_FILE=name)
        assert ended.returncode == 0, (name, ended.stderr)
    ended = ana.run("configure", "--list", AWS_CONFIG_FILE="$NOT_SET/config", HOME="/nonexistent")
    assert ended.returncode == 0 and ended.stdout == ""


def test_a_code_reaches_the_ostiary_behind_a_profile(guarded):
    assert guarded.run("configure", "via", "--source", "ana").returncode == 0
    ended = guarded.run("exec", "via", "--", "true", OSTIARY_MFA_CODE=guarded.device.code())
    assert ended.returncode == 0, ended.stderr


def test_a_profile_that_is_led_elsewhere_forgets_where_it_led(ana):
    ana.write_config(
        "[profile aws]\naws_access_key_id = A\naws_secret_access_key = s\n"
        "[profile ignoring]\nignore_configured_endpoint_urls = true\naws_access_key_id = A\naws_secret_access_key = s\nPLACE\n"
    )
    new = lambda: ana.config.read_text().split("[profile new]")[1]
    for source, wanted in (("ana", True), ("aws", False), ("ignoring", True), ("ana", True)):
        assert ana.run("configure", "new", "--source", source).returncode == 0
        assert ("endpoint_url = " in new()) is wanted, (source, new())
        assert ("ignore_configured_endpoint_urls = true" in new()) is (source == "ignoring"), new()


def test_what_a_program_prints_must_still_hold(ana):
    printed = json.dumps({"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "Expiration": "2020-01-01T00:00:00Z"})
    (ana.home / "printed").write_text(printed)
    ana.write_config(f"[profile old]\ncredential_process = cat {ana.home / 'printed'}\nPLACE\n")
    ended = ana.run("env", "old")
    assert ended.returncode == 4 and "whose time is over" in ended.stderr and ended.stdout == ""
