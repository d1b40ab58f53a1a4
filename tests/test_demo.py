"""`ostiary demo` at a terminal, on a server that is there, and when it goes wrong."""

import http.client
import http.server
import json
import os
import re
import signal
import subprocess
import threading
import urllib.parse

import boto3
import pexpect
import pytest
import zxingcpp
from PIL import Image

from authenticator import Authenticator

TITLES = {
    "session-token": "a user lists buckets in a session",
    "assume-role": "takes on a role",
    "cross-account": "takes on another account's role",
}
# seconds that anything may take
PATIENCE = 60
QUIET_MODULES = 4


def everything(server, account="admin"):
    """All that an account holds that a demo may make, by name."""
    key, secret = server.credentials(account)
    session = boto3.Session(key, secret, region_name="us-east-1")
    iam = session.client("iam", endpoint_url=server.endpoint)
    def every(operation, name, **more):
        # other tests have made more than one page of them
        return iam.get_paginator(operation).paginate(**more).build_full_result()[name]

    return {
        "users": {user["UserName"] for user in every("list_users", "Users")},
        "roles": {role["RoleName"] for role in every("list_roles", "Roles")},
        "policies": {policy["PolicyName"] for policy in every("list_policies", "Policies", Scope="Local")},
        "devices": {d["SerialNumber"] for d in every("list_virtual_mfa_devices", "VirtualMFADevices")},
        "buckets": {
            bucket["Name"] for bucket in session.client("s3", endpoint_url=server.endpoint).list_buckets()["Buckets"]
        },
    }


def leftovers(server, account="admin"):
    names = set().union(*everything(server, account).values())
    return sorted(name for name in names if "ostiary-demo" in name)


@pytest.fixture
def clean(server):
    """The demo leaves nothing behind, in every test."""
    yield server
    assert leftovers(server) == []
    assert leftovers(server, "other") == []


def run(binary, server, *arguments, account="admin", **more):
    environment = server.environment(account, **more)
    # the flag has to do
    del environment["AWS_ENDPOINT_URL"]
    return subprocess.run(
        [binary, "demo", *arguments], env=environment, capture_output=True, text=True, timeout=PATIENCE
    )


@pytest.mark.parametrize("scenario", ["session-token", "assume-role"])
@pytest.mark.parametrize("profile", ["default", "root"])
def test_on_a_server_that_is_there(binary, clean, scenario, profile):
    done = run(binary, clean, scenario, "--endpoint", clean.endpoint, AWS_PROFILE=profile)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert TITLES[scenario] in done.stdout and clean.endpoint in done.stdout
    assert "Nothing is left behind." in done.stdout


def test_across_accounts_that_are_there(binary, clean, tmp_path):
    config = tmp_path / "credentials"
    profiles = {"here": clean.credentials(), "there": clean.credentials("other")}
    config.write_text(
        "".join(f"[{name}]\naws_access_key_id={key}\naws_secret_access_key={secret}\n" for name, (key, secret) in profiles.items())
    )
    arguments = ["cross-account", "--profile", "here", "--partner-profile", "there"]
    environment = clean.environment(AWS_SHARED_CREDENTIALS_FILE=str(config))
    done = subprocess.run(
        [binary, "demo", *arguments], env=environment, capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "arn:aws:sts::444455556666:assumed-role/" in done.stdout
    assert "arn:aws:iam::111122223333:user/ostiary-demo-" in done.stdout


def test_as_a_session(binary, clean):
    """With temporary credentials of an administrator's role, as people have them who sign in by their company."""
    key, secret = clean.credentials()
    session = boto3.Session(key, secret, region_name="us-east-1")
    iam = session.client("iam", endpoint_url=clean.endpoint)
    trust = {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"},
    }
    arn = iam.create_role(RoleName="demo-runner", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    administrator = "arn:aws:iam::aws:policy/AdministratorAccess"
    iam.attach_role_policy(RoleName="demo-runner", PolicyArn=administrator)
    sts = session.client("sts", endpoint_url=clean.endpoint)
    given = sts.assume_role(RoleArn=arn, RoleSessionName="runner")["Credentials"]
    done = run(
        binary,
        clean,
        "assume-role",
        "--endpoint",
        clean.endpoint,
        AWS_ACCESS_KEY_ID=given["AccessKeyId"],
        AWS_SECRET_ACCESS_KEY=given["SecretAccessKey"],
        AWS_SESSION_TOKEN=given["SessionToken"],
    )
    iam.detach_role_policy(RoleName="demo-runner", PolicyArn=administrator)
    iam.delete_role(RoleName="demo-runner")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "assumed-role/demo-runner/runner" in done.stdout


@pytest.fixture
def limited(server):
    """Credentials of a user who may do everything but what a policy of the given actions forbids."""
    key, secret = server.credentials()
    iam = boto3.Session(key, secret, region_name="us-east-1").client("iam", endpoint_url=server.endpoint)
    made = []

    def make(*forbidden):
        name = f"limited-{len(made)}"
        iam.create_user(UserName=name)
        statements = [{"Effect": "Allow", "Action": "*", "Resource": "*"}]
        statements.append({"Effect": "Deny", "Action": list(forbidden), "Resource": "*"})
        document = {"Version": "2012-10-17", "Statement": statements}
        iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps(document))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        made.append((name, key["AccessKeyId"]))
        return {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}

    yield make
    for name, key_id in made:
        iam.delete_access_key(UserName=name, AccessKeyId=key_id)
        iam.delete_user_policy(UserName=name, PolicyName="p")
        iam.delete_user(UserName=name)


@pytest.mark.parametrize(
    "scenario, forbidden",
    [
        ("session-token", "s3:CreateBucket"),
        ("session-token", "iam:CreateUser"),
        ("session-token", "iam:EnableMFADevice"),
        ("session-token", "iam:PutUserPolicy"),
        ("assume-role", "iam:CreateRole"),
        ("assume-role", "iam:AttachRolePolicy"),
    ],
)
def test_what_was_made_is_taken_down_when_a_call_is_refused(binary, clean, limited, scenario, forbidden):
    done = run(binary, clean, scenario, "--endpoint", clean.endpoint, **limited(forbidden))
    assert done.returncode == 3, done.stdout
    assert done.stderr == "error: one outcome was not what it should have been\n"
    operation = forbidden.split(":")[1]
    assert re.search(f"✗ {operation}.* → refused, and should have been allowed", done.stdout), done.stdout
    told = " ".join(done.stdout.split())
    assert f"AccessDenied (HTTP 403): User: arn:aws:iam::111122223333:user/limited-0 is not authorized" in told
    assert "The demo did not make that one" in told
    assert "Nothing is left behind" not in done.stdout


def test_what_cannot_be_taken_down_is_named(binary, server, limited):
    done = run(binary, server, "--endpoint", server.endpoint, **limited("iam:DeleteUserPolicy"))
    left = leftovers(server)
    assert done.returncode == 3, done.stdout
    (name,) = [name for name in left if name.startswith("ostiary-demo")]
    # the user cannot go as long as its policy is there; everything else has gone
    assert f"left behind: policy list-with-mfa of user {name}, user {name}\n" in done.stderr
    key, secret = server.credentials()
    iam = boto3.Session(key, secret, region_name="us-east-1").client("iam", endpoint_url=server.endpoint)
    iam.delete_user_policy(UserName=name, PolicyName="list-with-mfa")
    iam.delete_user(UserName=name)
    assert leftovers(server) == []


def test_wrong_secret(binary, clean):
    key, _ = clean.credentials()
    done = run(
        binary, clean, "--endpoint", clean.endpoint, AWS_ACCESS_KEY_ID=key, AWS_SECRET_ACCESS_KEY="not" * 13 + "a"
    )
    assert done.returncode == 3
    assert "SignatureDoesNotMatch (HTTP 403)" in done.stdout
    assert "not" * 13 not in done.stdout + done.stderr


def test_nobody_listens_to_the_story(binary, clean):
    """Like `ostiary demo | head -n 1`: what was made is taken down all the same."""
    environment = clean.environment()
    process = subprocess.Popen(
        [binary, "demo", "--endpoint", clean.endpoint], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=PATIENCE) == 0, process.stderr.read()
    process.stderr.close()


# a server that is slow to know what is new, or that goes away


class Proxy:
    """Passes requests on, but for the first few of some operations."""

    def __init__(self, server, mishaps):
        self.mishaps = {operation: list(answers) for operation, answers in mishaps.items()}
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                action = dict(urllib.parse.parse_qsl(body.decode())).get("Action") if self.command == "POST" else None
                mishap = proxy.next_mishap(action or f"{self.command} {self.path.count('/')}")
                if mishap is None or mishap == LOSE_ANSWER:
                    upstream = http.client.HTTPConnection("127.0.0.1", server.port)
                    upstream.request(self.command, self.path, body, dict(self.headers))
                    answer = upstream.getresponse()
                    status, body = answer.status, answer.read()
                    upstream.close()
                else:
                    status, body = mishap
                if mishap == LOSE_ANSWER:
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("content-length", len(body))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = answer

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def next_mishap(self, operation):
        left = self.mishaps.get(operation)
        return left.pop(0) if left else None

    def close(self):
        self.http.shutdown()
        self.http.server_close()


LOSE_ANSWER = "lose answer"


def error(status, code, message=""):
    return status, (
        f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
        "<RequestId>r</RequestId></ErrorResponse>"
    ).encode()


@pytest.fixture
def proxy(server):
    started = []

    def start(**mishaps):
        started.append(Proxy(server, mishaps))
        return started[-1]

    yield start
    for proxy in started:
        proxy.close()


def test_what_is_new_may_be_known_late(binary, clean, proxy):
    """As on AWS, where keys, principals and deletions take seconds to be known everywhere."""
    late = proxy(
        CreateRole=[error(400, "MalformedPolicyDocument", 'Invalid principal in policy: "AWS":"x"')],
        # the first is the administrator's
        GetCallerIdentity=[None, error(403, "InvalidClientTokenId")],
        DeleteRole=[error(409, "DeleteConflict")],
    )
    done = run(binary, clean, "assume-role", "--endpoint", late.endpoint)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    for line in ["CreateRole .*MalformedPolicyDocument", "GetCallerIdentity.*InvalidClientTokenId"]:
        assert re.search(f"… {line}: what is new may not be known everywhere yet", done.stdout), done.stdout
    assert not any(late.mishaps.values())


@pytest.mark.parametrize(
    "operation", ["CreateUser", "CreateVirtualMFADevice", "EnableMFADevice", "CreateAccessKey", "CreatePolicy"]
)
def test_answers_that_are_lost(binary, clean, proxy, operation):
    """A thing that was asked for may have been made, and is taken down if it was."""
    lossy = proxy(**{operation: [LOSE_ANSWER]})
    done = run(binary, clean, "assume-role", "--endpoint", lossy.endpoint)
    assert done.returncode == 1, done.stdout
    assert f"✗ {operation}" in done.stdout
    assert done.stderr.startswith(f"error: {lossy.endpoint} does not answer")
    assert "left behind" not in done.stderr
    assert not any(lossy.mishaps.values())


# at a terminal


@pytest.fixture
def terminal(binary, server):
    """The interactive demo at a pseudo-terminal; on a throw-away server unless another one is named."""
    started = []

    def start(*arguments, **more):
        environment = server.environment(**{"TERM": "xterm-256color", "NO_COLOR": "1", **more})
        child = pexpect.spawn(
            str(binary),
            ["demo", *arguments, "--interactive"],
            env=environment,
            encoding="utf-8",
            timeout=PATIENCE,
            dimensions=(60, 120),
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def seed_on_screen(child):
    """Waits until the seed is shown; gives it, and all that was on the screen before it."""
    child.expect(r"\n    ([A-Z2-7]{64})\r\n")
    return child.match.group(1), child.before


def authenticator_for(seed):
    return Authenticator(f"otpauth://totp/x?secret={seed}")


def ended(child):
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def photographed(screen, is_coloured):
    """The QR code as a picture: white paper and black ink if colours are set, else a dark terminal."""
    lines = [line for line in screen.splitlines() if re.search("[█▀▄]", line)]
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    # lines that are all quiet zone are blank on paper
    wide = max(len(line) for line in plain)
    quiet = [" " * wide] * (QUIET_MODULES // 2) if is_coloured else []
    rows = []
    for line in quiet + plain + quiet:
        for half in "▀▄":
            rows.append([(c in ("█", half)) == is_coloured for c in line.ljust(wide)])
    scale = 4
    picture = Image.new("L", (wide * scale, len(rows) * scale), 255)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                picture.paste(0, (x * scale, y * scale, (x + 1) * scale, (y + 1) * scale))
    return picture


@pytest.mark.parametrize("colour", [True, False])
def test_the_qr_code_on_the_screen_holds_the_seed(terminal, colour):
    child = terminal(NO_COLOR="" if colour else "1")
    seed, screen = seed_on_screen(child)
    assert ("\x1b[" in screen) == colour
    (found,) = zxingcpp.read_barcodes(photographed(screen, colour), formats=zxingcpp.BarcodeFormat.QRCode)
    scanned = Authenticator(found.text)
    assert (scanned.seed, scanned.issuer) == (seed, "Amazon Web Services")
    assert re.fullmatch("Amazon Web Services:ostiary-demo-[0-9a-f]{8}@[0-9]{12}", scanned.label)
    child.sendintr()
    assert ended(child) == 130


@pytest.mark.parametrize("scenario", list(TITLES))
def test_a_person_types_codes(terminal, scenario):
    child = terminal(scenario)
    seed, _ = seed_on_screen(child)
    authenticator = authenticator_for(seed)
    for question, code in zip(["first code:", "next code:"], authenticator.two_codes()):
        child.expect(question)
        child.sendline(code)
    child.expect("✓ EnableMFADevice")
    child.expect(" code:")
    # as apps show it
    code = authenticator.code()
    child.sendline(f"{code[:3]} {code[3:]}")
    child.expect("Nothing is left behind.")
    assert ended(child) == 0


def test_a_person_errs(terminal, clean):
    child = terminal("session-token", "--endpoint", clean.endpoint)
    seed, _ = seed_on_screen(child)
    authenticator = authenticator_for(seed)
    first, second = authenticator.two_codes()
    wrong = authenticator.wrong_code()
    for question, typed, answer in [
        ("first code:", "12345", "A code is six digits"),
        ("first code:", "abcdef", "A code is six digits"),
        ("first code:", first, None),
        ("next code:", first, "That is the first one again"),
        ("next code:", wrong, "InvalidAuthenticationCode.*One of them is not a code of this device"),
        ("first code:", first, None),
        ("next code:", second, "✓ EnableMFADevice"),
        (" code:", second, "That one is used"),
        (" code:", wrong, "MultiFactorAuthentication failed.*It is not a code of this device"),
    ]:
        child.expect(question)
        child.sendline(typed)
        if answer:
            # what is told may run over several lines
            child.expect(re.compile(answer, re.DOTALL))
    child.expect(" code:")
    child.sendline(authenticator.code())
    child.expect("Nothing is left behind.")
    assert ended(child) == 0


def test_codes_that_stay_wrong_end_it(terminal, clean):
    child = terminal("session-token", "--endpoint", clean.endpoint)
    seed, _ = seed_on_screen(child)
    wrong = authenticator_for(seed).wrong_code()
    for _ in range(5):
        child.expect("first code:")
        child.sendline(wrong)
        child.expect("next code:")
        child.sendline(str((int(wrong) + 1) % 1_000_000).zfill(6))
    child.expect("✗ EnableMFADevice")
    child.expect("one outcome was not what it should have been")
    assert ended(child) == 3


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupted_at_a_prompt(terminal, clean, end):
    child = terminal("assume-role", "--endpoint", clean.endpoint)
    child.expect("first code:")
    assert leftovers(clean) != []
    os.kill(child.pid, end)
    child.expect("✓ DeleteUser")
    child.expect("error: interrupted")
    assert ended(child) == 130


def test_the_input_ends(binary, clean):
    environment = clean.environment()
    done = subprocess.run(
        [binary, "demo", "--interactive", "--endpoint", clean.endpoint],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert done.stderr == "error: a code was asked for, and the input ended\n"
