"""SDKs that cannot be installed here, by the requests that they send: byte for byte, with signatures of the moment.

`sdk_requests` says where each text comes from, and what of it is inferred.
"""

import json

import pytest

import replay
from rows import ACCOUNT, EXTERNAL_ID, OBJECT, admin, client, enrol, people_and_things
from toolchains import require
from sdk_requests import SDKS

# everything that is escaped in more than one way: space, tilde, star, slash, quotes, plus
SESSION_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": ["*", "arn:aws:s3:::b/~a b+c/*"]}],
    }
)
# a key that paths escape, and how all of them escape it
NEW_KEY, NEW_PATH = "dir/a b+~é.txt", "/dir/a%20b%2B~%C3%A9.txt"
SESSION_NAME = "replay+1=2,3@example.com"
MAY_WRITE = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}]}
LIST_WITH_MFA = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:ListAllMyBuckets",
            "Resource": "*",
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        }
    ],
}


class Stage:
    """One SDK, and a user of it."""

    def __init__(self, server, sdk, plan):
        self.server, self.sdk, self.plan = server, sdk, plan
        self.key = (plan["access_key_id"], plan["secret_access_key"])
        answer = client(server, "sts", *self.key).assume_role(
            RoleArn=plan["role_arn"],
            RoleSessionName="prepared",
            ExternalId=EXTERNAL_ID,
            SerialNumber=plan["serial"],
            TokenCode=plan["code"],
        )
        self.role = tuple(answer["Credentials"][n] for n in ("AccessKeyId", "SecretAccessKey", "SessionToken"))

    def send(self, template, signs, credentials, service, body=b"", host=None, **fields):
        host = f"{host or '127.0.0.1'}:{self.server.port}"
        head, body = replay.build(template, signs, credentials, service, body, host=host, **fields)
        return replay.talk(self.server.port, head, body)

    def query(self, credentials, action, parameters=()):
        body = self.sdk.form(action, list(parameters))
        return self.send(self.sdk.query, self.sdk.query_signs, credentials, "sts", body)

    def identity(self, credentials):
        return self.query(credentials, "GetCallerIdentity")

    def session_token(self, credentials, serial, code):
        duration = ("DurationSeconds", "900")
        return self.query(
            credentials, "GetSessionToken", [duration, ("SerialNumber", serial), ("TokenCode", code)]
        )

    def assume(self, credentials, serial=None, code=None, external_id=EXTERNAL_ID):
        parameters = [
            ("RoleArn", self.plan["role_arn"]),
            ("RoleSessionName", SESSION_NAME),
            ("Policy", SESSION_POLICY),
            ("DurationSeconds", "900"),
            ("ExternalId", external_id),
            ("SerialNumber", serial),
            ("TokenCode", code),
        ]
        return self.query(credentials, "AssumeRole", [(k, v) for k, v in parameters if v is not None])

    def get(self, credentials, target, host=None):
        return self.send(self.sdk.s3, self.sdk.s3_signs, credentials, "s3", target=target, host=host)

    def buckets(self, credentials):
        return self.get(credentials, self.sdk.buckets)

    def put(self, credentials, body, path=NEW_PATH):
        target = f"/{self.plan['bucket']}{path}"
        return self.send(self.sdk.put, self.sdk.put_signs, credentials, "s3", body, target=target)

    def expired(self):
        """A session that has ended."""
        require(self.plan["expired"], "faketime")
        return tuple(self.plan["expired"][name] for name in ("AccessKeyId", "SecretAccessKey", "SessionToken"))

    def wrong_secret(self, credentials):
        return (credentials[0], "x" * 40, *credentials[2:])


@pytest.fixture(scope="module", params=SDKS)
def stage(request, sdk_server):
    iam, s3 = admin(sdk_server, "iam"), admin(sdk_server, "s3")
    with people_and_things(sdk_server, EXTERNAL_ID) as plan:
        name = plan["bucket"]
        iam.put_role_policy(RoleName=name, PolicyName="write", PolicyDocument=json.dumps(MAY_WRITE))
        iam.put_user_policy(UserName=name, PolicyName="list", PolicyDocument=json.dumps(LIST_WITH_MFA))
        yield Stage(sdk_server, SDKS[request.param], plan)
        s3.delete_object(Bucket=name, Key=NEW_KEY)
        iam.delete_user_policy(UserName=name, PolicyName="list")
        iam.delete_role_policy(RoleName=name, PolicyName="write")


@pytest.fixture
def device(stage, sdk_server):
    """A device of its own: serial number, next code, wrong code."""
    iam, name = admin(sdk_server, "iam"), stage.plan["bucket"]
    serial, authenticator = enrol(iam, name)
    yield serial, authenticator.code(), authenticator.wrong_code()
    iam.deactivate_mfa_device(UserName=name, SerialNumber=serial)
    iam.delete_virtual_mfa_device(SerialNumber=serial)


def test_get_caller_identity(stage):
    answer = stage.identity(stage.key)
    assert (answer.code, answer.field("Arn")) == (200, stage.plan["user_arn"]), answer.body
    assert stage.identity(stage.wrong_secret(stage.key)).code == "SignatureDoesNotMatch"
    assert stage.identity(stage.wrong_secret(stage.role)).code == "SignatureDoesNotMatch"
    assert stage.identity(stage.expired()).code == "ExpiredToken"


def test_get_session_token(stage, device):
    serial, code, wrong = device
    assert stage.session_token(stage.key, serial, wrong).code == "AccessDenied"
    assert stage.session_token(stage.wrong_secret(stage.key), serial, code).code == "SignatureDoesNotMatch"
    answer = stage.session_token(stage.key, serial, code)
    assert answer.code == 200, answer.body
    session = answer.credentials()
    assert stage.identity(session).field("Arn") == stage.plan["user_arn"]
    assert f"<Name>{stage.plan['bucket']}</Name>" in stage.buckets(session).body
    # without MFA a session is no more than the key
    plain = stage.query(stage.key, "GetSessionToken")
    assert plain.code == 200 and stage.buckets(plain.credentials()).code == "AccessDenied"
    assert stage.session_token(stage.key, serial, code).code == "AccessDenied", "a code works once"


def test_assume_role(stage, device):
    serial, code, wrong = device
    assert stage.assume(stage.key).code == "AccessDenied"
    assert stage.assume(stage.key, serial, wrong).code == "AccessDenied"
    assert stage.assume(stage.wrong_secret(stage.key), serial, code).code == "SignatureDoesNotMatch"
    assert stage.assume(stage.expired(), serial, code).code == "ExpiredToken"
    answer = stage.assume(stage.key, serial, code)
    assert answer.code == 200, answer.body
    role = stage.plan["role_arn"].rsplit("/", 1)[1]
    arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{SESSION_NAME}"
    assert answer.field("Arn") == arn
    session = answer.credentials()
    assert stage.identity(session).field("Arn") == arn
    assert f"<Name>{stage.plan['bucket']}</Name>" in stage.buckets(session).body
    assert stage.assume(stage.key, serial, code).code == "AccessDenied", "a code works once"


def test_assume_role_with_the_wrong_external_id(stage, device):
    serial, code, _ = device
    assert stage.assume(stage.key, serial, code, external_id="543210").code == "AccessDenied"


def test_list_buckets(stage):
    answer = stage.buckets(stage.role)
    assert answer.code == 200 and f"<Name>{stage.plan['bucket']}</Name>" in answer.body, answer.body
    assert stage.buckets(stage.key).code == "AccessDenied"
    assert stage.buckets(stage.wrong_secret(stage.role)).code == "SignatureDoesNotMatch"
    assert stage.buckets(stage.expired()).code == "ExpiredToken"


@pytest.mark.parametrize("style", ["in a path", "in a virtual host", "at AWS's name"])
def test_list_objects(stage, style):
    bucket = stage.plan["bucket"]
    path, host = {
        "in a path": (f"/{bucket}", None),
        "in a virtual host": ("/", f"{bucket}.localhost"),
        "at AWS's name": ("/", f"{bucket}.s3.us-east-1.amazonaws.com"),
    }[style]
    target = stage.sdk.listing.format(path=path)
    answer = stage.get(stage.role, target, host)
    assert answer.code == 200 and f"<Key>{OBJECT}</Key>" in answer.body, answer.body
    assert stage.get(stage.key, target, host).code == "AccessDenied"
    assert stage.get(stage.wrong_secret(stage.role), target, host).code == "SignatureDoesNotMatch"
    assert stage.get(stage.expired(), target, host).code == "ExpiredToken"


def test_put_object(stage, sdk_server):
    body = "Grüße ~ %41 + 1\r\n".encode() * 100
    answer = stage.put(stage.role, body)
    assert answer.code == 200, answer.body
    s3, stored = admin(sdk_server, "s3"), {"Bucket": stage.plan["bucket"], "Key": NEW_KEY}
    got = s3.get_object(**stored)
    assert got["Body"].read() == body
    assert not got.get("ContentEncoding"), "framing is no encoding of the object"
    assert stage.put(stage.key, b"no").code == "AccessDenied"
    assert stage.put(stage.wrong_secret(stage.role), b"no").code == "SignatureDoesNotMatch"
    assert stage.put(stage.expired(), b"no").code == "ExpiredToken"
    assert s3.get_object(**stored)["Body"].read() == body, "what was refused left no trace"


def test_a_body_changed_on_the_way_is_refused(stage, sdk_server):
    """By the hash that is signed, the signature of its chunk, or its checksum: whichever the SDK sends."""
    sdk, port = stage.sdk, sdk_server.port
    target = f"/{stage.plan['bucket']}/changed"
    head, body = replay.build(
        sdk.put, sdk.put_signs, stage.role, "s3", b"right", host=f"127.0.0.1:{port}", target=target
    )
    assert body.count(b"right") == 1
    answer = replay.talk(port, head, body.replace(b"right", b"wrong"))
    assert answer.code in ("XAmzContentSHA256Mismatch", "SignatureDoesNotMatch", "BadDigest"), answer.body
    listed = admin(sdk_server, "s3").list_objects_v2(Bucket=stage.plan["bucket"], Prefix="changed")
    assert listed["KeyCount"] == 0


def test_the_checksum_of_the_recorded_upload():
    """Checksums that the C++ SDK computed for `hello`."""
    assert replay.CHECKSUMS["x-amz-checksum-crc64nvme"](b"hello") == "M3eFcAZSQlc="
