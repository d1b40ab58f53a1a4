"""One row for each SDK: a program in its own idiom, run against the real binary with endpoint and credentials."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import textwrap
import uuid

import boto3
import pytest

from authenticator import Authenticator
from conftest import Server

SDK = pathlib.Path(__file__).resolve().parent / "sdk"
ACCOUNT = "111122223333"
EXTERNAL_ID = "012345"
OBJECT = "dir/hello.txt"

# where everything can be installed, nothing may be skipped
ALL = os.environ.get("CI") == "true"


def require(present, what):
    if not present:
        assert not ALL, f"{what} must be installed here"
        pytest.skip(f"{what} is not installed")


def faketime():
    for path in pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"):
        return path
    return None


@pytest.fixture(scope="session")
def sdk_server(binary, tmp_path_factory):
    """A server with an account, a bucket, and a session that has ended: it was made while the clock stood two hours back."""
    library = faketime()
    require(library, "faketime")
    data = tmp_path_factory.mktemp("sdk") / "data"
    earlier = {"LD_PRELOAD": str(library), "FAKETIME": "-2h", "DONT_FAKE_MONOTONIC": "1"}
    server = Server(binary, data, "--account-id", ACCOUNT)
    os.environ.update(earlier)
    try:
        server.start()
        script = textwrap.dedent(
            """
            import boto3, json
            print(json.dumps(boto3.client("sts").get_session_token(DurationSeconds=900)["Credentials"], default=str))
            """
        )
        out = subprocess.run(
            [sys.executable, "-c", script],
            env=server.environment() | earlier,
            check=True,
            capture_output=True,
        )
    finally:
        for name in earlier:
            del os.environ[name]
    server.stop()
    server.start()
    server.expired = json.loads(out.stdout)
    yield server
    server.stop()


def admin(server, service):
    key, secret = server.credentials()
    return boto3.client(
        service,
        endpoint_url=server.endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name="us-east-1",
    )


@pytest.fixture
def plan(sdk_server, tmp_path):
    """A user with a key and a device, a role that trusts that user with MFA and an external id, a bucket with an object."""
    iam, s3 = admin(sdk_server, "iam"), admin(sdk_server, "s3")
    name = f"sdk-{uuid.uuid4().hex[:10]}"
    user = iam.create_user(UserName=name)["User"]
    key = iam.create_access_key(UserName=name)["AccessKey"]
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
    authenticator = Authenticator.from_png(device["QRCodePNG"])
    first, second = authenticator.two_codes()
    iam.enable_mfa_device(
        UserName=name,
        SerialNumber=device["SerialNumber"],
        AuthenticationCode1=first,
        AuthenticationCode2=second,
    )
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": user["Arn"]},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "Bool": {"aws:MultiFactorAuthPresent": True},
                    "StringEquals": {"sts:ExternalId": EXTERNAL_ID},
                },
            }
        ],
    }
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]
    iam.attach_role_policy(RoleName=name, PolicyArn="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
    s3.create_bucket(Bucket=name)
    s3.put_object(Bucket=name, Key=OBJECT, Body=b"hello")
    made = {
        "endpoint": sdk_server.endpoint,
        "region": "us-east-1",
        "access_key_id": key["AccessKeyId"],
        "secret_access_key": key["SecretAccessKey"],
        "serial": device["SerialNumber"],
        "code": authenticator.code(),
        "wrong_code": authenticator.wrong_code(),
        "role_arn": role["Arn"],
        "external_id": EXTERNAL_ID,
        "bucket": name,
        "key": OBJECT,
        "expired": sdk_server.expired,
    }
    made["file"] = tmp_path / "plan.json"
    made["user_arn"] = user["Arn"]
    yield made
    s3.delete_object(Bucket=name, Key=OBJECT)
    s3.delete_bucket(Bucket=name)
    iam.detach_role_policy(RoleName=name, PolicyArn="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
    iam.delete_role(RoleName=name)
    iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    iam.deactivate_mfa_device(UserName=name, SerialNumber=device["SerialNumber"])
    iam.delete_virtual_mfa_device(SerialNumber=device["SerialNumber"])
    iam.delete_user(UserName=name)


def run(server, plan, command, **more):
    """Runs a program with what a user would configure, and reads what it printed."""
    plan["file"].write_text(json.dumps({k: v for k, v in plan.items() if k != "file"}))
    environment = server.environment(PLAN=str(plan["file"]), HOME=os.environ["HOME"], **more)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def check(results, plan, session, but=()):
    name = plan["role_arn"].rsplit("/", 1)[1]
    expected = {
        "identity": plan["user_arn"],
        "wrong_secret": "SignatureDoesNotMatch",
        "list_without_mfa": "AccessDenied",
        "assume_without_mfa": "AccessDenied",
        "assume_wrong_code": "AccessDenied",
        "assumed_identity": f"arn:aws:sts::{ACCOUNT}:assumed-role/{name}/{session}",
        "reused_code": "AccessDenied",
        "expired": "ExpiredToken",
    }
    expected = {k: v for k, v in expected.items() if k not in but}
    assert {k: results.get(k) for k in expected} == expected
    assert plan["bucket"] in results["buckets"]


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory):
    require(shutil.which("npm"), "npm")
    place = tmp_path_factory.mktemp("node")
    for part in ("package.json", "javascript-v3", "javascript-v2"):
        source = SDK / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, place / part)
    # the npm of the machine may be configured in the home directory that tests do not see
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
        cwd=place,
        check=True,
        env=os.environ | {"HOME": REAL_HOME},
    )
    return place


REAL_HOME = os.environ["HOME"]


def test_javascript_v3(sdk_server, plan, node_modules):
    results = run(sdk_server, plan, ["node", node_modules / "javascript-v3" / "main.mjs"])
    check(results, plan, "javascript-v3")
    assert results["presigned"] == "hello"


def test_javascript_v2(sdk_server, plan, node_modules):
    check(run(sdk_server, plan, ["node", node_modules / "javascript-v2" / "main.js"]), plan, "javascript-v2")


def test_ruby(sdk_server, plan):
    found = shutil.which("ruby") and subprocess.run(["ruby", "-e", "require 'aws-sdk-s3'"], capture_output=True)
    require(found and found.returncode == 0, "Debian's ruby-aws-sdk-s3")
    check(run(sdk_server, plan, ["ruby", SDK / "ruby" / "main.rb"]), plan, "ruby")


@pytest.fixture(scope="session")
def go_program(tmp_path_factory):
    library = pathlib.Path("/usr/share/gocode/src/github.com/aws/aws-sdk-go-v2")
    require(shutil.which("go") and library.exists(), "Debian's golang-github-aws-aws-sdk-go-v2-dev")
    program = tmp_path_factory.mktemp("go") / "program"
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": f"{program}.cache"}
    subprocess.run(["go", "build", "-o", program, SDK / "go" / "main.go"], check=True, env=environment)
    return program


@pytest.fixture(scope="session")
def rust_program():
    require(shutil.which("cargo"), "cargo")
    environment = os.environ | {"HOME": REAL_HOME}
    command = ["cargo", "build", "--quiet", "--locked", "--manifest-path", SDK / "rust" / "Cargo.toml"]
    subprocess.run(command, check=True, env=environment)
    target = pathlib.Path(environment.get("CARGO_TARGET_DIR", SDK / "rust" / "target"))
    return target / "debug" / "sdk-rust"


def test_go(sdk_server, plan, go_program):
    check(run(sdk_server, plan, [go_program]), plan, "go")


def test_rust(sdk_server, plan, rust_program):
    check(run(sdk_server, plan, [rust_program]), plan, "rust")


def test_boto_2(sdk_server, plan, tmp_path):
    config = tmp_path / "boto.cfg"
    config.write_text(f"[Boto]\nis_secure = False\nproxy = 127.0.0.1\nproxy_port = {sdk_server.port}\nnum_retries = 0\n")
    results = run(sdk_server, plan, [sys.executable, SDK / "python" / "boto2.py"], BOTO_CONFIG=str(config))
    # this SDK has no GetCallerIdentity
    check(results, plan, "boto2", but=("identity",))
    assert results["virtual_host"] == [OBJECT]
    assert results["path_style"] == "hello"
    assert results["sigv4"] == [OBJECT]
    assert results["session_token"] == "True"


def test_cpp_in_pyarrow(sdk_server, plan):
    sts = boto3.client(
        "sts",
        endpoint_url=plan["endpoint"],
        aws_access_key_id=plan["access_key_id"],
        aws_secret_access_key=plan["secret_access_key"],
        region_name="us-east-1",
    )
    plan["assumed"] = json.loads(
        json.dumps(
            sts.assume_role(
                RoleArn=plan["role_arn"],
                RoleSessionName="cpp",
                ExternalId=EXTERNAL_ID,
                SerialNumber=plan["serial"],
                TokenCode=plan["code"],
            )["Credentials"],
            default=str,
        )
    )
    results = run(sdk_server, plan, [sys.executable, SDK / "python" / "pyarrow_s3.py"])
    assert results == {
        "listed": [f"{plan['bucket']}/{OBJECT}"],
        "read": "hello",
        "wrong_secret": "SIGNATURE_DOES_NOT_MATCH",
        "list_without_mfa": "ACCESS_DENIED",
        "expired": "ExpiredToken",
    }
