"""What rows of SDKs need: a server, people and things on it, and programs that are built."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import textwrap

import pytest

from ostiary_server import ROOT, Server
from rows import ACCOUNT, EXTERNAL_ID, REAL_HOME, SDK, people_and_things, require


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


@pytest.fixture(scope="session")
def sdk_server(binary, tmp_path_factory):
    """A server with an account; `expired` is a session that has ended, or None where faketime is missing."""
    server = Server(binary, tmp_path_factory.mktemp("sdk") / "data", "--account-id", ACCOUNT)
    library = faketime()
    server.expired = session_of_the_past(server, library) if library else None
    server.start()
    yield server
    server.stop()


@pytest.fixture
def plan(sdk_server):
    """What the program of a row is told; its role asks for an external id, too."""
    require(sdk_server.expired, "faketime")
    with people_and_things(sdk_server, EXTERNAL_ID) as made:
        yield made


@pytest.fixture
def example(sdk_server):
    """What an example is told."""
    with people_and_things(sdk_server) as made:
        yield made


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory):
    """A directory with the JavaScript SDKs and our programs."""
    require(shutil.which("npm"), "npm")
    place = tmp_path_factory.mktemp("node")
    for part in ("package.json", "javascript-v3", "javascript-v2"):
        source = SDK / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, place / part)
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
        cwd=place,
        check=True,
        env=os.environ | {"HOME": REAL_HOME},
    )
    return place


@pytest.fixture(scope="session")
def ruby():
    """Ruby with the SDK."""
    found = shutil.which("ruby") and subprocess.run(["ruby", "-e", "require 'aws-sdk-s3'"], capture_output=True)
    require(found and found.returncode == 0, "Debian's ruby-aws-sdk-s3")
    return "ruby"


@pytest.fixture(scope="session")
def go_build(tmp_path_factory):
    """Builds a program of one file with Debian's packages of the SDK."""
    library = pathlib.Path("/usr/share/gocode/src/github.com/aws/aws-sdk-go-v2")
    require(shutil.which("go") and library.exists(), "Debian's golang-github-aws-aws-sdk-go-v2-dev")
    place = tmp_path_factory.mktemp("go")
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(place / "cache")}

    def build(source):
        program = place / source.parent.name / source.stem
        subprocess.run(["go", "build", "-o", program, source], check=True, env=environment)
        return program

    return build


@pytest.fixture(scope="session")
def go_program(go_build):
    return go_build(SDK / "go" / "main.go")


@pytest.fixture(scope="session")
def go_example(go_build, tmp_path_factory):
    copied = tmp_path_factory.mktemp("go-example") / "example.go"
    shutil.copy(ROOT / "examples" / "go" / "main.go", copied)
    return go_build(copied)


@pytest.fixture(scope="session")
def rust_programs():
    """The directory of our program, `sdk-rust`, and of the example, `example`."""
    require(shutil.which("cargo"), "cargo")
    environment = os.environ | {"HOME": REAL_HOME}
    command = ["cargo", "build", "--quiet", "--locked", "--manifest-path", SDK / "rust" / "Cargo.toml"]
    subprocess.run(command, check=True, env=environment)
    return pathlib.Path(environment.get("CARGO_TARGET_DIR", SDK / "rust" / "target")) / "debug"


@pytest.fixture(scope="session")
def boto_2():
    """boto 2.49 imports modules in a way that ended with Python 3.12."""
    require(sys.version_info < (3, 12), "a Python that boto 2.49 runs with (3.11 or earlier)")
