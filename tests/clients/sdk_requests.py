"""Requests of SDKs that cannot be installed here: texts, to be filled by `replay`.

Where each text comes from:

- C++: recorded from release 1.11.900, as it is in pyarrow (AssumeRole, ListObjectsV2, an upload). GetCallerIdentity and
  GetSessionToken are inferred from AssumeRole, PutObject from UploadPart.
- AWS CLI v2: what its commands send is in its source; its botocore signs and escapes as version 1's does, whose requests are
  recorded in crates/wire/tests/captures. The text of the user agent is from public logs.
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
import urllib.parse


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
    """Requests of one SDK: texts, and the headers of each that it signs (a session token is signed by all)."""

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

CLI_V2_AGENT = (
    "aws-cli/2.36.7 md/awscrt#0.31.2 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.14.2 md/pyimpl#CPython m/n,Z,b,E "
    "cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24 md/prompt#off md/command#{command}"
)

CLI_V2 = Sdk(
    form=first_then_model(plus),
    query=f"""\
POST / HTTP/1.1
Host: {{host}}
Accept-Encoding: identity
Content-Type: application/x-www-form-urlencoded; charset=utf-8
User-Agent: {CLI_V2_AGENT.format(command="sts")}
X-Amz-Date: {{date}}
X-Amz-Security-Token: {{token}}
Authorization: {{authorization}}
amz-sdk-invocation-id: {{uuid}}
amz-sdk-request: attempt=1
Content-Length: {{length}}

""",
    query_signs="content-type;host;x-amz-date",
    s3=f"""\
GET {{target}} HTTP/1.1
Host: {{host}}
Accept-Encoding: identity
User-Agent: {CLI_V2_AGENT.format(command="s3api")}
X-Amz-Date: {{date}}
X-Amz-Content-SHA256: {{sha256}}
X-Amz-Security-Token: {{token}}
Authorization: {{authorization}}
amz-sdk-invocation-id: {{uuid}}
amz-sdk-request: attempt=1

""",
    s3_signs="host;x-amz-content-sha256;x-amz-date",
    put=f"""\
PUT {{target}} HTTP/1.1
Host: {{host}}
Accept-Encoding: identity
Expect: 100-continue
x-amz-checksum-crc64nvme: {{crc64nvme}}
x-amz-sdk-checksum-algorithm: CRC64NVME
User-Agent: {CLI_V2_AGENT.format(command="s3api.put-object")}
X-Amz-Date: {{date}}
X-Amz-Content-SHA256: {{sha256}}
X-Amz-Security-Token: {{token}}
Authorization: {{authorization}}
amz-sdk-invocation-id: {{uuid}}
amz-sdk-request: attempt=1
Content-Length: {{length}}

""",
    put_signs="host;x-amz-checksum-crc64nvme;x-amz-content-sha256;x-amz-date;x-amz-sdk-checksum-algorithm",
    buckets="/?x-id=ListBuckets",
    listing="{path}?list-type=2&prefix=dir%2F&encoding-type=url",
)

# `aws login`: the code from the browser for credentials, without a signature; the proof of the key is a header
CLI_V2_LOGIN = f"""\
POST /v1/token HTTP/1.1
Host: {{host}}
Accept-Encoding: identity
Content-Type: application/json
DPoP: eyJ0eXAiOiJkcG9wK2p3dCJ9.eyJodG0iOiJQT1NUIn0.c2lnbmF0dXJl
User-Agent: {CLI_V2_AGENT.format(command="login")}
amz-sdk-invocation-id: {{uuid}}
amz-sdk-request: attempt=1
Content-Length: {{length}}

"""

SDKS = {
    "aws-cli-v2": CLI_V2,
    "java": JAVA,
    "kotlin": KOTLIN,
    "dotnet": DOTNET,
    "powershell": POWERSHELL,
    "php": PHP,
    "swift": SWIFT,
    "cpp": CPP,
}
