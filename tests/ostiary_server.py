"""The server under test, as a process of its own."""

import configparser
import json
import os
import pathlib
import re
import signal
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


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
        found = re.search(r"https?://\S+", line)
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
        """Variables that a user exports: endpoint, credentials file and region, and nothing else of AWS."""
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
