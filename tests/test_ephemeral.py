"""serve --ephemeral: nothing is kept, and nothing is left."""

import json
import os
import pathlib
import signal
import stat
import subprocess

import boto3
import pytest
from botocore.config import Config

from ostiary_server import Server


class Ephemeral(Server):
    """One running `ostiary serve --ephemeral`."""

    def __init__(self, binary, temporary, *arguments):
        super().__init__(binary, temporary, *arguments)
        self.temporary = pathlib.Path(temporary)
        self.variables = {"TMPDIR": str(temporary)}

    def start(self):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("OSTIARY_", "AWS_", "TMPDIR"))}
        self.log = open(self.temporary.parent / "ephemeral.log", "ab")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--ephemeral", "--json", "--listen", "127.0.0.1:0", *self.arguments],
            stdout=subprocess.PIPE,
            stderr=self.log,
            env=kept | self.variables,
        )
        ready = json.loads(self.process.stdout.readline())
        assert ready["FirstStart"] is True
        self.endpoint, self.data = ready["Url"], pathlib.Path(ready["DataDirectory"])
        return self

    def read_log(self):
        return (self.temporary.parent / "ephemeral.log").read_text(errors="replace")

    def client(self, service):
        key, secret = self.credentials()
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )

    def end(self, how):
        """Sends the signal: the exit code."""
        self.process.send_signal(how)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.log.close()
        return code


@pytest.fixture
def temporary(tmp_path):
    directory = tmp_path / "tmp"
    directory.mkdir()
    return directory


def use(server):
    server.client("iam").create_user(UserName="ana")
    server.client("s3").create_bucket(Bucket="a-bucket")
    server.client("s3").put_object(Bucket="a-bucket", Key="k", Body=b"told to nobody")
    assert server.client("s3").get_object(Bucket="a-bucket", Key="k")["Body"].read() == b"told to nobody"
    assert server.create_account("other", "--account-id", "444455556666")["AccountId"] == "444455556666"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_nothing_is_left(binary, temporary, how):
    server = Ephemeral(binary, temporary).start()
    use(server)
    assert server.data.parent == temporary
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
    assert not (server.data / "root.key").exists() and not (server.data / "identity.redb").exists()
    assert server.end(how) == 0
    assert list(temporary.iterdir()) == []
    told = server.read_log()
    assert f"A new installation was made in {server.data}\n" in told
    assert "Nothing is kept: the directory goes when the server ends." in told
    assert "root.key" not in told


def test_a_killed_server_leaves_no_identity_and_no_key(binary, temporary):
    server = Ephemeral(binary, temporary).start()
    use(server)
    assert server.end(signal.SIGKILL) == -signal.SIGKILL
    files = [path for path in server.data.rglob("*") if path.is_file()]
    assert files and not [path for path in files if b"told to nobody" in path.read_bytes()]
    assert not {"root.key", "identity.redb"} & {path.name for path in files}


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="this machine has no file system in memory")
def test_objects_are_in_memory_unless_told_otherwise(binary, temporary):
    server = Ephemeral(binary, temporary)
    server.variables = {}
    server.start()
    use(server)
    assert server.data.parent == pathlib.Path("/dev/shm")
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
    assert server.end(signal.SIGTERM) == 0
    assert not server.data.exists()


def test_two_at_a_time_know_nothing_of_each_other(binary, temporary):
    one, two = Ephemeral(binary, temporary).start(), Ephemeral(binary, temporary).start()
    one.client("iam").create_user(UserName="ana")
    assert [user["UserName"] for user in two.client("iam").list_users()["Users"]] == ["admin"]
    assert one.end(signal.SIGTERM) == two.end(signal.SIGTERM) == 0


def test_a_start_that_fails_leaves_nothing(binary, temporary):
    environment = {"TMPDIR": str(temporary), "HOME": str(temporary.parent)}
    command = [binary, "serve", "--ephemeral", "--listen"]
    ended = subprocess.run([*command, "nonsense"], env=environment, capture_output=True, text=True, timeout=30)
    assert ended.returncode == 1 and "cannot listen on nonsense" in ended.stderr
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("named", ["flag", "environment", "file"])
def test_a_data_directory_beside_it_is_refused(binary, temporary, named):
    data, settings = temporary.parent / "data", temporary.parent / "settings.toml"
    settings.write_text(f'data = "{data}"\n')
    words = {"flag": ["--data", data], "environment": [], "file": ["--config", settings]}[named]
    environment = {"TMPDIR": str(temporary)} | ({"OSTIARY_DATA": str(data)} if named == "environment" else {})
    command = [binary, "serve", "--ephemeral", "--listen", "127.0.0.1:0", *words]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"error: --ephemeral keeps nothing, and {data} is named as data directory\nhint: ")
    assert not data.exists() and list(temporary.iterdir()) == []


def test_no_place_for_it_is_one_error(binary, tmp_path):
    environment = {"TMPDIR": str(tmp_path / "absent")}
    ended = subprocess.run([binary, "serve", "--ephemeral"], env=environment, capture_output=True, text=True, timeout=30)
    assert ended.returncode == 1
    assert ended.stderr.startswith("error: cannot make a temporary directory: ") and "TMPDIR" in ended.stderr
