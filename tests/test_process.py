"""The server as a process: its log, its signals, its limit of open files."""

import fcntl
import os
import pty
import re
import resource
import signal
import socket
import subprocess

import pytest

from ostiary_server import Server

ANONYMOUS = b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"


def ask(port, address="127.0.0.1"):
    """The status of a request without a signature."""
    with socket.create_connection((address, port), timeout=20) as stream:
        stream.sendall(ANONYMOUS)
        answer = b""
        while piece := stream.recv(65536):
            answer += piece
    return int(answer.split()[1])


class Process:
    """`ostiary serve` with a stderr of the test's choice."""

    def __init__(self, binary, data, stderr, *arguments, listen="127.0.0.1:0", **options):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("OSTIARY_", "NO_COLOR"))}
        environment |= options.pop("environment", {})
        command = [binary, "serve", "--data", data, "--listen", listen, *arguments]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment, **options
        )
        self.port = int(re.search(r":(\d+)\s*$", self.process.stdout.readline()).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def without_reader():
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "wb")


def unread():
    """A pipe whose reader is there and does not read."""
    reading, writing = os.pipe()
    unread.kept = reading
    return os.fdopen(writing, "wb")


LOGS = {
    "a full disk": lambda: open("/dev/full", "wb"),
    "a pipe whose reader has gone": without_reader,
    "a pipe whose reader does not read": unread,
}


@pytest.mark.parametrize("level", ["warn", "trace"])
@pytest.mark.parametrize("log", LOGS)
def test_a_log_that_cannot_be_written_costs_nobody_an_answer(binary, tmp_path, log, level):
    with LOGS[log]() as stderr, Process(binary, tmp_path / "data", stderr, "--log-filter", level) as server:
        for _ in range(300):
            assert ask(server.port) == 403
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0


def test_lines_that_could_not_be_written_are_counted(binary, tmp_path):
    """On a disk that is full for a while, as a pipe of one page is while it is not read."""
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(writing, False)
    with os.fdopen(writing, "wb") as stderr, os.fdopen(reading, "rb") as log:
        with Process(binary, tmp_path / "data", stderr, "--log-filter", "trace") as server:
            for _ in range(300):
                ask(server.port)
            os.set_blocking(reading, False)
            text = b""
            while not (lost := re.search(rb"log lines could not be written.*lost\S*=\S*?(\d+)", text)):
                text += log.read(1 << 20) or b""
                ask(server.port)
            assert int(lost.group(1)) > 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_stop_the_server_in_order(binary, tmp_path, number):
    with Process(binary, tmp_path / "data", subprocess.DEVNULL) as server:
        assert ask(server.port) == 403
        server.process.send_signal(number)
        assert server.process.wait(timeout=30) == 0
    assert not (tmp_path / "data" / "control.sock").exists()


@pytest.mark.parametrize(
    "listen, warned", [("127.0.0.1:0", False), ("[::1]:0", False), ("0.0.0.0:0", True), ("[::]:0", True)]
)
def test_listening_beyond_this_machine_without_tls_is_warned_of(binary, tmp_path, listen, warned):
    server = Server(binary, tmp_path / "data").start(listen)
    server.stop()
    assert ("without TLS" in server.read_log()) == warned


@pytest.mark.parametrize("value, coloured", [(None, True), ("", True), ("1", False)])
def test_the_log_keeps_to_no_color(binary, tmp_path, value, coloured):
    mine, theirs = pty.openpty()
    environment = {} if value is None else {"NO_COLOR": value}
    with Process(binary, tmp_path / "data", theirs, "--log-filter", "info", environment=environment) as server:
        os.close(theirs)
        ask(server.port)
        text = b""
        while b"answered" not in text:
            text += os.read(mine, 65536)
    os.close(mine)
    assert (b"\x1b[" in text) == coloured, text


def limit_files(soft, hard):
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_the_limit_of_open_files_is_raised(binary, tmp_path):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    most = 8320
    if hard != resource.RLIM_INFINITY and hard < most:
        pytest.skip("this machine allows too few open files")
    with Process(binary, tmp_path / "data", subprocess.DEVNULL, preexec_fn=limit_files(256, hard)) as server:
        limits = open(f"/proc/{server.process.pid}/limits").read()
        assert int(re.search(r"Max open files +(\d+)", limits).group(1)) == most


def test_few_open_files_mean_few_connections_and_a_warning(binary, tmp_path):
    """200 descriptors: 18 connections, nine for one address, and never a file that cannot be opened."""
    log = open(tmp_path / "log", "wb")
    with log, Process(binary, tmp_path / "data", log, preexec_fn=limit_files(200, 200)) as server:
        silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
        assert ask(server.port) == 403
        descriptors = len(os.listdir(f"/proc/{server.process.pid}/fd"))
        assert descriptors < 200
        for stream in silent:
            stream.close()
    text = (tmp_path / "log").read_text()
    assert "allows few connections" in text and "cannot accept" not in text, text
