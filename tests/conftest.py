"""A real server for the client tests: the ostiary binary on a free port, with a data directory of its own."""

import contextlib
import os

import pytest

from ostiary_server import Server, binary_path

pytest_plugins = ["toolchains"]


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
    """No test sees the settings of the user who runs it."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "OSTIARY_DATA", "BOTO")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    # the keyring of the user who runs the tests is none of ours
    monkeypatch.setenv("OSTIARY_KEYRING", "off")
