"""A disk that is full, and one that fails: what becomes of identity, then when there is space again, and after a restart."""

import os
import shutil
import subprocess
import time

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

MEBIBYTE = 1 << 20


def client(server, name, account="admin"):
    key, secret = server.credentials(account=account)
    return boto3.client(
        name,
        endpoint_url=server.endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=5, read_timeout=20),
    )


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 24 MiB, which the server is given as a whole; without the right to mount one the test is skipped."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", str(place)], capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(s3):
    """Writes objects, large ones and then small ones, until there is no space: their keys."""
    kept = []
    for size in (MEBIBYTE, 1):
        for n in range(2000):
            try:
                s3.put_object(Bucket="filler", Key=f"{size}/{n}", Body=os.urandom(size))
            except ClientError as error:
                assert error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500
                break
            kept.append(f"{size}/{n}")
    return kept


def refused_for_want_of_space(call):
    with pytest.raises(ClientError) as caught:
        call()
    assert caught.value.response["Error"]["Code"] == "ServiceUnavailable"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503
    assert "no space" in caught.value.response["Error"]["Message"]


def test_objects_that_fill_the_disk_leave_identity_writable(start_server, small_disk):
    server = start_server(data=small_disk)
    server.create_account("other")
    s3, iam = client(server, "s3", "other"), client(server, "iam")
    s3.create_bucket(Bucket="filler")
    keys = fill(s3)
    assert shutil.disk_usage(small_disk).free < MEBIBYTE
    # the reserve is identity's alone
    for n in range(100):
        iam.create_user(UserName=f"while-full-{n}")
    for key in keys:
        s3.delete_object(Bucket="filler", Key=key)
    iam.create_user(UserName="afterwards")
    s3.put_object(Bucket="filler", Key="afterwards", Body=b"1")
    server.stop()
    server.start()
    names = {u["UserName"] for page in client(server, "iam").get_paginator("list_users").paginate() for u in page["Users"]}
    assert {"afterwards", *(f"while-full-{n}" for n in range(100))} <= names


def test_without_any_space_a_change_is_refused_unseen_and_made_later(start_server, small_disk):
    server = start_server(data=small_disk)
    iam = client(server, "iam")
    with open(small_disk / "filling", "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"0" * 4096)
        except OSError:
            pass
    # documents of 5,000 characters, until the reserve is used up as well
    document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::%s"}}' % ("a" * 5000)
    made, refused = [], 0
    # a commit that is refused may leave pages to the next one: full it is when several in a row find none
    for n in range(1490):
        try:
            iam.create_policy(PolicyName=f"p{n}", PolicyDocument=document)
        except ClientError as error:
            assert error.response["Error"]["Code"] == "ServiceUnavailable", error
            refused += 1
            if refused == 4:
                break
        else:
            refused = 0
            made.append(f"p{n}")
    refused_for_want_of_space(lambda: iam.create_policy(PolicyName="refused", PolicyDocument=document))
    names = lambda: {
        p["PolicyName"] for page in client(server, "iam").get_paginator("list_policies").paginate(Scope="Local") for p in page["Policies"]
    }
    assert names() == set(made)
    assert client(server, "sts").get_caller_identity()["Arn"].endswith(":user/admin")
    (small_disk / "filling").unlink()
    iam.create_policy(PolicyName="refused", PolicyDocument=document)
    server.kill()
    server.start()
    assert names() == {*made, "refused"}


@pytest.mark.skipif(not shutil.which("strace"), reason="strace, which makes system calls fail, is not here")
@pytest.mark.parametrize("what", ["identity", "objects"])
def test_after_a_failed_sync_the_process_ends_within_a_second(start_server, what):
    server = start_server()
    iam, s3 = client(server, "iam"), client(server, "s3")
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="key", Body=b"old")
    names_before = {user["UserName"] for user in iam.list_users()["Users"]}
    injector = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-p", str(server.process.pid)]
        + ["-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO"],
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 10
        while "TracerPid:\t0" in open(f"/proc/{server.process.pid}/status").read():
            if injector.poll() is not None or time.monotonic() > deadline:
                pytest.skip("strace cannot attach here")
        with pytest.raises(ClientError) as caught:
            if what == "identity":
                iam.create_user(UserName="lost")
            else:
                s3.put_object(Bucket="bucket", Key="key", Body=b"new")
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] >= 500
        assert server.process.wait(10) == 5
    finally:
        injector.kill()
        injector.wait(10)
    server.start()
    assert client(server, "s3").get_object(Bucket="bucket", Key="key")["Body"].read() == b"old"
    # the answer said neither yes nor no: a commit syncs once, and what was written before the sync failed may have stayed
    names = {user["UserName"] for user in client(server, "iam").list_users()["Users"]}
    assert names - {"lost"} == names_before
    client(server, "iam").create_user(UserName="afterwards")
