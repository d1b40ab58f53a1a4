"""The stage of every client run: a server, a user whom nothing is allowed without MFA, her device, a role, a bucket."""

import contextlib
import dataclasses
import json
import os
import uuid

from rows import admin, client, enrol

NEEDS_MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


@dataclasses.dataclass(frozen=True)
class Credentials:
    """An access key, and the token that makes it a session."""

    access_key_id: str
    secret_access_key: str
    session_token: str | None = None

    @classmethod
    def of(cls, answer):
        """From the `Credentials` of an STS answer."""
        return cls(answer["AccessKeyId"], answer["SecretAccessKey"], answer["SessionToken"])

    def environment(self):
        """The variables that every AWS client reads."""
        found = {"AWS_ACCESS_KEY_ID": self.access_key_id, "AWS_SECRET_ACCESS_KEY": self.secret_access_key}
        return found | ({"AWS_SESSION_TOKEN": self.session_token} if self.session_token else {})


class Stage:
    """One user's view of the server: her key, which opens nothing, and a session made with a code, which opens S3."""

    def __init__(self, server, name):
        self.server, self.bucket, self.user = server, name, name
        self.endpoint, self.host = server.endpoint, f"127.0.0.1:{server.port}"
        iam = admin(server, "iam")
        arn = iam.create_user(UserName=name)["User"]["Arn"]
        allow = {"Effect": "Allow", "Action": ["s3:*", "sts:AssumeRole", "iam:*"], "Resource": "*", "Condition": NEEDS_MFA}
        iam.put_user_policy(UserName=name, PolicyName="with-mfa", PolicyDocument=document(allow))
        trust = {"Effect": "Allow", "Principal": {"AWS": arn}, "Action": "sts:AssumeRole", "Condition": NEEDS_MFA}
        self.role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
        every = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
        iam.put_role_policy(RoleName=name, PolicyName="s3", PolicyDocument=document(every))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        self.key = Credentials(key["AccessKeyId"], key["SecretAccessKey"])
        admin(server, "s3").create_bucket(Bucket=name)
        # last, since codes age
        self.serial, self.authenticator = enrol(iam, name, ago=1)
        sts = client(server, "sts", self.key.access_key_id, self.key.secret_access_key)
        answer = sts.get_session_token(SerialNumber=self.serial, TokenCode=self.code())
        self.session = Credentials.of(answer["Credentials"])

    def code(self):
        """A code that was not used before, good at once."""
        return self.authenticator.code()

    def boto(self, service, credentials=None):
        """A Boto3 client of the user, with the MFA session if nothing else is said."""
        who = credentials or self.session
        return client(self.server, service, who.access_key_id, who.secret_access_key, who.session_token)

    def environment(self, credentials=None, **more):
        """Variables that a user exports for a program: endpoint, region, credentials, and nothing else of AWS."""
        found = self.server.environment(**(credentials or self.session).environment(), **more)
        return found | {"AWS_SHARED_CREDENTIALS_FILE": os.devnull, "HOME": os.environ["HOME"]}

    def read(self, key):
        """The content of an object."""
        return self.boto("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read()

    def keys(self, prefix=""):
        """The keys in the bucket that begin so."""
        pages = self.boto("s3").get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return sorted(found["Key"] for page in pages for found in page.get("Contents", []))


def document(statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@contextlib.contextmanager
def on_stage(server):
    """A new user and her bucket, taken down at the end."""
    stage = Stage(server, f"run-{uuid.uuid4().hex[:10]}")
    yield stage
    clean_up(server, stage)


def clean_up(server, stage):
    iam, s3 = admin(server, "iam"), admin(server, "s3")
    for upload in s3.list_multipart_uploads(Bucket=stage.bucket).get("Uploads", []):
        s3.abort_multipart_upload(Bucket=stage.bucket, Key=upload["Key"], UploadId=upload["UploadId"])
    for key in stage.keys():
        s3.delete_object(Bucket=stage.bucket, Key=key)
    s3.delete_bucket(Bucket=stage.bucket)
    iam.delete_role_policy(RoleName=stage.user, PolicyName="s3")
    iam.delete_role(RoleName=stage.user)
    iam.delete_access_key(UserName=stage.user, AccessKeyId=stage.key.access_key_id)
    iam.deactivate_mfa_device(UserName=stage.user, SerialNumber=stage.serial)
    iam.delete_virtual_mfa_device(SerialNumber=stage.serial)
    iam.delete_user_policy(UserName=stage.user, PolicyName="with-mfa")
    iam.delete_user(UserName=stage.user)


