"""The published MFA samples, step by step, with Boto3 and nothing but an endpoint and credentials."""

import datetime
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
import uuid

import boto3
import botocore.auth
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

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


@pytest.fixture(scope="session")
def server(start_server):
    """Boto3 presigns URLs of S3 with Signature Version 2 unless told otherwise, which the operator has to allow."""
    server = start_server("--root-key", "--account-id", "111122223333", "--sigv2", "on")
    server.create_account("other", "--account-id", "444455556666", "--root-key")
    return server


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


@pytest.fixture
def people(session_of):
    """A path of five users."""
    iam = session_of().at("iam")
    path = f"/{unique('paging')}/"
    names = [unique(f"user-{n}") for n in range(5)]
    for name in names:
        iam.create_user(UserName=name, Path=path)
    yield path, names
    for name in names:
        iam.delete_user(UserName=name)


def test_paginators(session_of, people):
    iam = session_of().at("iam")
    path, names = people
    pages = list(iam.get_paginator("list_users").paginate(PathPrefix=path, PaginationConfig={"PageSize": 2}))
    assert [len(page["Users"]) for page in pages] == [2, 2, 1]
    assert [page["IsTruncated"] for page in pages] == [True, True, False]
    assert [user["UserName"] for page in pages for user in page["Users"]] == sorted(names)
    # stops in the middle, and goes on from there
    some = iam.get_paginator("list_users").paginate(PathPrefix=path, PaginationConfig={"MaxItems": 3, "PageSize": 2})
    first = some.build_full_result()
    config = {"StartingToken": first["NextToken"], "PageSize": 2}
    rest = iam.get_paginator("list_users").paginate(PathPrefix=path, PaginationConfig=config).build_full_result()
    assert [user["UserName"] for user in first["Users"] + rest["Users"]] == sorted(names)
    # the resource API pages by itself
    users = session_of().resource_at("iam").users.filter(PathPrefix=path).page_size(2)
    assert [user.name for user in users] == sorted(names)


def test_a_marker_that_was_not_given_out_is_refused(session_of, people):
    iam = session_of().at("iam")
    refused("ValidationError", iam.list_users, PathPrefix=people[0], Marker="garbage")


@pytest.fixture
def bucket(session_of):
    """A bucket with seven objects."""
    made = session_of().resource_at("s3").create_bucket(Bucket=unique("bucket"))
    for n in range(7):
        made.put_object(Key=f"page/{n}.txt", Body=str(n).encode())
    yield made
    made.objects.all().delete()
    made.delete()


def test_paginators_of_s3(session_of, bucket):
    keys = [f"page/{n}.txt" for n in range(7)]
    for operation in ("list_objects_v2", "list_objects"):
        pages = session_of().at("s3").get_paginator(operation).paginate(Bucket=bucket.name, PaginationConfig={"PageSize": 3})
        found = [[listed["Key"] for listed in page["Contents"]] for page in pages]
        assert found == [keys[:3], keys[3:6], keys[6:]], operation
    assert [listed.key for listed in bucket.objects.page_size(2)] == keys


def test_an_object_of_nothing_takes_no_answer_from_the_next(session_of, bucket):
    # without a go-ahead, Boto3 reads the connection's next answer wrongly and waits until its time is over
    s3 = session_of().at("s3", config=Config(read_timeout=20, retries={"max_attempts": 0}))
    for key, body in (("nothing", b""), ("something", b"x"), ("nothing", b""), ("again", b"")):
        s3.put_object(Bucket=bucket.name, Key=key, Body=body)
    assert s3.get_object(Bucket=bucket.name, Key="something")["Body"].read() == b"x"


# a waiter that asks as often as it likes would hide that the first answer was wrong
ONCE = {"Delay": 1, "MaxAttempts": 1}


def test_waiters(session_of):
    iam = session_of().at("iam")
    user, role, policy, bucket = (unique(kind) for kind in ("user", "role", "policy", "bucket"))
    s3 = session_of().at("s3")
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
    }
    policy_arn = f"arn:aws:iam::111122223333:policy/{policy}"
    waits = {
        "user_exists": (iam, {"UserName": user}),
        "role_exists": (iam, {"RoleName": role}),
        "policy_exists": (iam, {"PolicyArn": policy_arn}),
        "bucket_exists": (s3, {"Bucket": bucket}),
        "object_exists": (s3, {"Bucket": bucket, "Key": "a"}),
    }

    def wait(name):
        client, wanted = waits[name]
        client.get_waiter(name).wait(**wanted, WaiterConfig=ONCE)

    for name in waits:
        with pytest.raises(WaiterError, match="Max attempts exceeded"):
            wait(name)
    iam.create_user(UserName=user)
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust))
    iam.create_policy(PolicyName=policy, PolicyDocument=json.dumps(LIST_WITH_MFA))
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a", Body=b"a")
    for name in waits:
        wait(name)
    # the resource API waits, too
    session_of().resource_at("s3").Bucket(bucket).wait_until_exists(WaiterConfig=ONCE)
    iam.delete_user(UserName=user)
    iam.delete_role(RoleName=role)
    iam.delete_policy(PolicyArn=policy_arn)
    s3.delete_object(Bucket=bucket, Key="a")
    s3.delete_bucket(Bucket=bucket)
    s3.get_waiter("object_not_exists").wait(Bucket=bucket, Key="a", WaiterConfig=ONCE)
    s3.get_waiter("bucket_not_exists").wait(Bucket=bucket, WaiterConfig=ONCE)


def fetch(method, url, body=None, **headers):
    """Uses a URL without knowing anything of AWS: status, and body or error code."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request(method, f"{parts.path}?{parts.query}", body=body, headers=headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    if answer.status < 300:
        return answer.status, text
    return answer.status, text.decode().partition("<Code>")[2].partition("</Code>")[0]


# Boto3's own choice is Signature Version 2
SIGNATURES = {
    "asked for version 4": (Config(signature_version="s3v4"), "X-Amz-Signature"),
    "as Boto3 does by itself": (None, "Signature"),
}


@pytest.fixture(params=SIGNATURES)
def presigner(request, session_of, mfa_user):
    """Presigns with the key of a user, or with a session of the user's: `sign(operation, key, life, session)`."""
    config, shown = SIGNATURES[request.param]
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    mfa_user.user.create_policy(PolicyName="s3", PolicyDocument=json.dumps(everything))
    plain = session_of(mfa_user.key.id, mfa_user.key.secret)
    code = mfa_user.authenticator.code()
    answer = plain.at("sts").get_session_token(SerialNumber=mfa_user.serial, TokenCode=code)
    clients = {
        False: plain.at("s3", config=config),
        True: with_credentials(session_of, answer["Credentials"]).at("s3", config=config),
    }

    def sign(operation, bucket, key, life=60, session=False):
        url = clients[session].generate_presigned_url(operation, {"Bucket": bucket.name, "Key": key}, life)
        fields = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)
        assert shown in fields, url
        return url

    sign.version_4 = config is not None
    return sign


def changed(url, name, change):
    """The URL with one of its parameters changed."""
    parts = urllib.parse.urlsplit(url)
    fields = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
    assert name in dict(fields), url
    query = urllib.parse.urlencode([(k, change(v) if k == name else v) for k, v in fields])
    return urllib.parse.urlunsplit(parts._replace(query=query))


@pytest.mark.parametrize("session", [False, True], ids=["key", "session"])
def test_presigned_urls(presigner, bucket, session):
    put = presigner("put_object", bucket, "dir/a b+~é.txt", session=session)
    assert fetch("PUT", put, b"by anybody who has the link")[0] == 200
    get = presigner("get_object", bucket, "dir/a b+~é.txt", session=session)
    assert fetch("GET", get) == (200, b"by anybody who has the link")
    # a link is for one method, one key, and as it was signed
    assert fetch("PUT", get, b"no") == (403, "SignatureDoesNotMatch")
    other = get.replace("/dir/", "/page/")
    assert fetch("GET", other) == (403, "SignatureDoesNotMatch")
    name = "X-Amz-Signature" if presigner.version_4 else "Signature"
    assert fetch("GET", changed(get, name, lambda v: v[::-1] if presigner.version_4 else "A" + v[1:-1] + "="))[0] == 403
    longer = ("X-Amz-Expires", "Expires")[not presigner.version_4]
    assert fetch("GET", changed(get, longer, lambda v: str(int(v) + 1))) == (403, "SignatureDoesNotMatch")
    # version 2 signs the content type, which is none here; version 4 signs the headers that it names, which is the host
    typed = fetch("PUT", put, b"with a type", **{"Content-Type": "text/plain"})
    assert typed == ((200, b"") if presigner.version_4 else (403, "SignatureDoesNotMatch"))


def test_a_presigned_url_that_has_ended(presigner, bucket, monkeypatch):
    """Made in the past, by the clock that Boto3 goes by."""
    moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=100)
    if presigner.version_4:
        monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda remove_tzinfo=True: moment.replace(tzinfo=None))
    else:
        monkeypatch.setattr(botocore.auth.time, "time", moment.timestamp)
    ended = presigner("get_object", bucket, "page/0.txt", life=60)
    good = presigner("get_object", bucket, "page/0.txt", life=160)
    monkeypatch.undo()
    assert fetch("GET", ended) == (403, "AccessDenied")
    assert fetch("GET", good) == (200, b"0")


def test_urls_of_version_2_need_the_operators_word(start_server):
    """Boto3's own choice gets S3's error, which names the remedy; the newer version works everywhere."""
    server = start_server("--account-id", "111122223333")
    key, secret = server.credentials()
    made = [
        boto3.client("s3", "us-east-1", endpoint_url=server.endpoint, aws_access_key_id=key, aws_secret_access_key=secret, config=c)
        for c in (None, Config(signature_version="s3v4"))
    ]
    made[0].create_bucket(Bucket="photos")
    made[0].put_object(Bucket="photos", Key="a", Body=b"data")
    old, new = (s3.generate_presigned_url("get_object", {"Bucket": "photos", "Key": "a"}, 60) for s3 in made)
    assert fetch("GET", old) == (400, "InvalidRequest")
    with urllib.request.urlopen(new) as answer:
        assert answer.read() == b"data"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(old)
    assert b"Please use AWS4-HMAC-SHA256." in refused.value.read()


def test_presigned_urls_are_good_for_a_week_at_most(session_of, bucket):
    s3 = session_of().at("s3", config=Config(signature_version="s3v4"))
    wanted = {"Bucket": bucket.name, "Key": "page/0.txt"}
    week = 7 * 24 * 60 * 60
    assert fetch("GET", s3.generate_presigned_url("get_object", wanted, week)) == (200, b"0")
    status, code = fetch("GET", s3.generate_presigned_url("get_object", wanted, week + 1))
    assert (status, code) == (400, "AuthorizationQueryParametersError")


def test_a_presigned_url_can_do_what_its_signer_can(session_of, mfa_user, bucket):
    for config in (None, Config(signature_version="s3v4")):
        s3 = session_of(mfa_user.key.id, mfa_user.key.secret).at("s3", config=config)
        url = s3.generate_presigned_url("get_object", {"Bucket": bucket.name, "Key": "page/0.txt"}, 60)
        assert fetch("GET", url) == (403, "AccessDenied")
