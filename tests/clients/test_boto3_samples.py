"""The published MFA samples, step by step, with Boto3 and nothing but an endpoint and credentials."""

import json
import uuid

import boto3
import pytest
from botocore.exceptions import ClientError

from authenticator import Authenticator

LIST_WITH_MFA = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:ListAllMyBuckets",
            "Resource": "arn:aws:s3:::*",
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": True}},
        }
    ],
}


def unique(prefix):
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def session_of(server):
    """A Boto3 session that is configured as a user would configure it."""

    def make(key=None, secret=None, token=None, account="admin", profile="default", region="us-east-1"):
        if key is None:
            key, secret = server.credentials(account, profile)
        session = boto3.Session(key, secret, token, region_name=region)

        def client(name, **more):
            return session.client(name, endpoint_url=server.endpoint, **more)

        def resource(name, **more):
            return session.resource(name, endpoint_url=server.endpoint, **more)

        session.at = client
        session.resource_at = resource
        return session

    return make


def with_credentials(session_of, credentials, **more):
    return session_of(credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"], **more)


def refused(code, call, *arguments, **keywords):
    """The error that a call is refused with."""
    with pytest.raises(ClientError) as caught:
        call(*arguments, **keywords)
    assert caught.value.response["Error"]["Code"] == code, caught.value
    return caught.value.response["Error"]["Message"]


class MfaUser:
    """A user with a virtual MFA device and an access key, made with the resource API as the samples do."""

    def __init__(self, session):
        self.iam = session.resource_at("iam")
        self.user = self.iam.create_user(UserName=unique("user"))
        self.device = self.iam.create_virtual_mfa_device(VirtualMFADeviceName=unique("mfa"))
        assert self.device.base32_string_seed.decode().isalnum()
        self.authenticator = Authenticator.from_png(self.device.qr_code_png)
        assert self.authenticator.seed == self.device.base32_string_seed.decode()
        first, second = self.authenticator.two_codes()
        self.user.enable_mfa(
            SerialNumber=self.device.serial_number, AuthenticationCode1=first, AuthenticationCode2=second
        )
        self.key = self.user.create_access_key_pair()

    @property
    def serial(self):
        return self.device.serial_number

    def tear_down(self):
        for policy in self.user.policies.all():
            policy.delete()
        for policy in self.user.attached_policies.all():
            self.user.detach_policy(PolicyArn=policy.arn)
        for key in self.user.access_keys.all():
            key.delete()
        for mfa in self.user.mfa_devices.all():
            mfa.disassociate()
        self.device.delete()
        self.user.delete()


@pytest.fixture
def mfa_user(session_of):
    made = MfaUser(session_of())
    yield made
    made.tear_down()


def test_session_token_sample(session_of, mfa_user):
    mfa_user.user.create_policy(PolicyName="list-with-mfa", PolicyDocument=json.dumps(LIST_WITH_MFA))
    plain = session_of(mfa_user.key.id, mfa_user.key.secret)
    sts = plain.at("sts")

    arn = sts.get_caller_identity()["Arn"]
    assert arn == mfa_user.user.arn
    denied = "is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action"
    assert refused("AccessDenied", plain.at("s3").list_buckets) == f"User: {arn} {denied}"

    without = with_credentials(session_of, sts.get_session_token()["Credentials"])
    assert refused("AccessDenied", without.at("s3").list_buckets) == f"User: {arn} {denied}"
    refused("InvalidClientTokenId", without.at("iam").list_users)

    code = mfa_user.authenticator.code()
    answer = sts.get_session_token(SerialNumber=mfa_user.serial, TokenCode=code)
    with_mfa = with_credentials(session_of, answer["Credentials"])
    assert "Buckets" in with_mfa.at("s3").list_buckets()
    assert with_mfa.at("sts").get_caller_identity()["Arn"] == arn

    invalid = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
    reused = {"SerialNumber": mfa_user.serial, "TokenCode": code}
    assert refused("AccessDenied", sts.get_session_token, **reused) == invalid
    wrong = {"SerialNumber": mfa_user.serial, "TokenCode": mfa_user.authenticator.wrong_code()}
    assert refused("AccessDenied", sts.get_session_token, **wrong) == invalid


def test_assume_role_sample(session_of, mfa_user):
    admin = session_of()
    iam = admin.resource_at("iam")
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": mfa_user.user.arn},
                "Action": "sts:AssumeRole",
                "Condition": {"Bool": {"aws:MultiFactorAuthPresent": True}},
            }
        ],
    }
    role = iam.create_role(RoleName=unique("role"), AssumeRolePolicyDocument=json.dumps(trust))
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*"}],
    }
    policy = iam.create_policy(PolicyName=unique("policy"), PolicyDocument=json.dumps(document))
    role.attach_policy(PolicyArn=policy.arn)
    try:
        sts = session_of(mfa_user.key.id, mfa_user.key.secret).at("sts")
        wanted = {"RoleArn": role.arn, "RoleSessionName": "sample"}
        message = refused("AccessDenied", sts.assume_role, **wanted)
        caller = f"User: {mfa_user.user.arn} is not authorized to perform: sts:AssumeRole on resource: {role.arn}"
        assert message.startswith(caller)

        code = mfa_user.authenticator.code()
        answer = sts.assume_role(SerialNumber=mfa_user.serial, TokenCode=code, **wanted)
        session_arn = f"arn:aws:sts::111122223333:assumed-role/{role.name}/sample"
        assert answer["AssumedRoleUser"]["Arn"] == session_arn
        assert answer["AssumedRoleUser"]["AssumedRoleId"] == f"{role.role_id}:sample"
        assumed = with_credentials(session_of, answer["Credentials"])
        assert assumed.at("sts").get_caller_identity()["Arn"] == session_arn
        assert "Buckets" in assumed.at("s3").list_buckets()
        refused("AccessDenied", assumed.at("iam").list_users)
        assert refused("AccessDenied", assumed.at("sts").get_session_token) == (
            "Cannot call GetSessionToken with session credentials"
        )
    finally:
        role.detach_policy(PolicyArn=policy.arn)
        policy.delete()
        role.delete()
    # the role's sessions die with the role
    refused("InvalidClientTokenId", assumed.at("sts").get_caller_identity)
    refused("InvalidAccessKeyId", assumed.at("s3").list_buckets)


def test_cross_account_sample(session_of, mfa_user):
    other = session_of(account="other")
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "111122223333"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "StringEquals": {"sts:ExternalId": "012345"},
                    "Bool": {"aws:MultiFactorAuthPresent": "true"},
                },
            }
        ],
    }
    iam = other.at("iam")
    name = unique("role")
    role = iam.create_role(
        RoleName=name, Path="/partners/", AssumeRolePolicyDocument=json.dumps(trust), MaxSessionDuration=7200
    )["Role"]
    iam.put_role_policy(
        RoleName=name,
        PolicyName="read",
        PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        ),
    )
    bucket = unique("bucket")
    s3 = other.at("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a/b.txt", Body=b"hello")
    try:
        sts = session_of(mfa_user.key.id, mfa_user.key.secret).at("sts")
        wanted = {
            "RoleArn": role["Arn"],
            "RoleSessionName": "partner",
            "ExternalId": "012345",
            "SerialNumber": mfa_user.serial,
            "DurationSeconds": 900,
        }
        # the trust policy says yes, the user's own account not yet
        first, second = mfa_user.authenticator.code(), None
        assert refused("AccessDenied", sts.assume_role, TokenCode=first, **wanted) == (
            f"User: {mfa_user.user.arn} is not authorized to perform: sts:AssumeRole on resource: {role['Arn']}"
        )
        allow = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": role["Arn"]}],
        }
        mfa_user.user.create_policy(PolicyName="assume", PolicyDocument=json.dumps(allow))
        without_id = {k: v for k, v in wanted.items() if k not in ("ExternalId", "SerialNumber")}
        refused("AccessDenied", sts.assume_role, **without_id)

        # the code above is spent, so the user gets a device whose next code is still to come
        mfa_user.iam.meta.client.deactivate_mfa_device(UserName=mfa_user.user.name, SerialNumber=mfa_user.serial)
        mfa_user.device.delete()
        mfa_user.device = mfa_user.iam.create_virtual_mfa_device(VirtualMFADeviceName=unique("mfa"))
        mfa_user.authenticator = Authenticator.from_png(mfa_user.device.qr_code_png)
        first, second = mfa_user.authenticator.two_codes()
        mfa_user.user.enable_mfa(
            SerialNumber=mfa_user.serial, AuthenticationCode1=first, AuthenticationCode2=second
        )
        wanted["SerialNumber"] = mfa_user.serial
        answer = sts.assume_role(TokenCode=mfa_user.authenticator.code(), **wanted)
        assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::444455556666:assumed-role/{name}/partner"
        partner = with_credentials(session_of, answer["Credentials"])
        assert [b["Name"] for b in partner.at("s3").list_buckets()["Buckets"]] == [bucket]
        assert [o["Key"] for o in partner.at("s3").list_objects_v2(Bucket=bucket)["Contents"]] == ["a/b.txt"]
        body = partner.at("s3").get_object(Bucket=bucket, Key="a/b.txt")["Body"].read()
        assert body == b"hello"
    finally:
        s3.delete_object(Bucket=bucket, Key="a/b.txt")
        s3.delete_bucket(Bucket=bucket)
        iam.delete_role_policy(RoleName=name, PolicyName="read")
        iam.delete_role(RoleName=name)
