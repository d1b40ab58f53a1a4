"""Signature Version 2 is taken if flag, environment or file say so, in this order, and refused by default."""

import os
import subprocess
import urllib.error
import urllib.request

import boto3
import pytest
from botocore.config import Config

from ostiary_server import Server

# flag, environment, file, whether it is taken
SETTINGS = {
    "nothing": (None, None, None, False),
    "flag on": ("on", None, None, True),
    "flag off": ("off", None, None, False),
    "environment on": (None, "on", None, True),
    "file on": (None, None, "on", True),
    "file off": (None, None, "off", False),
    "flag over environment": ("off", "on", None, False),
    "flag over file": ("off", None, "on", False),
    "environment over file": (None, "off", "on", False),
}


def arguments(flag, file, tmp_path):
    named = tmp_path / "ostiary.toml"
    named.write_text("" if file is None else f'sigv2 = "{file}"\n')
    return ["--config", named, *([] if flag is None else ["--sigv2", flag])]


@pytest.mark.parametrize("flag, variable, file, taken", SETTINGS.values(), ids=SETTINGS)
def test_settings(binary, tmp_path, flag, variable, file, taken):
    server = Server(binary, tmp_path / "data", *arguments(flag, file, tmp_path))
    # the server's own environment is cleared of settings
    server.binary = tmp_path / "serve"
    exported = "" if variable is None else f"export OSTIARY_SIGV2={variable}\n"
    server.binary.write_text(f'#!/bin/sh\n{exported}exec {binary} "$@"\n')
    server.binary.chmod(0o755)
    server.start()
    try:
        server.binary = binary
        key, secret = server.credentials()
        s3 = boto3.client(
            "s3",
            "us-east-1",
            endpoint_url=server.endpoint,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
        )
        s3.create_bucket(Bucket="photos")
        s3.put_object(Bucket="photos", Key="a", Body=b"data")
        old = boto3.client(
            "s3",
            "us-east-1",
            endpoint_url=server.endpoint,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            config=Config(signature_version="s3"),
        )
        url = old.generate_presigned_url("get_object", {"Bucket": "photos", "Key": "a"}, 60)
        if taken:
            assert urllib.request.urlopen(url).read() == b"data"
            assert old.get_object(Bucket="photos", Key="a")["Body"].read() == b"data"
            return
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(url)
        assert refused.value.code == 400
        assert b"<Code>InvalidRequest</Code>" in refused.value.read()
        with pytest.raises(old.exceptions.ClientError, match="Please use AWS4-HMAC-SHA256."):
            old.get_object(Bucket="photos", Key="a")
    finally:
        server.stop()


@pytest.mark.parametrize("value", ["", "yes", "ON", "true"])
def test_other_values_are_refused(binary, tmp_path, value):
    command = [binary, "serve", "--data", tmp_path / "data", "--listen", "127.0.0.1:0", "--sigv2", value]
    ended = subprocess.run(command, capture_output=True, timeout=30, env=dict(os.environ))
    assert ended.returncode != 0
    assert b"on" in ended.stderr and b"off" in ended.stderr
