"""The AWS CLI, unmodified, with nothing but an endpoint and credentials."""

import json
import os
import pathlib
import subprocess
import sys
import uuid

import pexpect
import pytest

from authenticator import Authenticator

AWS = str(pathlib.Path(sys.executable).parent / "aws")

LIST_WITH_MFA = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:ListAllMyBuckets",
            "Resource": "arn:aws:s3:::*",
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": True}},
        }
    ],
}


class Cli:
    def __init__(self, environment):
        self.environment = environment

    def run(self, *arguments, **more):
        return subprocess.run(
            [AWS, *map(str, arguments)], env=self.environment, capture_output=True, text=True, timeout=120, **more
        )

    def __call__(self, *arguments, **more):
        done = self.run(*arguments, **more)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip().startswith(("{", "[")) else done.stdout

    def refused(self, code, *arguments):
        done = self.run(*arguments)
        assert done.returncode != 0, done.stdout
        assert f"({code})" in done.stderr, done.stderr
        return done.stderr


@pytest.fixture
def admin(server, tmp_path):
    return Cli(server.environment(HOME=str(tmp_path)))


@pytest.fixture
def user(admin, server, tmp_path):
    """A user with a device enabled from its QR code, and a key."""
    name = f"cli-{uuid.uuid4().hex[:10]}"
    admin("iam", "create-user", "--user-name", name)
    png = tmp_path / "qr.png"
    arguments = ["--virtual-mfa-device-name", name, "--outfile", png, "--bootstrap-method", "QRCodePNG"]
    serial = admin("iam", "create-virtual-mfa-device", *arguments)["VirtualMFADevice"]["SerialNumber"]
    authenticator = Authenticator.from_png(png.read_bytes())
    first, second = authenticator.two_codes()
    codes = ["--authentication-code1", first, "--authentication-code2", second]
    admin("iam", "enable-mfa-device", "--user-name", name, "--serial-number", serial, *codes)
    key = admin("iam", "create-access-key", "--user-name", name)["AccessKey"]

    class User:
        pass

    made = User()
    made.name, made.serial, made.authenticator, made.key = name, serial, authenticator, key
    environment = server.environment(HOME=str(tmp_path), AWS_SHARED_CREDENTIALS_FILE=str(tmp_path / "none"))
    made.environment = environment
    made.cli = Cli(environment | {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]})
    yield made
    for policy in admin("iam", "list-user-policies", "--user-name", name)["PolicyNames"]:
        admin("iam", "delete-user-policy", "--user-name", name, "--policy-name", policy)
    admin("iam", "delete-access-key", "--user-name", name, "--access-key-id", key["AccessKeyId"])
    admin("iam", "deactivate-mfa-device", "--user-name", name, "--serial-number", serial)
    admin("iam", "delete-virtual-mfa-device", "--serial-number", serial)
    admin("iam", "delete-user", "--user-name", name)


def with_session(user, credentials):
    return Cli(
        user.environment
        | {
            "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
            "AWS_SESSION_TOKEN": credentials["SessionToken"],
        }
    )


def test_get_session_token(admin, user):
    document = json.dumps(LIST_WITH_MFA)
    admin("iam", "put-user-policy", "--user-name", user.name, "--policy-name", "p", "--policy-document", document)
    stored = admin("iam", "get-user-policy", "--user-name", user.name, "--policy-name", "p")
    assert stored["PolicyDocument"] == LIST_WITH_MFA
    assert "s3:ListAllMyBuckets" in user.cli.refused("AccessDenied", "s3api", "list-buckets")
    code = user.authenticator.code()
    wanted = ["sts", "get-session-token", "--serial-number", user.serial, "--token-code"]
    credentials = user.cli(*wanted, code)["Credentials"]
    assert "Buckets" in with_session(user, credentials)("s3api", "list-buckets")
    user.cli.refused("AccessDenied", *wanted, code)
    user.cli.refused("AccessDenied", *wanted, user.authenticator.wrong_code())
    user.cli.refused("ValidationError", *wanted, "1234567")
    without = user.cli("sts", "get-session-token")["Credentials"]
    with_session(user, without).refused("AccessDenied", "s3api", "list-buckets")


def test_base32_seed_bootstrap(admin, tmp_path):
    name, seed = f"seed-{uuid.uuid4().hex[:8]}", tmp_path / "seed.txt"
    made = admin(
        "iam",
        "create-virtual-mfa-device",
        "--virtual-mfa-device-name",
        name,
        "--outfile",
        seed,
        "--bootstrap-method",
        "Base32StringSeed",
    )
    assert set(made["VirtualMFADevice"]) == {"SerialNumber"}
    text = seed.read_text()
    assert len(text) == 64 and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    admin("iam", "delete-virtual-mfa-device", "--serial-number", made["VirtualMFADevice"]["SerialNumber"])


def test_assume_role_profile_prompts_for_the_code_on_a_terminal(admin, user, server, tmp_path):
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::111122223333:user/{user.name}"},
                "Action": "sts:AssumeRole",
                "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
            }
        ],
    }
    role = f"role-{uuid.uuid4().hex[:8]}"
    admin("iam", "create-role", "--role-name", role, "--assume-role-policy-document", json.dumps(trust))
    s3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    admin("iam", "attach-role-policy", "--role-name", role, "--policy-arn", s3)
    credentials = tmp_path / "credentials"
    credentials.write_text(
        f"[alice]\naws_access_key_id = {user.key['AccessKeyId']}\n"
        f"aws_secret_access_key = {user.key['SecretAccessKey']}\n"
    )
    config = tmp_path / "config"
    config.write_text(
        f"[profile mfa]\nrole_arn = arn:aws:iam::111122223333:role/{role}\nsource_profile = alice\n"
        f"mfa_serial = {user.serial}\nrole_session_name = terminal\n"
    )
    environment = user.environment | {
        "AWS_SHARED_CREDENTIALS_FILE": str(credentials),
        "AWS_CONFIG_FILE": str(config),
    }
    try:
        terminal = pexpect.spawn(
            AWS, ["--profile", "mfa", "sts", "get-caller-identity"], env=environment, timeout=60, encoding="utf-8"
        )
        terminal.expect(f"Enter MFA code for {user.serial}: ")
        terminal.sendline(user.authenticator.code())
        terminal.expect(f"arn:aws:sts::111122223333:assumed-role/{role}/terminal")
        terminal.expect(pexpect.EOF)
        # the CLI keeps the session: no second prompt
        again = Cli(environment)("--profile", "mfa", "s3api", "list-buckets")
        assert "Buckets" in again
    finally:
        admin("iam", "detach-role-policy", "--role-name", role, "--policy-arn", s3)
        admin("iam", "delete-role", "--role-name", role)


def test_s3_commands(admin, tmp_path):
    bucket = f"cli-{uuid.uuid4().hex[:12]}"
    source = tmp_path / "source"
    (source / "deep").mkdir(parents=True)
    (source / "a.txt").write_text("a")
    (source / "deep" / "b c+d~ü.txt").write_text("b")
    big = source / "big.bin"
    big.write_bytes(b"0123456789abcdef" * 400_000)  # 6.4 MB: below the CLI's multipart threshold
    for file in source.rglob("*"):
        # S3 knows seconds: what was written in the second of its upload would look newer to sync
        os.utime(file, (1_700_000_000, 1_700_000_000))
    admin("s3", "mb", f"s3://{bucket}")
    admin("s3", "sync", source, f"s3://{bucket}/tree")
    listed = admin("s3", "ls", "--recursive", f"s3://{bucket}")
    assert "tree/deep/b c+d~ü.txt" in listed and "tree/big.bin" in listed
    assert "PRE deep/" in admin("s3", "ls", f"s3://{bucket}/tree/")
    copied = tmp_path / "copied"
    admin("s3", "sync", f"s3://{bucket}/tree", copied)
    assert (copied / "big.bin").read_bytes() == big.read_bytes()
    assert (copied / "deep" / "b c+d~ü.txt").read_text() == "b"
    assert admin("s3", "sync", source, f"s3://{bucket}/tree") == "", "nothing is left to do"
    admin.refused("BucketNotEmpty", "s3api", "delete-bucket", "--bucket", bucket)
    admin("s3", "rb", "--force", f"s3://{bucket}")
    admin.refused("404", "s3api", "head-bucket", "--bucket", bucket)


def test_paging_and_waiters(admin):
    names = [f"page-{n}-{uuid.uuid4().hex[:6]}" for n in range(5)]
    for name in names:
        admin("iam", "create-user", "--user-name", name, "--path", "/paging/")
        admin("iam", "wait", "user-exists", "--user-name", name)
    found = admin("iam", "list-users", "--path-prefix", "/paging/", "--page-size", "2")["Users"]
    assert [u["UserName"] for u in found] == sorted(names)
    part = admin("iam", "list-users", "--path-prefix", "/paging/", "--max-items", "2")
    rest = admin("iam", "list-users", "--path-prefix", "/paging/", "--starting-token", part["NextToken"])
    assert len(part["Users"]) + len(rest["Users"]) == 5
    admin.refused("ValidationError", "iam", "list-users", "--no-paginate", "--marker", "garbage")
    for name in names:
        admin("iam", "delete-user", "--user-name", name)

