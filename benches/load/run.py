#!/usr/bin/env python3
"""Load over loopback with wrk: requests per second of the scenario's calls, beside a bare hyper server in the same run.

Needs wrk (Debian's package), boto3, pyotp, and release builds:

    cargo build --release && cargo build --release --manifest-path benches/load/Cargo.toml
    python benches/load/run.py [--seconds 5] [--rounds 3] [--connections 16] [--users 1500]

A signed request is good for fifteen minutes, so one is made and repeated; codes of MFA devices work once, so GetSessionToken
has as many devices as requests. Each round runs every row once, so that what else the machine does hits all rows alike; the
medians of the rounds and their ratios to the bare server are printed.
"""

import argparse
import configparser
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import boto3
import pyotp
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

ROOT = pathlib.Path(__file__).resolve().parents[2]
FORM = "application/x-www-form-urlencoded; charset=utf-8"


def release(manifest, name):
    target = os.environ.get("CARGO_TARGET_DIR")
    base = pathlib.Path(target) if target else manifest / "target"
    return base / "release" / name


def start(command):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return process, re.search(r"http://\S+", process.stdout.readline()).group()


def sign(credentials, service, method, url, body=b""):
    headers = {"Content-Type": FORM} if method == "POST" else {}
    request = AWSRequest(method, url, data=body, headers=headers)
    signer = S3SigV4Auth if service == "s3" else SigV4Auth
    signer(credentials, service, "us-east-1").add_auth(request)
    return {"method": method, "path": "/", "headers": dict(request.headers.items()), "body": body.decode()}


def lua_string(text):
    return json.dumps(text)


def script(requests):
    """A wrk script that sends these requests in turn, each thread its share; one request is simply repeated."""
    lines = ["local requests = {"]
    for request in requests:
        headers = ", ".join(f"[{lua_string(k)}] = {lua_string(v)}" for k, v in request["headers"].items())
        lines.append(
            f"  {{{lua_string(request['method'])}, {lua_string(request['path'])}, {{{headers}}}, "
            f"{lua_string(request['body']) if request['body'] else 'nil'}}},"
        )
    lines.append("}")
    lines.append(
        """
local threads = 0
function setup(thread) thread:set("id", threads); threads = threads + 1 end
local at = 0
function init() at = id end
function request()
  local r = requests[at % #requests + 1]
  at = at + step
  return wrk.format(r[1], r[2], r[3], r[4])
end
bad = 0
function response(status) if status >= 400 then bad = bad + 1 end end
local all = {}
local plain_setup = setup
function setup(thread) plain_setup(thread); table.insert(all, thread) end
function done(summary)
  local total = 0
  for _, thread in ipairs(all) do total = total + thread:get("bad") end
  io.write(string.format("refused %d of %d\\n", total, summary.requests))
end
"""
    )
    return "\n".join(lines)


def wrk(url, requests, seconds, connections, threads=1):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(f"step = {threads}\n" + script(requests))
        file.flush()
        command = ["wrk", "-t", str(threads), "-c", str(connections), "-d", f"{seconds}s", "-s", file.name, url]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    refused = int(re.search(r"refused (\d+)", out).group(1))
    return rate, refused


def burst(url, requests, connections):
    """Requests per second of requests that each work once: all of them, over keep-alive connections."""
    import concurrent.futures
    import http.client
    from urllib.parse import urlsplit

    host = urlsplit(url).netloc
    shares = [requests[n::connections] for n in range(connections)]

    def send(share):
        connection, refused = http.client.HTTPConnection(host), 0
        for request in share:
            connection.request(request["method"], request["path"], request["body"], request["headers"])
            answer = connection.getresponse()
            answer.read()
            refused += answer.status >= 400
        return refused

    begun = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(connections) as pool:
        refused = sum(pool.map(send, shares))
    return len(requests) / (time.perf_counter() - begun), refused


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--users", type=int, default=600, help="MFA devices, each good for one code a round")
    asked = parser.parse_args()
    bare, bare_url = start([release(ROOT / "benches/load", "bare")])
    with tempfile.TemporaryDirectory() as data:
        ostiary, url = start([release(ROOT, "ostiary"), "serve", "--data", f"{data}/d", "--listen", "127.0.0.1:0"])
        try:
            run(asked, url, bare_url, f"{data}/d")
        finally:
            ostiary.terminate()
            bare.terminate()


def run(asked, url, bare_url, data):
    file = configparser.ConfigParser()
    file.read(f"{data}/admin.credentials")
    admin = Credentials(file["default"]["aws_access_key_id"], file["default"]["aws_secret_access_key"])
    client = lambda name: boto3.client(
        name,
        endpoint_url=url,
        aws_access_key_id=admin.access_key,
        aws_secret_access_key=admin.secret_key,
        region_name="us-east-1",
    )
    iam = client("iam")
    document = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "s3:ListAllMyBuckets",
                "Resource": "arn:aws:s3:::*",
                "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
            }
        ],
    }
    rounds = asked.rounds + 1
    users = [make_user(iam, n, document) for n in range(asked.users)]
    credentials, serial, totp, step = users[0]
    session = boto3.client(
        "sts",
        endpoint_url=url,
        aws_access_key_id=credentials.access_key,
        aws_secret_access_key=credentials.secret_key,
        region_name="us-east-1",
    ).get_session_token(SerialNumber=serial, TokenCode=totp.at((step + 1) * 30))["Credentials"]
    with_mfa = Credentials(session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
    identity = b"Action=GetCallerIdentity&Version=2011-06-15"
    rows = {
        "bare hyper, POST": (bare_url, [sign(admin, "sts", "POST", bare_url + "/", identity)]),
        "bare hyper, GET": (bare_url, [sign(admin, "s3", "GET", bare_url + "/")]),
        "GetCallerIdentity, long-term key": (url, [sign(credentials, "sts", "POST", url + "/", identity)]),
        "GetCallerIdentity, MFA session": (url, [sign(with_mfa, "sts", "POST", url + "/", identity)]),
        "ListBuckets without MFA (denied)": (url, [sign(credentials, "s3", "GET", url + "/")]),
        "ListBuckets with MFA": (url, [sign(with_mfa, "s3", "GET", url + "/")]),
        "GetSessionToken without MFA": (
            url,
            [sign(credentials, "sts", "POST", url + "/", b"Action=GetSessionToken&Version=2011-06-15")],
        ),
    }
    rates = {name: [] for name in rows}
    durable = []
    batch = max(1, (len(users) - 1) // rounds)
    for round_ in range(rounds):
        for name, (target, requests) in rows.items():
            rate, refused = wrk(target, requests, asked.seconds, asked.connections)
            if ("denied" in name) != (refused > 0):
                sys.exit(f"{name}: {refused} refused")
            rates[name].append(rate)
        fresh = users[1 + round_ * batch : 1 + (round_ + 1) * batch]
        requests = [session_token_request(url, *user) for user in fresh]
        rate, refused = burst(url, requests, asked.connections)
        if refused:
            sys.exit(f"GetSessionToken with MFA: {refused} refused")
        durable.append(rate)
    # the first round warms up
    medians = {name: statistics.median(all_[1:]) for name, all_ in rates.items()}
    print(f"{'':36} {'requests/s':>11} {'of bare':>8}")
    for name, median in medians.items():
        base = medians["bare hyper, GET" if "ListBuckets" in name or "GET" in name else "bare hyper, POST"]
        print(f"{name:36} {median:11,.0f} {median / base:8.2f}")
    print(f"{'GetSessionToken with MFA, durable':36} {statistics.median(durable[1:]):11,.0f}   (client: Python threads)")


def make_user(iam, n, document):
    name = f"user-{n}"
    iam.create_user(UserName=name)
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
    totp, step = pyotp.TOTP(device["Base32StringSeed"].decode()), int(time.time()) // 30
    iam.enable_mfa_device(
        UserName=name,
        SerialNumber=device["SerialNumber"],
        AuthenticationCode1=totp.at((step - 1) * 30),
        AuthenticationCode2=totp.at(step * 30),
    )
    iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps(document))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return Credentials(key["AccessKeyId"], key["SecretAccessKey"]), device["SerialNumber"], totp, step


def session_token_request(url, credentials, serial, totp, step):
    now = max(step + 1, int(time.time()) // 30)
    body = f"Action=GetSessionToken&Version=2011-06-15&SerialNumber={serial.replace(':', '%3A').replace('/', '%2F')}"
    return sign(credentials, "sts", "POST", url + "/", f"{body}&TokenCode={totp.at(now * 30)}".encode())


main()
