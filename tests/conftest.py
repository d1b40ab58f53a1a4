"""A real server for the client tests: the ostiary binary on a free port, with a data directory of its own."""

import configparser
import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


def binary_path():
    """The binary under test: named by OSTIARY_BINARY, or where cargo puts it."""
    named = os.environ.get("OSTIARY_BINARY")
    if named:
        return pathlib.Path(named)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "debug" / "ostiary"


class Server:
    """One running `ostiary serve`."""

    def __init__(self, binary, data, *arguments):
        self.binary, self.data, self.arguments = binary, pathlib.Path(data), arguments
        self.process = None
        self.endpoint = None

    def start(self, listen="127.0.0.1:0"):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("OSTIARY_", "AWS_"))}
        self.log = open(self.data.parent / f"{self.data.name}.log", "ab")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--listen", listen, *self.arguments],
            stdout=subprocess.PIPE,
            stderr=self.log,
            env=environment,
        )
        line = self.process.stdout.readline().decode()
        found = re.search(r"http://\S+", line)
        assert found, f"no address in {line!r}; log: {self.read_log()}"
        self.endpoint = found.group()
        return self

    def read_log(self):
        return (self.data.parent / f"{self.data.name}.log").read_text(errors="replace")

    @property
    def port(self):
        return int(self.endpoint.rsplit(":", 1)[1])

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(timeout=30) == 0, self.read_log()
        if self.process:
            self.process.stdout.close()
            self.log.close()
        self.process = None

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()
        self.process = None

    def create_account(self, name, *arguments):
        """Makes an account as the operator does, and gives what is printed."""
        command = [self.binary, "account", "create", name, "--data", self.data, *arguments]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def credentials(self, account="admin", profile="default"):
        """Access key id and secret, from the account's credentials file."""
        file = configparser.ConfigParser()
        file.read(self.data / f"{account}.credentials")
        section = file[profile]
        return section["aws_access_key_id"], section["aws_secret_access_key"]

    def environment(self, account="admin", **more):
        """What a user exports: endpoint, credentials file and region, and nothing else of AWS."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "OSTIARY_", "BOTO"))}
        return kept | {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_SHARED_CREDENTIALS_FILE": str(self.data / f"{account}.credentials"),
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            **more,
        }


@pytest.fixture(scope="session")
def binary():
    path = binary_path()
    assert path.exists(), f"{path} is not built: cargo build"
    return path


@pytest.fixture(scope="session")
def start_server(binary, tmp_path_factory):
    """Starts further servers; they are stopped at the end."""
    with contextlib.ExitStack() as stack:

        def start(*arguments, data=None):
            data = data or tmp_path_factory.mktemp("server") / "data"
            server = Server(binary, data, *arguments).start()
            stack.callback(server.stop)
            return server

        yield start


@pytest.fixture(scope="session")
def server(start_server):
    """The server that most tests share, with a root key and a second account."""
    server = start_server("--root-key", "--account-id", "111122223333")
    server.create_account("other", "--account-id", "444455556666", "--root-key")
    return server


@pytest.fixture(autouse=True)
def no_aws_environment(monkeypatch, tmp_path):
    """No test sees the settings of whoever runs it."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "OSTIARY_DATA", "BOTO")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
