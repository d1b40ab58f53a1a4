#!/usr/bin/env python3
"""Server time and allocations of one request, beside a bare hyper server in the same run; durable writes; under ten minutes.

    cargo build --release && cargo build --release --manifest-path benches/load/Cargo.toml
    python3 benches/load/run.py [--rounds 5] [--seconds 1] [--connections 16] [--beside OLD_BINARY]

Needs nothing but Python, Linux and two processors. The server runs on one, the client on the other, and the client never sleeps
(src/bin/spin.rs): rates measure the slower of the two, and wake-ups are paid by the side that sends them, so the figure that counts is
the time that the server's threads ran (schedstat), per request. A signed request is good for fifteen minutes, so one is made and
repeated. Each round runs every row of every server once, in the other order each time, so that what else the machine does hits
all alike; a first round does not count. Printed are medians, with least and greatest.

Allocations are counted in a process of their own (src/bin/counted.rs): a fixed number of requests, and the calls of the
allocator during them. Durable writes are sent once each, by 64 connections and by one, with the server on both processors.

--beside takes another binary of the server, an older one, as a third column.
"""

import argparse
import base64
import configparser
import datetime
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
FORM = "application/x-www-form-urlencoded; charset=utf-8"
REGION = "us-east-1"
SERVER_CPU, CLIENT_CPU = 1, 0
COUNTED_REQUESTS = 2000
DURABLE_CONNECTIONS = 64
CREATED_USERS = 3000
SINGLE_WRITES = 300
TRUST = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


ALLOW_ALL = policy({"Effect": "Allow", "Action": "*", "Resource": "*"})
ONLY_WITH_MFA = policy(
    {
        "Effect": "Allow",
        "Action": ["s3:ListAllMyBuckets", "iam:GetUser"],
        "Resource": "*",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    }
)


def release(manifest, name):
    target = os.environ.get("CARGO_TARGET_DIR")
    base = pathlib.Path(target) if target else manifest / "target"
    path = base / "release" / name
    if not path.exists():
        sys.exit(f"{path} is not there: build it first, as the beginning of this file says")
    return path


def send(host, request):
    """The body of the answer to one request; ends the run if it is a refusal."""
    name, _, port = host.rpartition(":")
    with socket.create_connection((name, int(port))) as connection:
        connection.sendall(request)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        body = answer.read()
    if answer.status != 200:
        sys.exit(f"{request.splitlines()[0].decode()}: {answer.status} {body.decode()}")
    return body


class Keys:
    """An access key, of a session if there is a token, and the requests that it signs."""

    def __init__(self, id, secret, token=None):
        self.id, self.secret, self.token = id, secret, token

    def request(self, service, method, host, body=b"", path="/"):
        """The bytes of a request, signed by Signature Version 4."""
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        payload = hashlib.sha256(body).hexdigest()
        headers = {"host": host, "x-amz-date": now}
        if service == "s3":
            headers["x-amz-content-sha256"] = payload
        if method == "POST":
            headers["content-type"] = FORM
        if self.token:
            headers["x-amz-security-token"] = self.token
        names = sorted(headers)
        lines = "".join(f"{name}:{headers[name]}\n" for name in names)
        canonical = f"{method}\n{path}\n\n{lines}\n{';'.join(names)}\n{payload}"
        scope = f"{now[:8]}/{REGION}/{service}/aws4_request"
        to_sign = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        key = b"AWS4" + self.secret.encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
        headers["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self.id}/{scope}, SignedHeaders={';'.join(names)}, Signature={signature}"
        )
        if method != "GET":
            headers["content-length"] = str(len(body))
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return head.encode() + b"\r\n" + body

    def call(self, host, service, action, **parameters):
        """The texts of the answer to a call, by element; ends the run if it fails."""
        answer = send(host, self.request(service, "POST", host, query(service, action, **parameters)))
        return {e.tag.rpartition("}")[2]: e.text for e in xml.etree.ElementTree.fromstring(answer).iter()}

    def session(self, answer):
        return Keys(answer["AccessKeyId"], answer["SecretAccessKey"], answer["SessionToken"])


def query(service, action, **parameters):
    version = {"iam": "2010-05-08", "sts": "2011-06-15"}[service]
    return urllib.parse.urlencode({"Action": action, "Version": version, **parameters}).encode()


def code(seed, step):
    digest = hmac.digest(base64.b32decode(seed), struct.pack(">Q", step), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Server:
    """A process that answers, on the processors named."""

    def __init__(self, command, processors):
        pin = lambda: os.sched_setaffinity(0, processors)
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=pin
        )
        self.host = re.search(r"http://(\S+)", self.process.stdout.readline()).group(1)

    def ran(self):
        """Nanoseconds that its threads have run."""
        total = 0
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                total += int((task / "schedstat").read_text().split()[0])
            except FileNotFoundError:
                pass
        return total

    def allocations(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Ostiary(Server):
    """Ostiary on a new directory, with what the rows need."""

    def __init__(self, command, data, processors):
        super().__init__(command, processors)
        file = configparser.ConfigParser()
        file.read(f"{data}/admin.credentials")
        self.admin = Keys(file["default"]["aws_access_key_id"], file["default"]["aws_secret_access_key"])
        self.created = 0

    def iam(self, action, **parameters):
        return self.admin.call(self.host, "iam", action, **parameters)

    def user(self, name, document):
        self.iam("CreateUser", UserName=name)
        self.iam("PutUserPolicy", UserName=name, PolicyName="p", PolicyDocument=document)
        made = self.iam("CreateAccessKey", UserName=name)
        return Keys(made["AccessKeyId"], made["SecretAccessKey"])

    def device(self, user):
        """Serial number and seed of a new device of a user, and the last time step that it has spent."""
        made = self.iam("CreateVirtualMFADevice", VirtualMFADeviceName=user)
        seed = base64.b64decode(made["Base32StringSeed"]).decode()
        step = int(time.time()) // 30
        codes = {"AuthenticationCode1": code(seed, step - 1), "AuthenticationCode2": code(seed, step)}
        self.iam("EnableMFADevice", UserName=user, SerialNumber=made["SerialNumber"], **codes)
        return made["SerialNumber"], seed, step

    def token_form(self, device):
        serial, seed, step = device
        now = max(step + 1, int(time.time()) // 30)
        return {"SerialNumber": serial, "TokenCode": code(seed, now)}

    def prepare(self):
        """Requests by row, each with its service: who may do all, who only with MFA, and a role."""
        self.iam("CreateRole", RoleName="r", AssumeRolePolicyDocument=policy(TRUST))
        self.iam("PutRolePolicy", RoleName="r", PolicyName="p", PolicyDocument=ALLOW_ALL)
        free, bound = self.user("free", ALLOW_ALL), self.user("bound", ONLY_WITH_MFA)
        form = self.token_form(self.device("bound"))
        mfa = bound.session(bound.call(self.host, "sts", "GetSessionToken", **form))
        arn = self.iam("GetRole", RoleName="r")["Arn"]
        assume = {"RoleArn": arn, "RoleSessionName": "load"}
        role = free.session(free.call(self.host, "sts", "AssumeRole", **assume))
        for bucket in ["first", "second", "third"]:
            send(self.host, self.admin.request("s3", "PUT", self.host, path=f"/load-{bucket}"))
        post = lambda who, service, action, **more: who.request(
            service, "POST", self.host, query(service, action, **more)
        )
        return {
            "GetCallerIdentity, key": post(free, "sts", "GetCallerIdentity"),
            "GetCallerIdentity, MFA session": post(mfa, "sts", "GetCallerIdentity"),
            "GetCallerIdentity, role session": post(role, "sts", "GetCallerIdentity"),
            "ListBuckets, denied": bound.request("s3", "GET", self.host),
            "ListBuckets, key": free.request("s3", "GET", self.host),
            "ListBuckets, MFA session": mfa.request("s3", "GET", self.host),
            "GetSessionToken, key": post(free, "sts", "GetSessionToken"),
            "AssumeRole": post(free, "sts", "AssumeRole", **assume),
            "GetUser, MFA session": post(mfa, "iam", "GetUser"),
        }

    def create_users(self, count):
        """Requests to create so many users, each of another name."""
        self.created += count
        names = [f"user-{number}" for number in range(self.created - count, self.created)]
        return [
            self.admin.request("iam", "POST", self.host, query("iam", "CreateUser", UserName=name)) for name in names
        ]


def spin(server, requests, connections, seconds=None):
    """Sends requests; what the client found, with the microseconds that the server ran per request."""
    with tempfile.NamedTemporaryFile() as file:
        for request in requests:
            file.write(struct.pack("<I", len(request)) + request)
        file.flush()
        command = [release(ROOT / "benches/load", "spin"), server.host, file.name, str(connections)]
        before = server.ran()
        done = subprocess.run(
            command + ([str(seconds)] if seconds else []),
            check=True,
            capture_output=True,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {CLIENT_CPU}),
        )
        outcome = json.loads(done.stdout)
        outcome["us"] = (server.ran() - before) / 1000 / outcome["requests"]
        return outcome


def expect(row, outcome):
    wanted = "403" if "denied" in row else "200"
    if set(outcome["statuses"]) != {wanted}:
        sys.exit(f"{row}: answers {outcome['statuses']}")


def spread(values, digits=2):
    """The median, with the least and the greatest."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def measure(asked, servers, rows):
    """Microseconds of server time by server and row, one figure a round."""
    figures = {name: {row: [] for row in rows[name]} for name in servers}
    for round_ in range(asked.rounds + 1):
        order = [(name, row) for name in servers for row in rows[name]]
        for name, row in order if round_ % 2 else reversed(order):
            outcome = spin(servers[name], [rows[name][row]], asked.connections, asked.seconds)
            if name != "bare":
                expect(row, outcome)
            figures[name][row].append(outcome["us"])
    return {name: {row: all_[1:] for row, all_ in of.items()} for name, of in figures.items()}


def count(directory):
    """Allocations of one request by row, and of bare hyper."""
    program = release(ROOT / "benches/load", "counted")
    counts = {}
    bare = Server([program], {SERVER_CPU})
    ostiary = Ostiary([program, directory], directory, {SERVER_CPU})
    try:
        rows = {**bare_rows(ostiary.admin, bare), **ostiary.prepare()}
        for row, request in rows.items():
            server = bare if row.startswith("bare") else ostiary
            spin(server, [request] * COUNTED_REQUESTS, 1)
            before = server.allocations()
            spin(server, [request] * COUNTED_REQUESTS, 1)
            counts[row] = (server.allocations() - before) / COUNTED_REQUESTS
    finally:
        bare.stop()
        ostiary.stop()
    return counts


def bare_rows(admin, bare):
    form = query("sts", "GetCallerIdentity")
    return {
        "bare hyper, POST": admin.request("sts", "POST", bare.host, form),
        "bare hyper, GET": admin.request("s3", "GET", bare.host),
    }


def durable(asked, binary, directory):
    """Rates and times of durable writes, each request sent once."""
    server = Ostiary([binary, "serve", "--data", directory, "--listen", "127.0.0.1:0"], directory, {0, 1})
    figures = {"CreateUser at 64: µs of server": [], "CreateUser at 64: per second": [], "CreateUser alone: p50 µs": []}
    figures["GetSessionToken with MFA at 64: per second"] = []
    try:
        account = [binary, "account", "quota", "admin", "--data", directory, "Users=1000000", "MFADevices=1000000"]
        subprocess.run([str(part) for part in account], check=True, capture_output=True)
        people = []
        for number in range(asked.codes):
            keys = server.user(f"person-{number}", ALLOW_ALL)
            people.append((keys, server.device(f"person-{number}")))
        for round_ in range(asked.rounds + 1):
            many = spin(server, server.create_users(CREATED_USERS), DURABLE_CONNECTIONS)
            alone = spin(server, server.create_users(SINGLE_WRITES), 1)
            share = people[round_ :: asked.rounds + 1]
            tokens = spin(server, [token_request(server, *person) for person in share], DURABLE_CONNECTIONS)
            for row, outcome in [("CreateUser", many), ("CreateUser", alone), ("GetSessionToken", tokens)]:
                expect(row, outcome)
            figures["CreateUser at 64: µs of server"].append(many["us"])
            figures["CreateUser at 64: per second"].append(many["requests"] / many["seconds"])
            figures["CreateUser alone: p50 µs"].append(alone["p50"])
            figures["GetSessionToken with MFA at 64: per second"].append(tokens["requests"] / tokens["seconds"])
    finally:
        server.stop()
    return {row: all_[1:] for row, all_ in figures.items()}


def token_request(server, keys, device):
    form = query("sts", "GetSessionToken", **server.token_form(device))
    return keys.request("sts", "POST", server.host, form)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--codes", type=int, default=2400, help="devices, each good for one code in the run")
    parser.add_argument("--beside", type=pathlib.Path, help="another binary of the server, to compare with")
    asked = parser.parse_args()
    binaries = {"now": release(ROOT, "ostiary")}
    if asked.beside:
        binaries["beside"] = asked.beside.resolve()
    with tempfile.TemporaryDirectory() as data:
        counts = count(f"{data}/counted")
        servers, rows = {"bare": Server([release(ROOT / "benches/load", "bare")], {SERVER_CPU})}, {}
        try:
            for name, binary in binaries.items():
                command = [binary, "serve", "--data", f"{data}/{name}", "--listen", "127.0.0.1:0"]
                servers[name] = Ostiary(command, f"{data}/{name}", {SERVER_CPU})
                rows[name] = servers[name].prepare()
            rows["bare"] = bare_rows(servers["now"].admin, servers["bare"])
            figures = measure(asked, servers, rows)
        finally:
            for server in servers.values():
                server.stop()
        writes = {name: durable(asked, binary, f"{data}/{name}-durable") for name, binary in binaries.items()}
    show(binaries, figures, counts, writes)


def show(binaries, figures, counts, writes):
    """Prints both tables in Markdown, as docs/performance.md has them."""
    named = [f"{name}, {unit}" for name in binaries for unit in ("µs", "x bare hyper")]
    lines = [["one request", *named, "allocations"]]
    base = {row: statistics.median(values) for row, values in figures["bare"].items()}
    for row, values in figures["bare"].items():
        lines.append([row, spread(values), "1"] + [""] * (len(named) - 2) + [f"{counts[row]:.1f}"])
    for row in figures["now"]:
        bare = base["bare hyper, GET" if "ListBuckets" in row else "bare hyper, POST"]
        cells = []
        for name in binaries:
            values = figures[name][row]
            cells += [spread(values), f"{statistics.median(values) / bare:.2f}"]
        lines.append([row, *cells, f"{counts[row]:.1f}"])
    print_table(lines)
    print_table(
        [["durable writes", *binaries]]
        + [[row, *(spread(writes[name][row], 0) for name in binaries)] for row in writes["now"]]
    )


def print_table(lines):
    head, *rows = lines
    for cells in [head, ["---"] * len(head), *rows]:
        print("| " + " | ".join(cells) + " |")
    print()


if __name__ == "__main__":
    main()
