"""Boto3 with nothing but the environment's endpoint and explicit credentials. Prints what happened as JSON."""

import json
import os

import boto3
from botocore.exceptions import ClientError

plan = json.load(open(os.environ["PLAN"]))
results = {}


def session(key, secret, token=None):
    return boto3.Session(key, secret, token)


def of(credentials):
    return session(credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])


def step(name, action):
    try:
        results[name] = action()
    except ClientError as error:
        results[name] = error.response["Error"]["Code"]


def identity(who):
    return who.client("sts").get_caller_identity()["Arn"]


def buckets(who):
    return [bucket.name for bucket in who.resource("s3").buckets.all()]


def assume(**more):
    wanted = {"RoleArn": plan["role_arn"], "RoleSessionName": "boto3", "ExternalId": plan["external_id"]}
    return long_term.client("sts").assume_role(**wanted, **more)["Credentials"]


def with_code(code):
    return {"SerialNumber": plan["serial"], "TokenCode": code}


long_term = session(plan["access_key_id"], plan["secret_access_key"])
step("identity", lambda: identity(long_term))
step("wrong_secret", lambda: identity(session(plan["access_key_id"], "x" * 40)))
step("list_without_mfa", lambda: buckets(long_term))
step("assume_without_mfa", lambda: assume() and "assumed")
step("assume_wrong_code", lambda: assume(**with_code(plan["wrong_code"])) and "assumed")
role = of(assume(**with_code(plan["code"])))
step("assumed_identity", lambda: identity(role))
step("buckets", lambda: buckets(role))
step("reused_code", lambda: assume(**with_code(plan["code"])) and "assumed")
step("expired", lambda: buckets(of(plan["expired"])))
print(json.dumps(results))
