"""`serve --seed` and `ostiary seed check`, with the real binary and real clients."""

import json
import os
import pathlib
import re
import subprocess
import sys

import boto3
import pyotp
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from ostiary_server import Server

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
SEED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SERIAL = "arn:aws:iam::111122223333:mfa/alice"


def example(directory):
    """The example of docs/seed.md, with its folder."""
    page = (ROOT / "docs" / "seed.md").read_text()
    (directory / "treasure" / "deep").mkdir(parents=True)
    (directory / "treasure" / "map.txt").write_text("x marks the spot")
    (directory / "treasure" / "deep" / "pearl.bin").write_bytes(os.urandom(300_000))
    seed = directory / "seed.yaml"
    seed.write_text(page.split("```yaml\n")[1].split("```")[0])
    return seed


def client(server, name, key=KEY, secret=SECRET, token=None):
    return boto3.client(
        name,
        endpoint_url=server.endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=5, read_timeout=20),
    )


def run(binary, *arguments, **options):
    return subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True, timeout=60, **options)


def does_not_start(binary, data, seed, *arguments):
    refused = run(binary, "serve", "--data", data, "--listen", "127.0.0.1:0", "--seed", seed, *arguments)
    assert refused.returncode == 1 and refused.stdout == "", refused
    return refused.stderr


def test_a_seeded_user_gets_an_mfa_session_and_reads_a_seeded_object(binary, tmp_path):
    seed = example(tmp_path)
    server = Server(binary, tmp_path / "data", "--seed", seed).start()
    try:
        plain = client(server, "s3")
        with pytest.raises(ClientError, match="AccessDenied"):
            plain.get_object(Bucket="treasure", Key="chest.txt")
        code = pyotp.TOTP(SEED).now()
        got = client(server, "sts").get_session_token(SerialNumber=SERIAL, TokenCode=code)["Credentials"]
        session = (got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"])
        s3 = client(server, "s3", *session)
        assert s3.get_object(Bucket="treasure", Key="chest.txt")["Body"].read() == b"gold\n"
        pearl = s3.get_object(Bucket="treasure", Key="deep/pearl.bin", ChecksumMode="ENABLED")
        assert pearl["Body"].read() == (tmp_path / "treasure" / "deep" / "pearl.bin").read_bytes()
        assert pearl["ChecksumCRC64NVME"]
        with pytest.raises(ClientError, match="MultiFactorAuthentication failed"):
            client(server, "sts").get_session_token(SerialNumber=SERIAL, TokenCode=code)
        # the AWS CLI, as the user, with nothing but what the seed says
        environment = server.environment(AWS_ACCESS_KEY_ID=KEY, AWS_SECRET_ACCESS_KEY=SECRET)
        aws = pathlib.Path(sys.executable).parent / "aws"
        role = "arn:aws:iam::111122223333:role/auditor"
        command = [aws, "sts", "assume-role", "--role-arn", role, "--role-session-name", "seeded"]
        assumed = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        # the trust policy lets alice in by herself
        assert assumed.returncode == 0, assumed.stderr
        got = json.loads(assumed.stdout)["Credentials"]
        role = (got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"])
        users = client(server, "iam", *role).list_users()["Users"]
        assert [user["UserName"] for user in users] == ["admin", "alice"]
        assert client(server, "iam", *server.credentials()).get_user(UserName="alice")["User"]["Tags"] == [
            {"Key": "team", "Value": "blue"}
        ]
        server.stop()
        # what was seeded stays, and check finds nothing wrong
        assert "nothing is wrong" in run(binary, "check", "--data", server.data).stdout
        server = Server(binary, tmp_path / "data").start()
        assert client(server, "sts").get_caller_identity()["Arn"].endswith("user/alice")
        assert SECRET not in server.read_log() and SEED not in server.read_log()
    finally:
        server.stop()


def test_every_account_has_its_files(binary, tmp_path):
    seed = tmp_path / "seed.json"
    key = {"id": "AKIAAAAAAAAAAAAAAAAA", "secret": "a" * 40}
    bucket = {"name": "tenants", "region": "eu-west-1", "objects": [{"key": "k", "text": "what the seed has"}]}
    # two quotas that the seed fills, and one that is for requests only
    quotas = {"objects": 1, "object-bytes": 17, "uploads": 0}
    accounts = [
        {"id": "111122223333", "admin_key": key},
        {"name": "tenant", "id": "444455556666", "root_key": True, "quotas": quotas, "buckets": [bucket]},
    ]
    seed.write_text(json.dumps({"version": 1, "accounts": accounts}))
    server = Server(binary, tmp_path / "data", "--seed", seed).start()
    try:
        assert server.credentials() == (key["id"], key["secret"])
        assert client(server, "sts", *server.credentials()).get_caller_identity()["Account"] == "111122223333"
        root = client(server, "sts", *server.credentials("tenant", "root")).get_caller_identity()
        assert root["Arn"] == "arn:aws:iam::444455556666:root"
        s3 = client(server, "s3", *server.credentials("tenant"))
        assert s3.get_bucket_location(Bucket="tenants")["LocationConstraint"] == "eu-west-1"
        assert s3.get_object(Bucket="tenants", Key="k")["Body"].read() == b"what the seed has"
        assert (server.data / "tenant.config").exists()
    finally:
        server.stop()


def test_a_directory_in_use_is_refused_or_left_as_it_is(binary, tmp_path):
    seed, data = example(tmp_path), tmp_path / "data"
    server = Server(binary, data).start()
    server.stop()
    told = does_not_start(binary, data, seed)
    assert "it holds an installation, and a seed is for an empty directory" in told and "--seed-if-empty" in told
    # passed over, even if it is gone or broken
    for text in (None, "version: 9"):
        seed.unlink(missing_ok=True)
        if text:
            seed.write_text(text)
        server = Server(binary, data, "--seed", seed, "--seed-if-empty").start()
        assert client(server, "iam", *server.credentials()).list_users()["Users"][0]["UserName"] == "admin"
        assert len(client(server, "iam", *server.credentials()).list_users()["Users"]) == 1
        server.stop()


@pytest.mark.parametrize(
    "line, words",
    [
        ("      - name: alice", "alice: User with name alice already exists"),
        ("      - {name: bob, group: [readers]}", "did you mean groups?"),
        ("      - {name: bob, groups: [writers]}", "The group with name writers cannot be found."),
        ("      - name: bob\n        access_keys: [{id: AKIA, secret: %s}]" % SECRET, "it has not the form of an access key id"),
    ],
)
def test_a_seed_with_a_fault_makes_nothing(binary, tmp_path, line, words):
    seed, data = example(tmp_path), tmp_path / "data"
    text = seed.read_text()
    at = text.index("    roles:\n")
    seed.write_text(f"{text[:at]}{line}\n{text[at:]}")
    number = text[:at].count("\n") + 1
    told = does_not_start(binary, data, seed)
    assert re.search(rf"seed\.yaml:{number}:\d+: accounts\[0\]|seed\.yaml:{number + 1}:\d+: accounts\[0\]", told), told
    assert words.split(": ")[-1] in told and "nothing was made" in told
    assert SECRET not in told and SEED not in told
    assert not data.exists()
    checked = run(binary, "seed", "check", seed)
    assert checked.returncode == 3 and words.split(": ")[-1] in checked.stdout and checked.stderr == ""
    (fault,) = json.loads(run(binary, "seed", "check", seed, "--json").stdout)["Faults"]
    assert fault["File"] == str(seed) and fault["Line"] in (number, number + 1) and fault["Remedy"]


def test_a_seed_is_checked_without_a_server(binary, tmp_path):
    seed = example(tmp_path)
    checked = run(binary, "seed", "check", seed)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == (
        f"{seed}: 1 accounts, 1 users, 1 groups, 1 roles, 1 policies, 1 buckets, 3 objects: nothing is wrong\n"
    )
    counts = json.loads(run(binary, "seed", "check", seed, "--json").stdout)
    assert counts["Faults"] == [] and counts["Counts"]["Objects"] == 3
    missing = run(binary, "seed", "check", tmp_path / "nowhere.yaml")
    assert missing.returncode == 1 and "cannot read the seed" in missing.stderr


def test_a_start_that_is_killed_while_it_seeds_is_made_afresh(binary, tmp_path):
    seed, data = example(tmp_path), tmp_path / "data"
    for n in range(200):
        (tmp_path / "treasure" / f"{n}.txt").write_text(str(n))
    for pause in (0.1, 0.2, 0.4):
        process = subprocess.Popen(
            [binary, "serve", "--data", data, "--listen", "127.0.0.1:0", "--seed", seed],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(pause)
        except subprocess.TimeoutExpired:
            pass
        process.kill()
        process.wait()
    server = Server(binary, data, "--seed", seed, "--seed-if-empty").start()
    try:
        keys = server.credentials()
        listed = client(server, "s3", *keys).list_objects_v2(Bucket="treasure")
        assert listed["KeyCount"] == 203
        assert len(client(server, "iam", *keys).list_users()["Users"]) == 2
        assert "nothing is wrong" in run(binary, "check", "--data", data).stdout
    finally:
        server.stop()
