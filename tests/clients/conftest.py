"""Fixtures of the rows of SDKs: a server, people and things on it."""

import json
import os
import pathlib
import subprocess
import sys
import textwrap

import pytest

from ostiary_server import ROOT, Server
from rows import ACCOUNT, EXTERNAL_ID, people_and_things
from toolchains import require


def faketime():
    for path in pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"):
        return path
    return None


def session_of_the_past(server, library):
    """Credentials that ended: the server that gave them out believed that it was two hours ago."""
    earlier = {"LD_PRELOAD": str(library), "FAKETIME": "-2h", "DONT_FAKE_MONOTONIC": "1"}
    script = textwrap.dedent(
        """
        import boto3, json
        print(json.dumps(boto3.client("sts").get_session_token(DurationSeconds=900)["Credentials"], default=str))
        """
    )
    os.environ.update(earlier)
    try:
        server.start()
        command = [sys.executable, "-c", script]
        out = subprocess.run(command, env=server.environment() | earlier, check=True, capture_output=True)
    finally:
        for name in earlier:
            del os.environ[name]
    server.stop()
    return json.loads(out.stdout)


def started(binary, directory, *arguments):
    """A server with an account; `expired` is a session that has ended, or None where faketime is missing."""
    server = Server(binary, directory / "data", "--account-id", ACCOUNT, *arguments)
    library = faketime()
    server.expired = session_of_the_past(server, library) if library else None
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sdk_server(binary, tmp_path_factory):
    """The server of every SDK that signs as AWS asks for today."""
    yield from started(binary, tmp_path_factory.mktemp("sdk"))


@pytest.fixture(scope="session")
def sigv2_server(binary, tmp_path_factory):
    """For SDKs that sign S3 requests with Signature Version 2, which the operator has to allow."""
    yield from started(binary, tmp_path_factory.mktemp("sigv2"), "--sigv2", "on")


@pytest.fixture
def plan(sdk_server):
    """Input of the program of a row; its role asks for an external id, too."""
    require(sdk_server.expired, "faketime")
    with people_and_things(sdk_server, EXTERNAL_ID) as made:
        yield made


@pytest.fixture
def example(sdk_server):
    """Input of an example."""
    with people_and_things(sdk_server) as made:
        yield made


@pytest.fixture
def sigv2_plan(sigv2_server):
    require(sigv2_server.expired, "faketime")
    with people_and_things(sigv2_server, EXTERNAL_ID) as made:
        yield made


@pytest.fixture
def sigv2_example(sigv2_server):
    with people_and_things(sigv2_server) as made:
        yield made


@pytest.fixture(scope="session")
def go_example(go_build):
    return go_build(ROOT / "examples" / "go" / "main.go")


@pytest.fixture(scope="session")
def boto_2():
    """boto 2.49 imports modules in a way that ended with Python 3.12."""
    require(sys.version_info < (3, 12), "a Python that boto 2.49 runs with (3.11 or earlier)")
