"""What the rows of SDKs have in common."""

import os
import pathlib

import boto3
import pytest

SDK = pathlib.Path(__file__).resolve().parent / "sdk"
ACCOUNT = "111122223333"
REGION = "us-east-1"
EXTERNAL_ID = "012345"
OBJECT = "dir/hello.txt"
S3_READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"

# where everything can be installed, nothing may be skipped
ALL = os.environ.get("CI") == "true"

# package managers are configured in the home directory of whoever runs the tests, which the tests do not see
REAL_HOME = os.environ["HOME"]


def require(present, what):
    if not present:
        assert not ALL, f"{what} must be installed here"
        pytest.skip(f"{what} is not installed")


def client(server, service, key, secret, token=None):
    return boto3.client(
        service,
        endpoint_url=server.endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        region_name=REGION,
    )


def admin(server, service):
    return client(server, service, *server.credentials())
