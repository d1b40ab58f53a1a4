"""The first start: one line on stdout, the next commands on stderr, and files that are all that clients need."""

import configparser
import json
import os
import pathlib
import re
import subprocess
import sys

import boto3
import pytest

from ostiary_server import Server


class Started:
    """`ostiary serve` with both outputs kept."""

    def __init__(self, binary, data, *arguments):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("OSTIARY_", "AWS_"))}
        self.log = open(f"{data}.log", "ab+")
        command = [binary, "serve", "--data", data, "--listen", "127.0.0.1:0", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, env=environment, text=True)
        self.line = self.process.stdout.readline()

    def stop(self):
        self.process.terminate()
        rest = self.process.stdout.read()
        assert self.process.wait(30) == 0
        self.process.stdout.close()
        self.log.seek(0)
        told = self.log.read().decode()
        self.log.close()
        return rest, told


def secrets(data):
    file = configparser.ConfigParser()
    file.read(data / "admin.credentials")
    return [file[section]["aws_secret_access_key"] for section in file.sections()] + [(data / "root.key").read_text().strip()]


def test_stdout_holds_one_line_and_stderr_what_is_next(binary, tmp_path):
    data = tmp_path / "with space"
    started = Started(binary, data, "--root-key", "--account-id", "111122223333")
    assert re.fullmatch(r"ostiary is listening on http://127\.0\.0\.1:\d+\n", started.line)
    rest, told = started.stop()
    assert rest == ""
    assert f"A new installation was made in {data}\n" in told and "111122223333" in told
    assert f"  export AWS_CONFIG_FILE='{data}/admin.config'\n" in told
    assert f"  export AWS_SHARED_CREDENTIALS_FILE='{data}/admin.credentials'\n" in told
    assert not [secret for secret in secrets(data) if secret in told or secret in started.line]
    # later starts have nothing new to tell
    os.remove(f"{data}.log")
    rest, told = Started(binary, data).stop()
    assert (rest, told) == ("", "")


def test_machines_get_json_on_both(binary, tmp_path):
    data = tmp_path / "data"
    started = Started(binary, data, "--json", "--log", "json", "--log-filter", "error")
    ready = json.loads(started.line)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", ready["Url"])
    assert ready["DataDirectory"] == str(data) and ready["FirstStart"] is True
    rest, told = started.stop()
    assert rest == ""
    (event,) = [json.loads(line) for line in told.splitlines()]
    assert event["fields"]["config"] == f"{data}/admin.config"
    assert event["fields"]["credentials"] == f"{data}/admin.credentials"
    assert not [secret for secret in secrets(data) if secret in told or secret in started.line]
    again = Started(binary, data, "--json")
    assert json.loads(again.line)["FirstStart"] is False
    again.stop()


def exports(server, account="admin"):
    """The two variables that the first start names, and nothing else of AWS."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "OSTIARY_", "BOTO"))}
    return kept | {
        "AWS_CONFIG_FILE": str(server.data / f"{account}.config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(server.data / f"{account}.credentials"),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "",
    }


def account_by_cli(server, *arguments, account="admin"):
    aws = pathlib.Path(sys.executable).parent / "aws"
    command = [aws, "sts", "get-caller-identity", "--query", "Account", "--output", "text", *arguments]
    done = subprocess.run(command, env=exports(server, account), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_two_variables_are_all_that_clients_need(binary, tmp_path, monkeypatch):
    server = Server(binary, tmp_path / "data", "--root-key", "--account-id", "111122223333", "--region", "eu-west-1").start()
    try:
        assert account_by_cli(server) == "111122223333"
        assert account_by_cli(server, "--profile", "root") == "111122223333"
        for name, value in exports(server).items():
            monkeypatch.setenv(name, value)
        session = boto3.Session()
        assert session.region_name == "eu-west-1"
        session.client("s3").create_bucket(Bucket="first", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        assert [b["Name"] for b in session.client("s3").list_buckets()["Buckets"]] == ["first"]
        made = server.create_account("tenant")
        assert made["ConfigFile"] == str(server.data / "tenant.config")
        assert account_by_cli(server, account="tenant") == made["AccountId"]
        # another start, most likely with another port
        first = server.endpoint
        server.stop()
        server.start()
        assert first != server.endpoint
        assert account_by_cli(server) == "111122223333"
        assert account_by_cli(server, account="tenant") == made["AccountId"]
    finally:
        server.stop()


def test_config_files_follow_their_accounts(binary, tmp_path):
    server = Server(binary, tmp_path / "data").start()
    try:
        made = server.create_account("tenant")
        operate = lambda *words: subprocess.run([binary, "account", *words, "--data", server.data], check=True, capture_output=True)
        operate("rename", "tenant", "lodger")
        assert not (server.data / "tenant.config").exists()
        assert account_by_cli(server, account="lodger") == made["AccountId"]
        operate("delete", "lodger")
        assert sorted(p.name for p in server.data.glob("*.config")) == ["admin.config"]
    finally:
        server.stop()


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_version(binary, form):
    done = subprocess.run([binary, "version", *form], capture_output=True, text=True, env={})
    assert (done.returncode, done.stderr) == (0, "")
    if form:
        told = json.loads(done.stdout)
        assert re.fullmatch(r"\d+\.\d+\.\d+", told["Version"])
        assert told["Commit"] is None or re.fullmatch(r"[0-9a-f]{40}", told["Commit"])
        assert told["Date"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", told["Date"])
    else:
        assert re.fullmatch(r"ostiary \d+\.\d+\.\d+( \([0-9a-f]{12} \d{4}-\d\d-\d\d\))?\n", done.stdout)
