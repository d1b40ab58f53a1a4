"""Bad input over a raw socket: every case, named by what is wrong, gets AWS's answer and leaves no trace."""

import socket
import time

import boto3
import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth, S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

FORM = "application/x-www-form-urlencoded; charset=utf-8"
IDENTITY = b"Action=GetCallerIdentity&Version=2011-06-15"


def talk(server, sent, timeout=15, half_close=False):
    """Sends bytes, gives everything that comes back until the server closes or the answer is whole."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=timeout) as stream:
        try:
            stream.sendall(sent)
            if half_close:
                stream.shutdown(socket.SHUT_WR)
        except OSError:
            # the server has heard enough
            pass
        answer = b""
        try:
            while piece := stream.recv(65536):
                answer += piece
                head, gap, body = answer.partition(b"\r\n\r\n")
                length = [l.split(b":")[1] for l in head.split(b"\r\n") if l.lower().startswith(b"content-length")]
                if gap and length and len(body) >= int(length[0]):
                    break
        except (ConnectionResetError, TimeoutError):
            pass
    return answer


def status(answer):
    return int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/1.1 ") else None


def header(answer, name):
    for line in answer.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.decode().lower() == name:
            return value.strip().decode()
    return None


def request(server, method="POST", target="/", headers=(), body=b"", length=True):
    lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{server.port}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def signed(server, service="sts", body=IDENTITY, method="POST", path="/", secret=None, region="us-east-1", token=None):
    """Headers as botocore signs them."""
    key, right = server.credentials()
    asked = AWSRequest(
        method, f"{server.endpoint}{path}", data=body, headers={"Content-Type": FORM} if method == "POST" else {}
    )
    signer = S3SigV4Auth if service == "s3" else SigV4Auth
    signer(Credentials(key, secret or right, token), service, region).add_auth(asked)
    return dict(asked.headers.items())


def code(answer):
    body = answer.partition(b"\r\n\r\n")[2].decode(errors="replace")
    return body.partition("<Code>")[2].partition("</Code>")[0]


# what is wrong: how the request is made, expected status, expected code
NO_SIGNATURE = {
    "no credentials": (dict(headers=[("Content-Type", FORM)], body=IDENTITY), 403, "MissingAuthenticationToken"),
    "a form without a content type": (dict(body=IDENTITY), 302, ""),
    "json in place of a form": (dict(headers=[("Content-Type", "application/json")], body=b"{}"), 302, ""),
    "no action": (dict(headers=[("Content-Type", FORM)], body=b"Version=2011-06-15"), 302, ""),
    "an empty action": (
        dict(headers=[("Content-Type", FORM)], body=b"Action=&Version=2011-06-15"),
        400,
        "InvalidAction",
    ),
    "an action that does not exist": (
        dict(headers=[("Content-Type", FORM)], body=b"Action=NoSuchAction&Version=2011-06-15"),
        400,
        "InvalidAction",
    ),
    "an action in the wrong case": (
        dict(headers=[("Content-Type", FORM)], body=b"Action=getCallerIdentity&Version=2011-06-15"),
        400,
        "InvalidAction",
    ),
    "no version": (dict(headers=[("Content-Type", FORM)], body=b"Action=GetCallerIdentity"), 400, "InvalidAction"),
    "the version of another service": (
        dict(headers=[("Content-Type", FORM)], body=b"Action=GetCallerIdentity&Version=2010-05-08"),
        400,
        "InvalidAction",
    ),
    "two different actions": (
        dict(
            headers=[("Content-Type", FORM)],
            body=b"Action=GetCallerIdentity&Action=GetSessionToken&Version=2011-06-15",
        ),
        400,
        "InvalidQueryParameter",
    ),
    "an escape that is none": (
        dict(headers=[("Content-Type", FORM)], body=b"Action=GetCallerIdentity&Version=2011-06-15&X=%zz"),
        400,
        "MalformedInput",
    ),
    "an S3 request without credentials": (dict(method="GET"), 403, "AccessDenied"),
    "an authorization header of another kind, to S3": (
        dict(method="GET", headers=[("Authorization", "Bearer abc")]),
        400,
        "InvalidArgument",
    ),
    "an authorization header of another kind, to STS": (
        dict(headers=[("Content-Type", FORM), ("Authorization", "Bearer abc")], body=IDENTITY),
        400,
        "IncompleteSignature",
    ),
}


@pytest.mark.parametrize("wrong", NO_SIGNATURE)
def test_without_a_usable_signature(server, wrong):
    made, expected, expected_code = NO_SIGNATURE[wrong]
    answer = talk(server, request(server, **made))
    assert (status(answer), code(answer)) == (expected, expected_code), answer
    assert header(answer, "date"), "SDKs correct their clocks by it"


FRAMING = {
    "two content lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\naa",
    "a content length with a sign": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na",
    "a content length with a space inside": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1 1\r\n\r\na",
    "a transfer encoding that is not chunked": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
    "chunked, but not last": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a space before the colon": b"POST / HTTP/1.1\r\nHost : x\r\n\r\n",
    "a folded header": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n 2\r\n\r\n",
    "no method": b" / HTTP/1.1\r\nHost: x\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "NUL in a header": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: a\x00b\r\n\r\n",
    "more header lines than allowed": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-A: 1\r\n" * 200 + b"\r\n",
    "a head larger than allowed": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * 200_000 + b"\r\n\r\n",
    "a target larger than allowed": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("wrong", FRAMING)
def test_framing_that_could_be_read_in_two_ways_is_refused(server, wrong):
    answer = talk(server, FRAMING[wrong], half_close=True)
    assert status(answer) in (None, 400, 414, 431), answer[:300]
    assert answer.count(b"HTTP/1.1 ") <= 1, "one request, one answer"


def test_adv_68_both_lengths_close_the_connection(server):
    smuggled = b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    sent = (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled
    )
    answer = talk(server, sent, half_close=True)
    assert answer.count(b"HTTP/1.1 ") <= 1, answer


def test_a_body_over_the_limit_is_413(server):
    head = request(server, headers=[("Content-Type", FORM)], length=False)[:-2] + b"Content-Length: 10000001\r\n\r\n"
    answer = talk(server, head)
    assert status(answer) == 413
    assert answer.endswith(b"\r\n\r\n"), "without a body, as on AWS"


def test_adv_25_a_chunked_body_over_the_limit_is_413(server):
    head = request(server, headers=[("Content-Type", FORM), ("Transfer-Encoding", "chunked")], length=False)
    chunk = b"a" * 1_000_000
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for _ in range(11))
    assert status(talk(server, head + body)) == 413


def test_one_connection_carries_many_requests(server):
    body = IDENTITY
    headers = signed(server)
    one = request(server, headers=headers.items(), body=body)
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as stream:
        for _ in range(5):
            stream.sendall(one)
            answer = b""
            while b"</GetCallerIdentityResponse>" not in answer:
                answer += stream.recv(65536)
            assert status(answer) == 200


SIGNED = {
    "wrong secret, to STS": (dict(secret="x" * 40), 403, "SignatureDoesNotMatch"),
    "a token with a long-term key": (dict(token="abc"), 403, "InvalidClientTokenId"),
    "the scope of another service": (dict(service="s4"), 403, "SignatureDoesNotMatch"),
}


@pytest.mark.parametrize("wrong", SIGNED)
def test_signed_requests_to_sts(server, wrong):
    made, expected, expected_code = SIGNED[wrong]
    answer = talk(server, request(server, headers=signed(server, **made).items(), body=IDENTITY))
    assert (status(answer), code(answer)) == (expected, expected_code), answer


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1", "aws-global", "localhost", "0"])
def test_every_region_in_the_scope_is_accepted(server, region):
    answer = talk(server, request(server, headers=signed(server, region=region).items(), body=IDENTITY))
    assert status(answer) == 200, answer


def test_the_body_is_hashed_as_it_was_sent(server):
    body = b"Action=GetCallerIdentity&Version=2011-06-15&Unknown=a%20b%0A%7E~"
    answer = talk(server, request(server, headers=signed(server, body=body).items(), body=body))
    assert status(answer) == 200, answer
    changed = body.replace(b"%7E", b"~")
    answer = talk(server, request(server, headers=signed(server, body=body).items(), body=changed))
    assert code(answer) == "SignatureDoesNotMatch"


def test_presigned_get_caller_identity(server):
    key, secret = server.credentials()
    asked = AWSRequest("GET", f"{server.endpoint}/?Action=GetCallerIdentity&Version=2011-06-15")
    SigV4QueryAuth(Credentials(key, secret), "sts", "us-east-1", expires=60).add_auth(asked)
    target = asked.url.removeprefix(server.endpoint)
    answer = talk(server, request(server, "GET", target, length=False))
    assert status(answer) == 200, answer
    assert b":user/admin</Arn>" in answer


def test_absolute_form_targets_and_amazon_host_names(server):
    """boto 2 behind a proxy setting sends these."""
    key, secret = server.credentials()
    asked = AWSRequest("POST", "http://sts.amazonaws.com/", data=IDENTITY, headers={"Content-Type": FORM})
    SigV4Auth(Credentials(key, secret), "sts", "us-east-1").add_auth(asked)
    lines = [f"{name}: {value}" for name, value in asked.headers.items()]
    head = "\r\n".join(
        [
            "POST http://sts.amazonaws.com/ HTTP/1.1",
            "Host: sts.amazonaws.com",
            *lines,
            f"Content-Length: {len(IDENTITY)}",
            "",
            "",
        ]
    )
    assert status(talk(server, head.encode() + IDENTITY)) == 200
    other = head.replace("Host: sts.amazonaws.com", "Host: evil.example")
    assert status(talk(server, other.encode() + IDENTITY)) == 400


def test_bad_parameters_leave_no_trace(server):
    key, secret = server.credentials()
    iam = boto3.client(
        "iam",
        endpoint_url=server.endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name="us-east-1",
    )
    before = iam.get_account_summary()["SummaryMap"]
    refused = {
        "CreateUser": b"UserName=" + b"a" * 65,
        "CreateRole": b"RoleName=r&AssumeRolePolicyDocument=%7B",
        "CreatePolicy": b"PolicyName=p&PolicyDocument=nonsense",
        "CreateGroup": b"GroupName=a%2Fb",
        "CreateVirtualMFADevice": b"VirtualMFADeviceName=a%20b",
        "CreateAccessKey": b"UserName=nobody-of-this-name",
    }
    for operation, parameters in refused.items():
        body = b"Action=%s&Version=2010-05-08&%s" % (operation.encode(), parameters)
        answer = talk(server, request(server, headers=signed(server, "iam", body).items(), body=body))
        assert status(answer) in (400, 404), (operation, answer)
    assert iam.get_account_summary()["SummaryMap"] == before


def test_adv_47_48_headers_set_no_condition_keys(server):
    """A spoofed address or a header named like a condition key changes nothing."""
    key, secret = server.credentials()
    make = lambda name, *credentials: boto3.client(
        name,
        endpoint_url=server.endpoint,
        region_name="us-east-1",
        **dict(zip(("aws_access_key_id", "aws_secret_access_key"), credentials)),
    )
    iam = make("iam", key, secret)
    iam.create_user(UserName="spoofer")
    document = (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*",'
        '"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.7"}}},'
        '{"Effect":"Allow","Action":"iam:ListGroups","Resource":"*",'
        '"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}'
    )
    iam.put_user_policy(UserName="spoofer", PolicyName="p", PolicyDocument=document)
    mine = iam.create_access_key(UserName="spoofer")["AccessKey"]
    spoofer = make("iam", mine["AccessKeyId"], mine["SecretAccessKey"])

    def add(request, **_):
        for name, value in {
            "X-Forwarded-For": "203.0.113.7",
            "X-Real-IP": "203.0.113.7",
            "Forwarded": "for=203.0.113.7",
            "aws:SourceIp": "203.0.113.7",
            "aws-MultiFactorAuthPresent": "true",
        }.items():
            if ":" not in name:
                request.headers[name] = value

    spoofer.meta.events.register("before-send.iam", add)
    for call in (spoofer.list_users, spoofer.list_groups):
        with pytest.raises(spoofer.exceptions.ClientError, match="AccessDenied"):
            call()
    iam.delete_access_key(UserName="spoofer", AccessKeyId=mine["AccessKeyId"])
    iam.delete_user_policy(UserName="spoofer", PolicyName="p")
    iam.delete_user(UserName="spoofer")


def test_adv_69_94_secrets_are_not_in_the_log(start_server):
    """Everything is logged that can be, and no secret is among it."""
    server = start_server("--log-filter", "trace", "--log", "json")
    key, secret = server.credentials()
    make = lambda name: boto3.client(
        name,
        endpoint_url=server.endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name="us-east-1",
    )
    iam, sts, s3 = make("iam"), make("sts"), make("s3")
    iam.create_user(UserName="canary")
    made = iam.create_access_key(UserName="canary")["AccessKey"]
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="canary")["VirtualMFADevice"]
    session = sts.get_session_token()["Credentials"]
    s3.list_buckets()
    secrets = {
        "admin's secret": secret,
        "a new secret": made["SecretAccessKey"],
        "a seed": device["Base32StringSeed"].decode(),
        "a session's secret": session["SecretAccessKey"],
        "a session token": session["SessionToken"],
    }
    server.stop()
    log = server.read_log()
    assert "answered" in log, "the log holds something to search in"
    for what, value in secrets.items():
        assert value not in log, what
        assert value[4:36] not in log, what


def test_slow_heads_are_cut_off_and_do_not_stop_others(server):
    """The deadline itself is a constant of the server; here many half-sent requests must not keep others out."""
    slow = []
    try:
        for _ in range(200):
            stream = socket.create_connection(("127.0.0.1", server.port), timeout=5)
            stream.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n")
            slow.append(stream)
        begun = time.monotonic()
        answer = talk(server, request(server, headers=signed(server).items(), body=IDENTITY))
        assert status(answer) == 200
        assert time.monotonic() - begun < 10
    finally:
        for stream in slow:
            stream.close()
