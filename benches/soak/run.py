#!/usr/bin/env python3
"""Soak: hostile clients of every kind beside honest ones, on a server of its own.

Prints every ten seconds, and at the end, how long honest calls took (p50, p99) and the server's resident memory. Needs nothing
but Python. Exit code 1 if an honest call failed, its p99 reached 100 ms, or memory reached 256 MiB.

    python3 benches/soak/run.py --seconds 600 [--binary target/release/ostiary] [--connections 2000]
"""

import argparse
import configparser
import datetime
import hashlib
import hmac
import http.client
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

FORM = b"Action=GetCallerIdentity&Version=2011-06-15"
MIB = 1 << 20


def sign(keys, service, method, path, body, payload=None):
    """Headers of a request signed with Signature Version 4."""
    moment = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    payload = payload or hashlib.sha256(body).hexdigest()
    headers = {"host": "h", "x-amz-date": moment}
    if service == "s3":
        headers["x-amz-content-sha256"] = payload
    else:
        headers["content-type"] = "application/x-www-form-urlencoded"
    names = ";".join(sorted(headers))
    lines = [f"{name}:{headers[name]}" for name in sorted(headers)]
    canonical = "\n".join([method, path, "", *lines, "", names, payload])
    scope = f"{moment[:8]}/us-east-1/{service}/aws4_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = ("AWS4" + keys[1]).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{digest}"
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    credential = f"Credential={keys[0]}/{scope}, SignedHeaders={names}, Signature={signature}"
    return headers | {"authorization": f"AWS4-HMAC-SHA256 {credential}"}


def head(method, path, headers):
    return (f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items()) + "\r\n").encode()


class Server:
    def __init__(self, binary, directory):
        self.directory = directory
        command = [binary, "serve", "--data", f"{directory}/data", "--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)\s*$", self.process.stdout.readline()).group(1))
        command = [binary, "account", "create", "hostile", "--data", f"{directory}/data"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def keys(self, account):
        file = configparser.ConfigParser()
        file.read(f"{self.directory}/data/{account}.credentials")
        return file["default"]["aws_access_key_id"], file["default"]["aws_secret_access_key"]

    def memory(self):
        """Resident memory in MiB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) // 1024

    def ask(self, keys, service, method, path, body=b"", source=None):
        address = (source, 0) if source else None
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=address)
        try:
            connection.request(method, path, body, sign(keys, service, method, path, body))
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()


def opening(kind, keys):
    """Bytes that one hostile connection of a kind sends before it falls silent."""
    if kind == "silent":
        return b""
    if kind == "heads":
        return b"POST / HTTP/1.1\r\nHost: h\r\nX: " + b"a" * 60_000
    if kind == "bodies":
        return head("POST", "/", {"host": "h", "content-length": 10_000_000}) + b"a" * MIB
    if kind == "forms":
        form = {"host": "h", "content-type": "application/x-www-form-urlencoded", "content-length": 500_000}
        return head("POST", "/", form) + b"a" * 400_000
    if kind == "uploads":
        headers = sign(keys, "s3", "PUT", "/hostile/slow", b"", "UNSIGNED-PAYLOAD")
        return head("PUT", "/hostile/slow", headers | {"content-length": 50_000_000}) + b"a" * 100_000
    return head("GET", "/hostile/large", sign(keys, "s3", "GET", "/hostile/large", b""))


KINDS = ("silent", "heads", "bodies", "forms", "uploads", "readers")


def attack(server, kind, number, keys, stop):
    """Keeps connections of one kind open; those that are cut off come again."""
    streams = []
    while not stop.is_set():
        while len(streams) < number and not stop.is_set():
            stream = socket.socket()
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            stream.settimeout(0.2)
            try:
                stream.bind((f"127.0.0.{2 + len(streams) % 6}", 0))
                stream.connect(("127.0.0.1", server.port))
                stream.sendall(opening(kind, keys))
            except OSError:
                # refused, which is an answer too
                pass
            streams.append((stream, time.monotonic()))
        now = time.monotonic()
        kept = []
        for stream, since in streams:
            if now - since > 9:
                stream.close()
            else:
                kept.append((stream, since))
        streams = kept
        stop.wait(0.2)
    for stream, _ in streams:
        stream.close()


class Honest:
    """Calls in turn, timed."""

    def __init__(self, server, keys):
        self.server, self.keys = server, keys
        self.times, self.failures, self.lock = [], [], threading.Lock()

    def run(self, stop):
        calls = [("sts", "POST", "/", FORM), ("s3", "GET", "/honest/k", b""), ("s3", "PUT", "/honest/k", b"a" * 1000)]
        turn = 0
        while not stop.is_set():
            call = calls[turn % len(calls)]
            turn += 1
            began = time.monotonic()
            try:
                outcome = self.server.ask(self.keys, *call)
            except OSError as error:
                outcome = repr(error)
            took = time.monotonic() - began
            with self.lock:
                self.times.append(took)
                if outcome != 200:
                    self.failures.append((call[:3], outcome))
            stop.wait(0.02)

    def figures(self):
        with self.lock:
            times = sorted(self.times)
        at = lambda part: 1000 * times[min(len(times) - 1, int(len(times) * part))] if times else 0.0
        return len(times), at(0.5), at(0.99)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--binary", default="target/release/ostiary")
    parser.add_argument("--connections", type=int, default=2000, help="hostile connections of all kinds together")
    arguments = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as directory:
        server = Server(arguments.binary, directory)
        try:
            return soak(server, arguments)
        finally:
            server.process.send_signal(signal.SIGTERM)
            server.process.wait()


def soak(server, arguments):
    honest, hostile = Honest(server, server.keys("admin")), server.keys("hostile")
    for keys, name in ((honest.keys, "honest"), (hostile, "hostile")):
        assert server.ask(keys, "s3", "PUT", f"/{name}") == 200
    assert server.ask(honest.keys, "s3", "PUT", "/honest/k", b"a") == 200
    assert server.ask(hostile, "s3", "PUT", "/hostile/large", os.urandom(16 * MIB)) == 200
    stop = threading.Event()
    number = arguments.connections // len(KINDS)
    jobs = [threading.Thread(target=attack, args=(server, kind, number, hostile, stop)) for kind in KINDS]
    jobs += [threading.Thread(target=honest.run, args=(stop,)) for _ in range(2)]
    for job in jobs:
        job.start()
    began, peak = time.monotonic(), 0
    try:
        while time.monotonic() - began < arguments.seconds:
            for _ in range(10):
                time.sleep(1)
                peak = max(peak, server.memory())
            calls, middle, high = honest.figures()
            spent = time.monotonic() - began
            print(f"+{spent:4.0f} s: {calls} honest calls, p50 {middle:.1f} ms, p99 {high:.1f} ms; "
                  f"{len(honest.failures)} failed; memory {server.memory()} MiB, most {peak}", flush=True)
    finally:
        stop.set()
        for job in jobs:
            job.join()
    time.sleep(10)
    calls, middle, high = honest.figures()
    print(f"honest: {calls} calls, p50 {middle:.1f} ms, p99 {high:.1f} ms, {len(honest.failures)} failed; "
          f"memory: most {peak} MiB, {server.memory()} MiB ten seconds after")
    for failure in honest.failures[:5]:
        print("failed:", *failure)
    return int(bool(honest.failures) or high >= 100 or peak >= 256)


if __name__ == "__main__":
    sys.exit(main())
