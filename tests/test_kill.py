"""Nothing that was acknowledged is lost: the real binary is killed in a loop while clients write, and then asked."""

import concurrent.futures
import os
import random
import threading
import time

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from authenticator import Authenticator

ROUNDS = int(os.environ.get("OSTIARY_KILL_ROUNDS", "6"))
WRITERS = 4


class Ledger:
    """Changes that the server acknowledged."""

    def __init__(self):
        self.lock = threading.Lock()
        self.users, self.deleted, self.keys, self.objects = set(), set(), {}, {}

    def note(self, change):
        with self.lock:
            change(self)


def client(server, name):
    key, secret = server.credentials()
    config = Config(retries={"max_attempts": 1, "mode": "standard"}, connect_timeout=2, read_timeout=5)
    return boto3.client(
        name,
        endpoint_url=server.endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name="us-east-1",
        config=config,
    )


def write_until_killed(server, ledger, round_, writer, stop):
    """Creates users, keys and objects, deletes some, and notes what was acknowledged."""
    iam, s3 = client(server, "iam"), client(server, "s3")
    for n in range(100_000):
        if stop.is_set():
            return
        name = f"u-{round_}-{writer}-{n}"
        try:
            iam.create_user(UserName=name)
            ledger.note(lambda l: l.users.add(name))
            if n % 3 == 0:
                key = iam.create_access_key(UserName=name)["AccessKey"]
                ledger.note(lambda l: l.keys.__setitem__(key["AccessKeyId"], key["SecretAccessKey"]))
            elif n % 5 == 1:
                # once asked for, the user may be gone although the answer was lost
                ledger.note(lambda l: l.users.discard(name))
                iam.delete_user(UserName=name)
                ledger.note(lambda l: l.deleted.add(name))
            if n % 4 == 0:
                body = f"{name} {random.random()}".encode()
                s3.put_object(Bucket="kept", Key=f"objects/{name}", Body=body)
                ledger.note(lambda l: l.objects.__setitem__(f"objects/{name}", body))
        except (BotoCoreError, ClientError) as error:
            if isinstance(error, ClientError) and error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                raise
            return


def check(server, ledger):
    iam, s3 = client(server, "iam"), client(server, "s3")
    there = {u["UserName"] for page in iam.get_paginator("list_users").paginate() for u in page["Users"]}
    assert ledger.users <= there, f"lost: {sorted(ledger.users - there)[:5]}"
    assert not ledger.deleted & there, f"back again: {sorted(ledger.deleted & there)[:5]}"
    for key, secret in ledger.keys.items():
        sts = boto3.client(
            "sts",
            endpoint_url=server.endpoint,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            region_name="us-east-1",
        )
        sts.get_caller_identity()
    for key, body in ledger.objects.items():
        assert s3.get_object(Bucket="kept", Key=key)["Body"].read() == body, key


def test_kill_9_in_a_loop_loses_nothing_acknowledged(start_server):
    server = start_server()
    client(server, "s3").create_bucket(Bucket="kept")
    ledger = Ledger()
    for round_ in range(ROUNDS):
        stop = threading.Event()
        with concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
            writers = [
                pool.submit(write_until_killed, server, ledger, round_, writer, stop) for writer in range(WRITERS)
            ]
            time.sleep(random.uniform(0.3, 1.2))
            server.kill()
            stop.set()
            for writer in writers:
                writer.result()
        server.start()
    check(server, ledger)
    assert len(ledger.users) > ROUNDS, "the writers wrote too little to show anything"


def test_a_used_code_stays_used_after_kill_9(start_server):
    """adv_3, adv_8: the memory of used codes survives every end of the process."""
    server = start_server()
    iam = client(server, "iam")
    iam.create_user(UserName="alice")
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="alice")["VirtualMFADevice"]
    authenticator = Authenticator.from_png(device["QRCodePNG"])
    serial = device["SerialNumber"]
    first, second = authenticator.two_codes()
    iam.enable_mfa_device(
        UserName="alice", SerialNumber=serial, AuthenticationCode1=first, AuthenticationCode2=second
    )
    key = iam.create_access_key(UserName="alice")["AccessKey"]

    def session_token(code):
        sts = boto3.client(
            "sts",
            endpoint_url=server.endpoint,
            aws_access_key_id=key["AccessKeyId"],
            aws_secret_access_key=key["SecretAccessKey"],
            region_name="us-east-1",
        )
        return sts.get_session_token(SerialNumber=serial, TokenCode=code)

    code = authenticator.code()
    session = session_token(code)["Credentials"]
    server.kill()
    server.start()
    for used in (code, second):
        with pytest.raises(ClientError, match="invalid MFA one time pass code"):
            session_token(used)
    # and the session goes on: its token carries it
    sts = boto3.client(
        "sts",
        endpoint_url=server.endpoint,
        aws_access_key_id=session["AccessKeyId"],
        aws_secret_access_key=session["SecretAccessKey"],
        aws_session_token=session["SessionToken"],
        region_name="us-east-1",
    )
    assert sts.get_caller_identity()["Arn"].endswith(":user/alice")


def test_failed_codes_are_still_held_against_the_device_after_kill_9(start_server):
    """adv_6: the count of failures is kept although the requests failed."""
    server = start_server()
    iam = client(server, "iam")
    iam.create_user(UserName="bob")
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="bob")["VirtualMFADevice"]
    authenticator = Authenticator.from_png(device["QRCodePNG"])
    serial = device["SerialNumber"]
    first, second = authenticator.two_codes()
    iam.enable_mfa_device(
        UserName="bob", SerialNumber=serial, AuthenticationCode1=first, AuthenticationCode2=second
    )
    key = iam.create_access_key(UserName="bob")["AccessKey"]
    sts = boto3.client(
        "sts",
        endpoint_url=server.endpoint,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
        region_name="us-east-1",
    )
    for _ in range(10):
        with pytest.raises(ClientError):
            sts.get_session_token(SerialNumber=serial, TokenCode=authenticator.wrong_code())
    port = server.port
    server.kill()
    server.start(f"127.0.0.1:{port}")
    with pytest.raises(ClientError, match="Too many wrong codes") as caught:
        sts.get_session_token(SerialNumber=serial, TokenCode=authenticator.code())
    assert caught.value.response["Error"]["Code"] == "AccessDenied"
    # another user is not locked out with bob
    assert iam.list_users()["Users"]
