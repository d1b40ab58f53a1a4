"""SDKs that cannot be installed here, by the requests that they send: byte for byte, with signatures of the moment.

Where each text comes from:

- C++: recorded from release 1.11.900, as it is in pyarrow (AssumeRole, ListObjectsV2, an upload). GetCallerIdentity and
  GetSessionToken are inferred from AssumeRole, PutObject from UploadPart.
- Java 2.x: which headers are signed, their names and values are from canonical requests and wire logs in public bug reports;
  that spaces go as `+` in forms, `~` as `%7E` and `*` as it is, is in the SDK's source. The order of the lines is inferred.
- .NET: that forms are sorted by name, how they are escaped, and which headers are not signed is in the SDK's source. The
  order of the lines is inferred.
- PowerShell: .NET beneath. That version 4 of the tools signs `user-agent` and sends uploads without a trailer is inferred.
- PHP: order and escapes of forms, the content type without a charset, what is signed (`aws-sdk-*` is, the content type is
  not), and that STS gets no `x-amz-content-sha256` is in the SDK's source. The order of the lines is inferred.
- Kotlin: which headers are not signed, their spelling, and that Action and Version go first is in the SDK's source. Spaces as
  `+`, the order of parameters and lines, and the checksum of uploads are inferred.
- Swift: escapes of forms and what is not signed (AWS's library in C signs) are in the sources, and so is `max-buckets` in
  AWS's sample. That Action and Version go last, the order of lines, and the upload with an unsigned trailer, which it
  sends through a proxy with TLS, are inferred.
"""

import dataclasses
import json
import urllib.parse

import pytest

import replay
from rows import ACCOUNT, EXTERNAL_ID, OBJECT, admin, client, enrol, people_and_things, require


def percent(value):
    """RFC 3986: everything but letters, digits and `-_.~`."""
    return urllib.parse.quote(value, safe="-_.~")


def java(value):
    """java.net.URLEncoder."""
    return urllib.parse.quote_plus(value, safe="*").replace("~", "%7E")


def plus(value):
    return urllib.parse.quote_plus(value, safe="-_.~")


def form(pairs, escape):
    return "&".join(f"{name}={escape(value)}" for name, value in pairs).encode()


VERSION = ("Version", "2011-06-15")


def first_then_model(escape):
    return lambda action, parameters: form([("Action", action), VERSION, *parameters], escape)


def first_then_sorted(escape):
    return lambda action, parameters: form([("Action", action), VERSION, *sorted(parameters)], escape)


def model_then_version(action, parameters):
    return form([("Action", action), *parameters, VERSION], percent)


def sorted_then_action(action, parameters):
    return form([*sorted(parameters), ("Action", action), VERSION], percent)


def all_sorted(action, parameters):
    return form(sorted([("Action", action), VERSION, *parameters]), percent)


@dataclasses.dataclass
class Sdk:
    """What one SDK sends: texts, and the headers of each that it signs (a session token is signed by all)."""

    form: object
    query: str
    query_signs: str
    s3: str
    s3_signs: str
    put: str
    put_signs: str
    buckets: str = "/"
    # a bucket's listing: {path} is `/` in a virtual host and `/bucket` in a path
    listing: str = "{path}?list-type=2&prefix=dir%2F"


JAVA = Sdk(
    form=first_then_model(java),
    query="""\
POST / HTTP/1.1
Host: {host}
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=4
Authorization: {authorization}
Content-Type: application/x-www-form-urlencoded; charset=utf-8
User-Agent: aws-sdk-java/2.31.9 md/io#sync md/http#Apache ua/2.1 os/Linux lang/java#21.0.2 api/STS#2.31.x m/D,N
x-amz-content-sha256: {sha256}
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
Content-Length: {length}
Connection: Keep-Alive

""",
    query_signs="amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-content-sha256;x-amz-date",
    s3="""\
GET {target} HTTP/1.1
Host: {host}
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=4
Authorization: {authorization}
User-Agent: aws-sdk-java/2.31.9 md/io#sync md/http#Apache ua/2.1 os/Linux lang/java#21.0.2 api/S3#2.31.x m/D,N
x-amz-content-sha256: {sha256}
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
Connection: Keep-Alive

""",
    s3_signs="amz-sdk-invocation-id;amz-sdk-request;host;x-amz-content-sha256;x-amz-date",
    put="""\
PUT {target} HTTP/1.1
Host: {host}
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=4
Authorization: {authorization}
Content-Encoding: aws-chunked
Content-Type: text/plain; charset=UTF-8
Expect: 100-continue
User-Agent: aws-sdk-java/2.31.9 md/io#sync md/http#Apache ua/2.1 os/Linux lang/java#21.0.2 api/S3#2.31.x m/D,N,U
x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER
X-Amz-Date: {date}
x-amz-decoded-content-length: {decoded}
x-amz-sdk-checksum-algorithm: CRC32
X-Amz-Security-Token: {token}
x-amz-trailer: x-amz-checksum-crc32
Content-Length: {length}
Connection: Keep-Alive

""",
    put_signs="amz-sdk-invocation-id;amz-sdk-request;content-encoding;content-length;content-type;host;x-amz-content-sha256;"
    "x-amz-date;x-amz-decoded-content-length;x-amz-sdk-checksum-algorithm;x-amz-trailer",
)

KOTLIN = Sdk(
    form=first_then_sorted(plus),
    query="""\
POST / HTTP/1.1
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=3
Authorization: {authorization}
Content-Type: application/x-www-form-urlencoded
Host: {host}
User-Agent: aws-sdk-kotlin/1.5.59 ua/2.1 api/sts#1.5.59 os/linux#6.1 lang/kotlin#2.2.0 md/javaVersion#17.0.9
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
x-amz-user-agent: aws-sdk-kotlin/1.5.59
Content-Length: {length}
Accept-Encoding: identity
Connection: Keep-Alive

""",
    query_signs="amz-sdk-invocation-id;amz-sdk-request;content-type;host;x-amz-date;x-amz-user-agent",
    s3="""\
GET {target} HTTP/1.1
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=3
Authorization: {authorization}
Host: {host}
User-Agent: aws-sdk-kotlin/1.5.59 ua/2.1 api/s3#1.5.59 os/linux#6.1 lang/kotlin#2.2.0 md/javaVersion#17.0.9
X-Amz-Content-Sha256: {sha256}
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
x-amz-user-agent: aws-sdk-kotlin/1.5.59
Accept-Encoding: identity
Connection: Keep-Alive

""",
    s3_signs="amz-sdk-invocation-id;amz-sdk-request;host;x-amz-content-sha256;x-amz-date;x-amz-user-agent",
    put="""\
PUT {target}?x-id=PutObject HTTP/1.1
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=3
Authorization: {authorization}
Content-Type: application/octet-stream
Host: {host}
User-Agent: aws-sdk-kotlin/1.5.59 ua/2.1 api/s3#1.5.59 os/linux#6.1 lang/kotlin#2.2.0 md/javaVersion#17.0.9
x-amz-checksum-crc32: {crc32}
X-Amz-Content-Sha256: {sha256}
X-Amz-Date: {date}
x-amz-sdk-checksum-algorithm: CRC32
X-Amz-Security-Token: {token}
x-amz-user-agent: aws-sdk-kotlin/1.5.59
Content-Length: {length}
Accept-Encoding: identity
Connection: Keep-Alive

""",
    put_signs="amz-sdk-invocation-id;amz-sdk-request;content-type;host;x-amz-checksum-crc32;x-amz-content-sha256;x-amz-date;"
    "x-amz-sdk-checksum-algorithm;x-amz-user-agent",
    buckets="/?x-id=ListBuckets",
)

DOTNET = Sdk(
    form=all_sorted,
    query="""\
POST / HTTP/1.1
Host: {host}
User-Agent: aws-sdk-dotnet-coreclr/4.0.2 ua/2.1 os/linux#6.1 md/ARCH#X64 lang/.NET_Core#8.0.5 md/aws-sdk-dotnet-core#4.0.0
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=3
X-Amz-Security-Token: {token}
X-Amz-Date: {date}
X-Amz-Content-SHA256: {sha256}
Authorization: {authorization}
Content-Type: application/x-www-form-urlencoded; charset=utf-8
Content-Length: {length}

""",
    query_signs="content-type;host;x-amz-content-sha256;x-amz-date",
    s3="""\
GET {target} HTTP/1.1
Host: {host}
User-Agent: aws-sdk-dotnet-coreclr/4.0.2 ua/2.1 os/linux#6.1 md/ARCH#X64 lang/.NET_Core#8.0.5 md/aws-sdk-dotnet-core#4.0.0
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=3
X-Amz-Security-Token: {token}
X-Amz-Date: {date}
X-Amz-Content-SHA256: {sha256}
Authorization: {authorization}

""",
    s3_signs="host;x-amz-content-sha256;x-amz-date",
    put="""\
PUT {target} HTTP/1.1
Host: {host}
Expect: 100-continue
User-Agent: aws-sdk-dotnet-coreclr/4.0.2 ua/2.1 os/linux#6.1 md/ARCH#X64 lang/.NET_Core#8.0.5 md/aws-sdk-dotnet-core#4.0.0
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=3
x-amz-sdk-checksum-algorithm: CRC32
X-Amz-Security-Token: {token}
X-Amz-Date: {date}
x-amz-trailer: x-amz-checksum-crc32
X-Amz-Content-SHA256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER
X-Amz-Decoded-Content-Length: {decoded}
Authorization: {authorization}
Content-Type: text/plain
Content-Encoding: aws-chunked
Content-Length: {length}

""",
    put_signs="content-encoding;content-length;content-type;expect;host;x-amz-content-sha256;x-amz-date;"
    "x-amz-decoded-content-length;x-amz-sdk-checksum-algorithm;x-amz-trailer",
)

POWERSHELL = Sdk(
    form=all_sorted,
    query="""\
POST / HTTP/1.1
Host: {host}
X-Amz-Security-Token: {token}
User-Agent: AWSPowerShell.Common/4.1.500 .NET_Runtime/8.0 .NET_Framework/8.0 OS/Linux ua/2.0 cfg/retry-mode#legacy
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=5
X-Amz-Date: {date}
X-Amz-Content-SHA256: {sha256}
Authorization: {authorization}
Content-Type: application/x-www-form-urlencoded; charset=utf-8
Content-Length: {length}

""",
    query_signs="content-type;host;user-agent;x-amz-content-sha256;x-amz-date",
    s3="""\
GET {target} HTTP/1.1
Host: {host}
X-Amz-Security-Token: {token}
User-Agent: AWSPowerShell.Common/4.1.500 .NET_Runtime/8.0 .NET_Framework/8.0 OS/Linux ua/2.0 cfg/retry-mode#legacy
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=5
X-Amz-Date: {date}
X-Amz-Content-SHA256: {sha256}
Authorization: {authorization}

""",
    s3_signs="host;user-agent;x-amz-content-sha256;x-amz-date",
    put="""\
PUT {target} HTTP/1.1
Host: {host}
Expect: 100-continue
X-Amz-Security-Token: {token}
User-Agent: AWSPowerShell.Common/4.1.500 .NET_Runtime/8.0 .NET_Framework/8.0 OS/Linux ua/2.0 cfg/retry-mode#legacy
amz-sdk-invocation-id: {uuid}
amz-sdk-request: attempt=1; max=5
X-Amz-Date: {date}
X-Amz-Decoded-Content-Length: {decoded}
X-Amz-Content-SHA256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD
Authorization: {authorization}
Content-Type: text/plain
Content-Encoding: aws-chunked
Content-Length: {length}

""",
    put_signs="content-encoding;content-length;content-type;host;user-agent;x-amz-content-sha256;x-amz-date;"
    "x-amz-decoded-content-length",
    listing="{path}?list-type=2&max-keys=1000&prefix=dir%2F",
)

PHP = Sdk(
    form=first_then_model(percent),
    query="""\
POST / HTTP/1.1
Host: {host}
Content-Length: {length}
Content-Type: application/x-www-form-urlencoded
aws-sdk-invocation-id: {hex}
aws-sdk-retry: 0/0
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
Authorization: {authorization}
User-Agent: aws-sdk-php/3.300.0 ua/2.0 os/linux#6.1 lang/php#8.3.6 GuzzleHttp/7

""",
    query_signs="aws-sdk-invocation-id;aws-sdk-retry;host;x-amz-date",
    s3="""\
GET {target} HTTP/1.1
Host: {host}
aws-sdk-invocation-id: {hex}
aws-sdk-retry: 0/0
X-Amz-Content-Sha256: {sha256}
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
Authorization: {authorization}
User-Agent: aws-sdk-php/3.300.0 ua/2.0 os/linux#6.1 lang/php#8.3.6 GuzzleHttp/7

""",
    s3_signs="aws-sdk-invocation-id;aws-sdk-retry;host;x-amz-content-sha256;x-amz-date",
    put="""\
PUT {target} HTTP/1.1
Host: {host}
Content-Type: text/plain
Content-MD5: {md5}
aws-sdk-invocation-id: {hex}
aws-sdk-retry: 0/0
X-Amz-Content-Sha256: {sha256}
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
Authorization: {authorization}
User-Agent: aws-sdk-php/3.300.0 ua/2.0 os/linux#6.1 lang/php#8.3.6 GuzzleHttp/7
Content-Length: {length}

""",
    put_signs="aws-sdk-invocation-id;aws-sdk-retry;content-md5;host;x-amz-content-sha256;x-amz-date",
)

SWIFT = Sdk(
    form=sorted_then_action,
    query="""\
POST / HTTP/1.1
Content-Length: {length}
Content-Type: application/x-www-form-urlencoded
Host: {host}
User-Agent: aws-sdk-swift/1.5.0 ua/2.1 api/sts#1.5 os/linux#6.1 lang/swift#6.0 cfg/retry-mode#legacy
amz-sdk-invocation-id: {UUID}
amz-sdk-request: attempt=1; max=3; ttl=20991231T235959Z
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
Authorization: {authorization}
Connection: keep-alive

""",
    query_signs="amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-date",
    s3="""\
GET {target} HTTP/1.1
Host: {host}
User-Agent: aws-sdk-swift/1.5.0 ua/2.1 api/s3#1.5 os/linux#6.1 lang/swift#6.0 cfg/retry-mode#legacy
amz-sdk-invocation-id: {UUID}
amz-sdk-request: attempt=1; max=3; ttl=20991231T235959Z
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
x-amz-content-sha256: UNSIGNED-PAYLOAD
Authorization: {authorization}
Connection: keep-alive

""",
    s3_signs="amz-sdk-invocation-id;amz-sdk-request;host;x-amz-content-sha256;x-amz-date",
    put="""\
PUT {target}?x-id=PutObject HTTP/1.1
Content-Encoding: aws-chunked
Content-Type: application/octet-stream
Host: {host}
Transfer-Encoding: chunked
User-Agent: aws-sdk-swift/1.5.0 ua/2.1 api/s3#1.5 os/linux#6.1 lang/swift#6.0 cfg/retry-mode#legacy
X-Amz-Decoded-Content-Length: {decoded}
amz-sdk-invocation-id: {UUID}
amz-sdk-request: attempt=1; max=3; ttl=20991231T235959Z
x-amz-sdk-checksum-algorithm: CRC32
x-amz-trailer: x-amz-checksum-crc32
X-Amz-Date: {date}
X-Amz-Security-Token: {token}
x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER
Authorization: {authorization}
Connection: keep-alive

""",
    put_signs="amz-sdk-invocation-id;amz-sdk-request;content-encoding;content-type;host;transfer-encoding;"
    "x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-sdk-checksum-algorithm;x-amz-trailer",
    buckets="/?max-buckets=10&x-id=ListBuckets",
)

CPP = Sdk(
    form=model_then_version,
    query="""\
POST / HTTP/1.1
Host: {host}
Accept: */*
amz-sdk-invocation-id: {UUID}
amz-sdk-request: attempt=1
authorization: {authorization}
content-length: {length}
content-type: application/x-www-form-urlencoded
user-agent: aws-sdk-cpp/1.11.900 ua/2.1 api/STS os/Linux#6.18 lang/c++#C++11 md/aws-crt#0.44.1 md/http#curl m/E,Z,b,P
x-amz-api-version: 2011-06-15
x-amz-content-sha256: {sha256}
x-amz-date: {date}
x-amz-security-token: {token}

""",
    query_signs="amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-api-version;"
    "x-amz-content-sha256;x-amz-date",
    s3="""\
GET {target} HTTP/1.1
Host: {host}
Accept: */*
amz-sdk-invocation-id: {UUID}
amz-sdk-request: attempt=1
authorization: {authorization}
content-type: application/xml
user-agent: aws-sdk-cpp/1.11.900 ua/2.1 api/S3 os/Linux#6.18 lang/c++#C++11 md/aws-crt#0.44.1 md/http#curl m/Z,b,P
x-amz-api-version: 2006-03-01
x-amz-content-sha256: {sha256}
x-amz-date: {date}
x-amz-security-token: {token}

""",
    s3_signs="amz-sdk-invocation-id;amz-sdk-request;content-type;host;x-amz-api-version;x-amz-content-sha256;x-amz-date",
    put="""\
PUT {target} HTTP/1.1
Host: {host}
Accept: */*
amz-sdk-invocation-id: {UUID}
amz-sdk-request: attempt=1
authorization: {authorization}
content-encoding: aws-chunked
content-type: binary/octet-stream
expect: 100-continue
transfer-encoding: chunked
user-agent: aws-sdk-cpp/1.11.900 ua/2.1 api/S3 os/Linux#6.18 lang/c++#C++11 md/aws-crt#0.44.1 md/http#curl m/W,Z,b,P
x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER
x-amz-date: {date}
x-amz-decoded-content-length: {decoded}
x-amz-security-token: {token}
x-amz-trailer: x-amz-checksum-crc64nvme

""",
    put_signs="amz-sdk-invocation-id;amz-sdk-request;content-encoding;content-type;host;x-amz-content-sha256;x-amz-date;"
    "x-amz-decoded-content-length;x-amz-trailer",
    listing="{path}?list-type=2&max-keys=1000&prefix=dir%2F",
)

SDKS = {
    "java": JAVA,
    "kotlin": KOTLIN,
    "dotnet": DOTNET,
    "powershell": POWERSHELL,
    "php": PHP,
    "swift": SWIFT,
    "cpp": CPP,
}

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
    """One SDK, and somebody who uses it."""

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
    """What the C++ SDK computed for `hello`."""
    assert replay.CHECKSUMS["x-amz-checksum-crc64nvme"](b"hello") == "M3eFcAZSQlc="
