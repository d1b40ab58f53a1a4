"""Users, roles, devices and buckets of the rows of SDKs."""

import contextlib
import json
import uuid

import boto3

from authenticator import Authenticator

ACCOUNT = "111122223333"
REGION = "us-east-1"
EXTERNAL_ID = "012345"
OBJECT = "dir/hello.txt"
S3_READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"


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


def enrol(iam, user, ago=0):
    """A device of the user: its serial number, and an authenticator whose next code (with `ago=1`, two) is good at once."""
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName=f"mfa-{uuid.uuid4().hex[:12]}")["VirtualMFADevice"]
    authenticator = Authenticator.from_png(device["QRCodePNG"])
    first, second = authenticator.two_codes(ago)
    iam.enable_mfa_device(
        UserName=user,
        SerialNumber=device["SerialNumber"],
        AuthenticationCode1=first,
        AuthenticationCode2=second,
    )
    return device["SerialNumber"], authenticator


@contextlib.contextmanager
def people_and_things(server, external_id=None):
    """A user with a key and a device, a role that trusts that user with MFA, a bucket with an object."""
    iam, s3 = admin(server, "iam"), admin(server, "s3")
    name = f"sdk-{uuid.uuid4().hex[:10]}"
    user = iam.create_user(UserName=name)["User"]
    key = iam.create_access_key(UserName=name)["AccessKey"]
    condition = {"Bool": {"aws:MultiFactorAuthPresent": True}}
    if external_id:
        condition["StringEquals"] = {"sts:ExternalId": external_id}
    statement = {"Effect": "Allow", "Principal": {"AWS": user["Arn"]}, "Action": "sts:AssumeRole"}
    trust = {"Version": "2012-10-17", "Statement": [statement | {"Condition": condition}]}
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]
    iam.attach_role_policy(RoleName=name, PolicyArn=S3_READ_ONLY)
    s3.create_bucket(Bucket=name)
    s3.put_object(Bucket=name, Key=OBJECT, Body=b"hello")
    # last, since codes age
    serial, authenticator = enrol(iam, name)
    yield {
        "endpoint": server.endpoint,
        "region": REGION,
        "access_key_id": key["AccessKeyId"],
        "secret_access_key": key["SecretAccessKey"],
        "serial": serial,
        "code": authenticator.code(),
        "wrong_code": authenticator.wrong_code(),
        "role_arn": role["Arn"],
        "external_id": external_id,
        "bucket": name,
        "key": OBJECT,
        "expired": server.expired,
        "user_arn": user["Arn"],
    }
    s3.delete_object(Bucket=name, Key=OBJECT)
    s3.delete_bucket(Bucket=name)
    iam.detach_role_policy(RoleName=name, PolicyArn=S3_READ_ONLY)
    iam.delete_role(RoleName=name)
    iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    iam.deactivate_mfa_device(UserName=name, SerialNumber=serial)
    iam.delete_virtual_mfa_device(SerialNumber=serial)
    iam.delete_user(UserName=name)
