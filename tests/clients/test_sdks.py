"""One row for each SDK: a program in its own idiom, run against the real binary with endpoint and credentials."""

import json
import os
import pathlib
import subprocess
import sys

from rows import ACCOUNT, OBJECT, client
from toolchains import SDK


def run(server, plan, command, **more):
    """Runs a program with what a user would configure, and reads what it printed."""
    file = pathlib.Path(os.environ["HOME"]) / "plan.json"
    file.write_text(json.dumps(plan))
    environment = server.environment(PLAN=str(file), HOME=os.environ["HOME"], **more)
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


def test_boto3(sdk_server, plan):
    check(run(sdk_server, plan, [sys.executable, SDK / "python" / "boto3_client.py"]), plan, "boto3")


def test_aws_cli(sdk_server, plan):
    # the aws command of the environment that the tests run in
    path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
    check(run(sdk_server, plan, ["bash", SDK / "aws-cli" / "main.sh"], PATH=path), plan, "aws-cli")


def test_javascript_v3(sdk_server, node_modules, plan):
    results = run(sdk_server, plan, ["node", node_modules / "javascript-v3" / "main.mjs"])
    check(results, plan, "javascript-v3")
    assert results["presigned"] == "hello"


def test_javascript_v2(sdk_server, node_modules, plan):
    check(run(sdk_server, plan, ["node", node_modules / "javascript-v2" / "main.js"]), plan, "javascript-v2")


def test_ruby(sdk_server, ruby, plan):
    check(run(sdk_server, plan, [ruby, SDK / "ruby" / "main.rb"]), plan, "ruby")


def test_go(sdk_server, go_program, plan):
    check(run(sdk_server, plan, [go_program]), plan, "go")


def test_java_2(sdk_server, java_programs, plan):
    check(run(sdk_server, plan, java_programs("Main")), plan, "java")


def test_kotlin(sdk_server, kotlin_programs, plan):
    check(run(sdk_server, plan, kotlin_programs("MainKt")), plan, "kotlin")


def test_rust(sdk_server, rust_programs, plan):
    check(run(sdk_server, plan, [rust_programs / "sdk-rust"]), plan, "rust")


def test_boto_2(sigv2_server, boto_2, sigv2_plan, tmp_path):
    plan, config = sigv2_plan, tmp_path / "boto.cfg"
    port = sigv2_server.port
    config.write_text(f"[Boto]\nis_secure = False\nproxy = 127.0.0.1\nproxy_port = {port}\nnum_retries = 0\n")
    results = run(sigv2_server, plan, [sys.executable, SDK / "python" / "boto2.py"], BOTO_CONFIG=str(config))
    # this SDK has no GetCallerIdentity
    check(results, plan, "boto2", but=("identity",))
    assert results["virtual_host"] == [OBJECT]
    assert results["path_style"] == "hello"
    assert results["sigv4"] == [OBJECT]
    assert results["session_token"] == "True"


def test_cpp_in_pyarrow(sdk_server, plan):
    # pyarrow's AssumeRole has no place for a code, so the code makes a session, and the session assumes the role
    sts = client(sdk_server, "sts", plan["access_key_id"], plan["secret_access_key"])
    session = sts.get_session_token(SerialNumber=plan["serial"], TokenCode=plan["code"])["Credentials"]
    plan["session"] = [session[name] for name in ("AccessKeyId", "SecretAccessKey", "SessionToken")]
    results = run(sdk_server, plan, [sys.executable, SDK / "python" / "pyarrow_s3.py"])
    assert plan["bucket"] in results.pop("buckets")
    assert results == {
        "listed": [f"{plan['bucket']}/{OBJECT}"],
        "read": "hello",
        "wrong_secret": "SIGNATURE_DOES_NOT_MATCH",
        "list_without_mfa": "ACCESS_DENIED",
        "assume_without_mfa": "ACCESS_DENIED",
        "assume_wrong_external_id": "ACCESS_DENIED",
        "write_with_read_only_role": "ACCESS_DENIED",
        "expired": "ExpiredToken",
    }
