"""Health of a server: for load balancers over HTTP, for supervisors and containers by the operator's socket."""

import http.client
import json
import os
import re
import subprocess

import boto3
import pytest
from botocore.config import Config

from ostiary_server import Server


def ask(server, path, method="GET", host=None):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def health(server, *arguments):
    command = [server.binary, "health", "--data", server.data, *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30)
    return ended.returncode, ended.stdout, ended.stderr


@pytest.fixture
def server(binary, tmp_path):
    server = Server(binary, tmp_path / "data").start()
    yield server
    server.stop()


@pytest.mark.parametrize("path", ["/-/live", "/-/ready"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_server_that_serves_says_so_and_nothing_else(server, path, method):
    assert ask(server, path, method) == (200, b"")
    assert health(server) == (0, "ready\n", "")
    assert json.loads(health(server, "--json")[1]) == {"Ready": True, "Obstacles": []}


def test_objects_of_such_names_are_objects(server):
    key, secret = server.credentials()
    s3 = boto3.client(
        "s3",
        endpoint_url=server.endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="-/live", Body=b"an object")
    assert s3.get_object(Bucket="bucket", Key="-/live")["Body"].read() == b"an object"
    status, body = ask(server, "/-/live", host=f"bucket.localhost:{server.port}")
    assert status == 403 and b"AccessDenied" in body
    # path style: no bucket is called that
    assert ask(server, "/-/other")[0] == 400


def test_a_full_disk_is_not_ready_until_there_is_space(binary, tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", str(place)], capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.strip()}")
    try:
        server = Server(binary, place / "data").start()
        assert ask(server, "/-/ready") == (200, b"")
        with open(place / "filler", "wb") as filler:
            left = os.statvfs(place)
            filler.write(bytes(left.f_bavail * left.f_frsize - 65_536))
        assert ask(server, "/-/ready") == (503, b"") and ask(server, "/-/live") == (200, b"")
        code, told, errors = health(server)
        assert (code, errors) == (3, "")
        assert re.fullmatch(rf"\d+ bytes of disk are left in {re.escape(str(server.data))}\n", told)
        assert json.loads(health(server, "--json")[1])["Ready"] is False
        (place / "filler").unlink()
        assert ask(server, "/-/ready") == (200, b"") and health(server)[0] == 0
        server.stop()
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_no_server_is_no_health(binary, tmp_path):
    ended = subprocess.run([binary, "health", "--data", tmp_path], capture_output=True, text=True, timeout=30)
    assert ended.returncode == 1 and ended.stdout == ""
    assert "is `ostiary serve` running on this data directory?" in ended.stderr
