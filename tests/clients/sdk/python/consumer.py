"""Boto3 with nothing but its default chain. Prints who it is, by which key, from where, and what only MFA may list."""

import json

import boto3
from botocore.exceptions import ClientError

session = boto3.Session()
credentials = session.get_credentials()
found = {
    "arn": session.client("sts").get_caller_identity()["Arn"],
    "key": credentials.get_frozen_credentials().access_key,
    "provider": credentials.method,
}
try:
    found["buckets"] = [bucket["Name"] for bucket in session.client("s3").list_buckets()["Buckets"]]
except ClientError as error:
    found["buckets"] = error.response["Error"]["Code"]
print(json.dumps(found))
