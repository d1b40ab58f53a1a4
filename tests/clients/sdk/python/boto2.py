"""boto 2.49 as the samples of its day use it: host names of AWS, reached through the proxy setting of its configuration
file; SigV2 by default, SigV4 on demand. Prints what happened as JSON."""

import json
import os
import sys
import warnings

warnings.filterwarnings("ignore")

import boto
from boto.exception import BotoServerError
from boto.s3.connection import OrdinaryCallingFormat, S3Connection
from boto.sts import STSConnection

plan = json.load(open(os.environ["PLAN"]))
long_term = (plan["access_key_id"], plan["secret_access_key"])
results = {}


def step(name, action):
    try:
        results[name] = action()
    except BotoServerError as error:
        results[name] = error.error_code
    return results[name]


def sts(key, secret, token=None):
    return STSConnection(key, secret, security_token=token)


def temporary(credentials):
    return credentials.access_key, credentials.secret_key, credentials.session_token


def names(connection):
    return [bucket.name for bucket in connection.get_all_buckets()]


def s3(key, secret, token=None, **more):
    return S3Connection(key, secret, security_token=token, is_secure=False, **more)


def assume(**more):
    return sts(*long_term).assume_role(plan["role_arn"], "boto2", external_id=plan["external_id"], **more)


with_code = {"mfa_serial_number": plan["serial"], "mfa_token": plan["code"]}
step("wrong_secret", lambda: str(sts(long_term[0], "x" * 40).get_session_token()))
step("list_without_mfa", lambda: names(s3(*long_term)))
step("assume_without_mfa", lambda: str(assume()))
step("assume_wrong_code", lambda: str(assume(mfa_serial_number=plan["serial"], mfa_token=plan["wrong_code"])))
role = assume(**with_code)
results["assumed_identity"] = role.user.arn
credentials = temporary(role.credentials)
step("buckets", lambda: names(s3(*credentials)))
step("reused_code", lambda: str(sts(*long_term).get_session_token(**with_code)))
expired = [plan["expired"][name] for name in ("AccessKeyId", "SecretAccessKey", "SessionToken")]
step("expired", lambda: names(s3(*expired)))
# SigV2 in a virtual host, then in a path
bucket = s3(*credentials).get_bucket(plan["bucket"])
step("virtual_host", lambda: [key.name for key in bucket.list()])
path_style = s3(*credentials, calling_format=OrdinaryCallingFormat())
step("path_style", lambda: path_style.get_bucket(plan["bucket"]).get_key(plan["key"]).get_contents_as_string().decode())
# its own SigV4
os.environ["S3_USE_SIGV4"] = "True"
v4 = s3(*credentials, host="s3.us-east-1.amazonaws.com")
step("sigv4", lambda: [key.name for key in v4.get_bucket(plan["bucket"]).list(prefix="dir/")])
session = step("session_token", lambda: str(bool(sts(*long_term).get_session_token(duration=900).access_key)))
print(json.dumps(results))
