"""Promises to the operator: the data directory, `ostiary check`, accounts and quotas, with the real binary."""

import glob
import json
import os
import shutil
import socket
import subprocess
import threading

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError


def client(server, name, account="admin", credentials=None):
    key, secret, *token = credentials or server.credentials(account=account)
    return boto3.client(
        name,
        endpoint_url=server.endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token[0] if token else None,
        region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=5, read_timeout=20),
    )


def run(server, *arguments):
    return subprocess.run([server.binary, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def does_not_start(server, data=None, listen="127.0.0.1:0"):
    """The message of `serve` when it refuses."""
    refused = run(server, "serve", "--data", data or server.data, "--listen", listen)
    assert refused.returncode == 1 and refused.stdout == "", refused
    assert refused.stderr.count("error: ") == 1 and "hint: " in refused.stderr, refused.stderr
    return refused.stderr


@pytest.fixture
def filled(start_server):
    """A server with a user, a bucket and three objects."""
    server = start_server()
    client(server, "iam").create_user(UserName="alice")
    s3 = client(server, "s3")
    s3.create_bucket(Bucket="bucket")
    for n in range(3):
        s3.put_object(Bucket="bucket", Key=f"k{n}", Body=os.urandom(100_000))
    return server


def object_files(server):
    return sorted(glob.glob(f"{server.data}/objects/buckets/*/objects/*/*"))


# the data directory


@pytest.mark.parametrize("harm", ["missing", "empty"])
def test_without_its_identity_store_an_installation_is_not_begun_anew(filled, harm):
    """A bad restore, a volume that is not mounted: refused, and nothing is replaced."""
    before = (filled.data / "admin.credentials").read_bytes()
    filled.stop()
    identity = filled.data / "identity.redb"
    kept = identity.read_bytes()
    identity.unlink()
    if harm == "empty":
        identity.touch()
    told = does_not_start(filled)
    assert f"identity.redb: it is {harm}" in told and "restore identity.redb from a backup" in told
    assert (filled.data / "admin.credentials").read_bytes() == before
    identity.write_bytes(kept)
    os.chmod(identity, 0o600)
    filled.start()
    assert client(filled, "s3").get_object(Bucket="bucket", Key="k0")["ContentLength"] == 100_000


def test_a_killed_first_start_is_made_afresh(binary, tmp_path):
    """Wherever the first start is cut off, the next one makes the installation whole."""
    from ostiary_server import Server

    for n in range(8):
        data = tmp_path / f"data-{n}"
        first = subprocess.Popen(
            [binary, "serve", "--data", data, "--listen", "127.0.0.1:0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            first.wait(0.004 * n)
        except subprocess.TimeoutExpired:
            first.kill()
            first.wait()
        server = Server(binary, data).start()
        assert client(server, "sts").get_caller_identity()["Arn"].endswith(":user/admin")
        server.stop()
        assert sorted(os.listdir(data)) == ["admin.config", "admin.credentials", "identity.redb", "objects", "root.key"]


def test_directories_of_others_and_foreign_files_are_refused_in_words(filled, tmp_path):
    filled.stop()
    os.chmod(filled.data, 0o777)
    told = does_not_start(filled)
    assert "its mode is 0777: others may put files into it" in told and "chmod go-w" in told
    os.chmod(filled.data, 0o700)
    if os.geteuid() == 0:
        os.chown(filled.data, 1234, -1)
        assert "it belongs to user 1234" in does_not_start(filled)
        os.chown(filled.data, 0, -1)
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    (other / "notes.txt").touch()
    assert "it holds notes.txt, and a new installation needs an empty directory" in does_not_start(filled, data=other)


def test_a_second_server_a_taken_port_and_a_bad_address_are_told_in_words(filled, tmp_path):
    told = does_not_start(filled)
    assert f"process {filled.process.pid} has it: one server at a time" in told
    told = does_not_start(filled, data=tmp_path / "new", listen=f"127.0.0.1:{filled.port}")
    assert f"cannot listen on 127.0.0.1:{filled.port}: another program has that port" in told
    for bad in ("4747", "localhost", "[::1", "127.0.0.1:99999"):
        assert "it is not ADDRESS:PORT" in does_not_start(filled, data=tmp_path / "new", listen=bad)
    assert "no such address" in does_not_start(filled, data=tmp_path / "new", listen="192.0.2.1:0")


def test_silent_clients_of_the_operators_socket_delay_nobody(filled):
    silent = []
    for _ in range(20):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(filled.data / "control.sock"))
        silent.append(connection)
    assert run(filled, "account", "list", "--data", filled.data).returncode == 0
    for connection in silent:
        connection.close()


# check


def check(server, *arguments, code):
    done = run(server, "check", "--data", server.data, *arguments)
    assert done.returncode == code, done
    return done.stdout


@pytest.mark.parametrize("running", [True, False])
def test_check_reads_everything_and_finds_nothing_wrong(filled, running):
    upload = client(filled, "s3").create_multipart_upload(Bucket="bucket", Key="parts")
    client(filled, "s3").upload_part(
        Bucket="bucket", Key="parts", UploadId=upload["UploadId"], PartNumber=1, Body=b"part"
    )
    if not running:
        filled.stop()
    told = check(filled, code=0)
    assert "1 buckets, 3 objects, 1 multipart uploads with 1 parts, 300004 bytes: nothing is wrong" in told
    whole = json.loads(check(filled, "--json", code=0))
    assert whole["Findings"] == [] and whole["Checked"]["IdentityRecords"] >= 4


@pytest.mark.parametrize("running", [True, False])
def test_check_seal_passes_over_what_is_sealed(filled, running):
    if not running:
        filled.stop()
    assert "nothing is wrong; 0 files were sealed" in check(filled, "--seal", code=0)


@pytest.mark.parametrize("running", [True, False])
def test_check_names_what_is_damaged_with_file_and_key(filled, running):
    if not running:
        filled.stop()
    first = object_files(filled)[0]
    damaged = bytearray(open(first, "rb").read())
    damaged[50_000] ^= 1
    with open(first, "wb") as file:
        file.write(damaged)
    assert "bucket bucket: key" in check(filled, code=3)
    (found,) = json.loads(check(filled, "--json", code=3))["Findings"]
    assert found["File"] == first and found["Bucket"] == "bucket" and found["Key"] in ("k0", "k1", "k2")
    assert "block 0 of the data is not as it was written" in found["Problem"] and found["Remedy"]


@pytest.mark.parametrize("running", [True, False])
def test_check_finds_damage_in_the_identity_store(filled, running):
    if not running:
        filled.stop()
    identity = filled.data / "identity.redb"
    content = bytearray(identity.read_bytes())
    # inside a sealed record: behind the name that it is kept under
    at = content.rindex(b"account/")
    content[at + 60] ^= 1
    with open(identity, "r+b") as file:
        file.write(content)
    found = json.loads(check(filled, "--json", code=3))["Findings"]
    assert {f["File"] for f in found} == {str(identity)}
    assert all("restore identity.redb from a backup" in f["Remedy"] for f in found)
    if not running:
        assert "identity.redb" in does_not_start(filled)


def test_check_says_what_is_missing(filled):
    filled.stop()
    shutil.move(filled.data / "root.key", filled.data.parent / "root.key")
    (found,) = json.loads(check(filled, "--json", code=3))["Findings"]
    assert found["File"].endswith("root.key") and "it is missing" in found["Problem"]
    key = (filled.data.parent / "root.key").read_text()
    (filled.data / "root.key").write_text(("1" if key[0] == "0" else "0") + key[1:])
    os.chmod(filled.data / "root.key", 0o600)
    found = json.loads(check(filled, "--json", code=3))["Findings"]
    assert "not the key that the identity store beside it was sealed with" in found[0]["Problem"]
    shutil.move(filled.data.parent / "root.key", filled.data / "root.key")
    shutil.rmtree(filled.data / "objects")
    (found,) = json.loads(check(filled, "--json", code=3))["Findings"]
    assert found["File"].endswith("objects")
    empty = filled.data.parent / "empty"
    empty.mkdir()
    assert run(filled, "check", "--data", empty).returncode == 1
    assert run(filled, "check", "--data", empty / "nothing").returncode == 1
    assert os.listdir(empty) == []


def test_one_damaged_object_is_told_at_start_and_hides_no_other(filled):
    filled.stop()
    first = object_files(filled)[0]
    with open(first, "r+b") as file:
        file.truncate(os.path.getsize(first) - 1)
    filled.start()
    listed = client(filled, "s3").list_objects_v2(Bucket="bucket")
    assert len(listed["Contents"]) == 2
    log = filled.read_log()
    assert "ERROR" in log and os.path.basename(first) in log


# accounts


def test_an_account_is_renamed_with_its_credentials_file(filled):
    filled.create_account("tenant")
    renamed = json.loads(run(filled, "account", "rename", "tenant", "lodger", "--data", filled.data).stdout)
    assert renamed["Name"] == "lodger" and renamed["CredentialsFile"].endswith("lodger.credentials")
    assert not (filled.data / "tenant.credentials").exists()
    account = client(filled, "sts", "lodger").get_caller_identity()["Account"]
    assert account == renamed["AccountId"]
    filled.stop()
    filled.start()
    names = {a["Name"] for a in json.loads(run(filled, "account", "list", "--data", filled.data).stdout)}
    assert names == {"admin", "lodger"}


def test_a_deleted_account_is_gone_with_keys_sessions_and_objects(filled):
    filled.create_account("tenant")
    iam, s3 = client(filled, "iam", "tenant"), client(filled, "s3", "tenant")
    iam.create_user(UserName="alice")
    s3.create_bucket(Bucket="tenants")
    s3.put_object(Bucket="tenants", Key="k", Body=b"1")
    session = client(filled, "sts", "tenant").get_session_token()["Credentials"]
    session = (session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
    keys = filled.credentials("tenant")
    assert client(filled, "sts", credentials=session).get_caller_identity()
    refused = run(filled, "account", "delete", "tenant", "--data", filled.data)
    assert refused.returncode == 1 and "2 users, admin included; buckets with all their objects: tenants" in refused.stderr
    assert s3.get_object(Bucket="tenants", Key="k")["Body"].read() == b"1"
    deleted = json.loads(run(filled, "account", "delete", "tenant", "--force", "--data", filled.data).stdout)
    assert deleted["Users"] == 2 and deleted["Buckets"] == ["tenants"]
    for credentials in (keys, session):
        with pytest.raises(ClientError, match="InvalidClientTokenId"):
            client(filled, "sts", credentials=credentials).get_caller_identity()
    assert not (filled.data / "tenant.credentials").exists()
    filled.stop()
    filled.start()
    # the name of the bucket is free again, and so is the account's; its id is not
    client(filled, "s3").create_bucket(Bucket="tenants")
    again = run(filled, "account", "create", "tenant", "--account-id", deleted["AccountId"], "--data", filled.data)
    assert again.returncode == 1 and "there is an account" in again.stderr
    filled.create_account("tenant")
    check(filled, code=0)


def test_deletions_that_are_killed_leave_all_or_nothing(start_server):
    """The account may be there, whole, or gone; its buckets follow it, at the next start at the latest."""
    server = start_server()
    for round_ in range(4):
        name = f"tenant{round_}"
        server.create_account(name)
        s3 = client(server, "s3", name)
        for n in range(5):
            s3.create_bucket(Bucket=f"{name}-{n}")
            s3.put_object(Bucket=f"{name}-{n}", Key="k", Body=b"1")
        keys = server.credentials(name)
        deletion = subprocess.Popen(
            [server.binary, "account", "delete", name, "--force", "--data", server.data],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        killer = threading.Timer(0.004 * round_ + 0.01, server.process.kill)
        killer.start()
        deletion.wait(20)
        killer.join()
        server.kill()
        server.start()
        left = {a["Name"] for a in json.loads(run(server, "account", "list", "--data", server.data).stdout)}
        if name in left:
            s3 = client(server, "s3", credentials=keys)
            assert len(s3.list_buckets()["Buckets"]) == 5
            assert run(server, "account", "delete", name, "--force", "--data", server.data).returncode == 0
        s3 = client(server, "s3")
        for n in range(5):
            s3.create_bucket(Bucket=f"{name}-{n}")
    check(server, code=0)


def test_quotas_hold_for_iam_and_s3_and_are_shown_with_their_use(filled):
    filled.create_account("tenant")

    def quotas(*changes):
        done = run(filled, "account", "quota", "tenant", *changes, "--data", filled.data)
        assert done.returncode == 0, done.stderr
        return {q["Quota"]: q for q in json.loads(done.stdout)}

    iam, s3 = client(filled, "iam", "tenant"), client(filled, "s3", "tenant")
    assert quotas()["Users"] | {} == {"Quota": "Users", "Value": 5000, "Default": 5000, "Used": 1, "Unit": "users"}
    now = quotas("Users=2", "object-bytes=1000", "groups=0")
    assert (now["Users"]["Value"], now["object-bytes"]["Value"], now["Groups"]["Value"]) == (2, 1000, 0)
    iam.create_user(UserName="second")
    with pytest.raises(ClientError, match="Cannot exceed quota for UsersPerAccount: 2"):
        iam.create_user(UserName="third")
    assert iam.get_account_summary()["SummaryMap"]["UsersQuota"] == 2
    s3.create_bucket(Bucket="tenants")
    s3.put_object(Bucket="tenants", Key="a", Body=b"0" * 1000)
    with pytest.raises(ClientError, match="QuotaExceeded.*1000 bytes"):
        s3.put_object(Bucket="tenants", Key="b", Body=b"0")
    client(filled, "s3").put_object(Bucket="bucket", Key="others", Body=b"0" * 5000)
    assert [quotas()[name]["Used"] for name in ("object-bytes", "objects", "uploads")] == [1000, 1, 0]
    filled.stop()
    filled.start()
    assert quotas()["Users"]["Value"] == 2
    assert quotas("Users=default", "object-bytes=default")["object-bytes"]["Value"] is None
    client(filled, "iam", "tenant").create_user(UserName="third")
    for bad, code in (("Users", 2), ("Users=x", 2), ("Moons=1", 1), ("Users=1000001", 1)):
        assert run(filled, "account", "quota", "tenant", bad, "--data", filled.data).returncode == code
