"""The source address of a request is the same on every kind of listener: conditions on aws:SourceIp hold in every kind of policy."""

import json

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from ostiary_server import Server

# listener, the address that the client connects to, and the network that it comes from
LISTENERS = [
    ("127.0.0.1:0", "127.0.0.1", "127.0.0.0/8"),
    ("0.0.0.0:0", "127.0.0.1", "127.0.0.0/8"),
    ("[::1]:0", "[::1]", "::1/128"),
    ("[::]:0", "127.0.0.1", "127.0.0.0/8"),
    ("[::]:0", "[::1]", "::1/128"),
]


def statement(effect, action="*", **condition):
    wanted = {"Effect": effect, "Action": action, "Resource": "*"}
    return wanted | ({"Condition": condition} if condition else {})


def cases(network):
    """Statements, and whether they let a client of the network in."""
    inside = {"IpAddress": {"aws:SourceIp": network}}
    outside = {"NotIpAddress": {"aws:SourceIp": network}}
    return {
        "allow from the network": ([statement("Allow", **inside)], True),
        "allow from elsewhere": ([statement("Allow", **outside)], False),
        "deny from the network": ([statement("Allow"), statement("Deny", **inside)], False),
        "deny from elsewhere": ([statement("Allow"), statement("Deny", **outside)], True),
    }


def document(statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def trust(statements, account):
    principal = {"AWS": f"arn:aws:iam::{account}:root"}
    changed = [
        {k: v for k, v in one.items() if k != "Resource"} | {"Action": "sts:AssumeRole", "Principal": principal}
        for one in statements
    ]
    return document(changed)


class Plane:
    def __init__(self, server, host):
        self.endpoint = f"http://{host}:{server.port}"
        self.keys = server.credentials()
        self.iam, self.sts = self.client("iam"), self.client("sts")
        self.account = self.sts.get_caller_identity()["Account"]

    def client(self, service, keys=None):
        key, secret, *token = keys or self.keys
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token[0] if token else None,
            region_name="us-east-1",
            config=Config(retries={"total_max_attempts": 1}),
        )

    def may(self, keys):
        return is_allowed(lambda: self.client("s3", keys).list_buckets())

    def user(self, name, policy, boundary=None):
        extra = {"PermissionsBoundary": boundary} if boundary else {}
        self.iam.create_user(UserName=name, **extra)
        self.iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=policy)
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        return key["AccessKeyId"], key["SecretAccessKey"]

    def role(self, name, trusted):
        self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusted)
        self.iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=document([statement("Allow")]))
        return f"arn:aws:iam::{self.account}:role/{name}"


def is_allowed(call):
    try:
        call()
        return True
    except ClientError as error:
        assert error.response["Error"]["Code"] == "AccessDenied", error
        return False


def outcomes(plane, name, statements):
    """True, for each kind of policy, if one with these statements lets the client do something."""
    allowed = {"identity": plane.may(plane.user(f"i-{name}", document(statements)))}
    boundary = plane.iam.create_policy(PolicyName=f"b-{name}", PolicyDocument=document(statements))["Policy"]["Arn"]
    allowed["boundary"] = plane.may(plane.user(f"b-{name}", document([statement("Allow")]), boundary))
    arn = plane.role(f"t-{name}", trust(statements, plane.account))
    allowed["trust"] = is_allowed(lambda: plane.sts.assume_role(RoleArn=arn, RoleSessionName="session"))
    arn = plane.role(f"s-{name}", trust([statement("Allow")], plane.account))
    session = plane.sts.assume_role(RoleArn=arn, RoleSessionName="session", Policy=document(statements))["Credentials"]
    keys = (session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
    return allowed | {"session": plane.may(keys)}


@pytest.mark.parametrize("listener, host, network", LISTENERS)
def test_conditions_on_the_address_hold_on_every_listener(binary, tmp_path, listener, host, network):
    server = Server(binary, tmp_path / "data", "--log-filter", "info").start(listener)
    try:
        plane = Plane(server, host)
        for name, (statements, expected) in cases(network).items():
            wanted = dict.fromkeys(("identity", "boundary", "trust", "session"), expected)
            assert outcomes(plane, name.replace(" ", "-"), statements) == wanted, name
        # the log has the address in the same form
        assert f"source_ip={host.strip('[]')} " in server.read_log()
        assert "::ffff:" not in server.read_log()
    finally:
        server.stop()
