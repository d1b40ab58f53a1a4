"""The listener over TLS: with a certificate that the server makes, and with one of the operator's."""

import configparser
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request

import boto3
import pytest
import trustme
from botocore.config import Config
from botocore.exceptions import ClientError, SSLError
from botocore.parsers import ResponseParserError

from ostiary_server import Server

OVER_TLS = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
        {"Effect": "Allow", "Action": "iam:ListGroups", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
    ],
}
ONCE = Config(retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=5, read_timeout=20)


@pytest.fixture
def served(binary, tmp_path):
    running = []

    def serve(*arguments, **options):
        server = Server(binary, tmp_path / "data", *arguments).start(**options)
        running.append(server)
        return server

    yield serve
    for server in running:
        server.stop()


def settings(server):
    """The section of admin.config."""
    file = configparser.ConfigParser()
    file.read(server.data / "admin.config")
    return file["default"]


def environment(server):
    """An environment in which nothing but the server's own two files is known."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "OSTIARY_"))}
    files = {"AWS_CONFIG_FILE": server.data / "admin.config", "AWS_SHARED_CREDENTIALS_FILE": server.data / "admin.credentials"}
    return kept | {name: str(path) for name, path in files.items()}


def client(server, name, key=None, verify=None, endpoint=None, config=ONCE):
    key_id, secret, *token = key or server.credentials()
    return boto3.client(
        name,
        endpoint_url=endpoint or settings(server)["endpoint_url"],
        aws_access_key_id=key_id,
        aws_secret_access_key=secret,
        aws_session_token=token[0] if token else None,
        region_name="us-east-1",
        verify=verify or settings(server).get("ca_bundle"),
        config=config,
    )


def code(call):
    with pytest.raises(ClientError) as refused:
        call()
    return refused.value.response["Error"]["Code"]


def test_the_two_files_are_all_that_clients_need(served):
    server = served("--tls", "self-signed")
    assert server.endpoint.startswith("https://127.0.0.1:")
    assert settings(server)["endpoint_url"] == server.endpoint
    assert settings(server)["ca_bundle"] == str(server.data / "tls-ca.pem")
    script = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"
    run = subprocess.run([sys.executable, "-c", script], env=environment(server), capture_output=True, text=True)
    assert run.stdout.strip().endswith(":user/admin"), run.stderr
    aws = shutil.which("aws", path=os.path.dirname(sys.executable))
    run = subprocess.run([aws, "sts", "get-caller-identity"], env=environment(server), capture_output=True, text=True)
    assert json.loads(run.stdout)["Arn"].endswith(":user/admin"), run.stderr
    run = subprocess.run([server.binary, "whoami"], env=environment(server), capture_output=True, text=True)
    assert ":user/admin" in run.stdout, run.stderr


def test_the_authority_stays_and_is_good_for_its_names_only(served, tmp_path):
    server = served("--tls", "self-signed=iam.example.com")
    bundle = (server.data / "tls-ca.pem").read_bytes()
    assert (server.data / "tls-ca.key").stat().st_mode & 0o777 == 0o600
    context = ssl.create_default_context(cafile=server.data / "tls-ca.pem")
    for name in ["127.0.0.1", "localhost", "iam.example.com", "bucket.iam.example.com"]:
        with socket.create_connection(("127.0.0.1", server.port)) as plain:
            with context.wrap_socket(plain, server_hostname=name) as secure:
                assert secure.version() == "TLSv1.3"
    with socket.create_connection(("127.0.0.1", server.port)) as plain:
        with pytest.raises(ssl.SSLCertVerificationError):
            context.wrap_socket(plain, server_hostname="example.com")
    server.stop()
    server.start()
    assert (server.data / "tls-ca.pem").read_bytes() == bundle
    assert client(server, "sts").get_caller_identity()["Arn"].endswith(":user/admin")
    server.stop()
    elsewhere = [server.binary, "serve", "--data", server.data, "--listen", "127.0.0.1:0", "--tls", "self-signed=other.example.com"]
    refused = subprocess.run(elsewhere, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 1 and refused.stdout == ""
    assert "does not vouch for other.example.com" in refused.stderr and "tls-ca.pem" in refused.stderr


def test_a_client_that_does_not_know_the_authority_goes_no_further(served):
    server = served("--tls", "self-signed")
    with pytest.raises(SSLError):
        client(server, "sts", verify=True).get_caller_identity()
    with pytest.raises(ResponseParserError, match="This port speaks TLS"):
        client(server, "sts", endpoint=f"http://127.0.0.1:{server.port}").get_caller_identity()
    with socket.create_connection(("127.0.0.1", server.port)) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        answer = plain.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 400 ") and answer.endswith(b"This port speaks TLS: begin the URL with https")


@pytest.mark.parametrize("secure", [True, False])
def test_secure_transport_is_a_true_thing(served, secure):
    server = served(*(["--tls", "self-signed"] if secure else []))
    admin = client(server, "iam")
    admin.create_user(UserName="alice")
    admin.put_user_policy(UserName="alice", PolicyName="p", PolicyDocument=json.dumps(OVER_TLS))
    made = admin.create_access_key(UserName="alice")["AccessKey"]
    alice = client(server, "iam", (made["AccessKeyId"], made["SecretAccessKey"]))
    allowed, denied = (alice.list_users, alice.list_groups) if secure else (alice.list_groups, alice.list_users)
    allowed()
    assert code(denied) == "AccessDenied"


def over(transport, **more):
    """A statement that allows what it names over TLS alone, or without it alone."""
    statement = {"Effect": "Allow", "Condition": {"Bool": {"aws:SecureTransport": str(transport).lower()}}} | more
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.mark.parametrize("secure", [True, False])
def test_secure_transport_is_a_true_thing_in_every_kind_of_policy(served, secure):
    server = served(*(["--tls", "self-signed"] if secure else []))
    admin = client(server, "iam")
    everything = {"Action": "*", "Resource": "*"}
    anything = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow"} | everything]})
    account = client(server, "sts").get_caller_identity()["Account"]

    def user(name):
        admin.create_user(UserName=name)
        made = admin.create_access_key(UserName=name)["AccessKey"]
        return made["AccessKeyId"], made["SecretAccessKey"]

    def managed(name, document):
        return admin.create_policy(PolicyName=name, PolicyDocument=document)["Policy"]["Arn"]

    free = user("free")
    admin.put_user_policy(UserName="free", PolicyName="p", PolicyDocument=anything)
    for transport in [True, False]:
        document, fits = over(transport, **everything), transport == secure

        def tried(key, kind):
            listing = client(server, "iam", key).list_users
            if fits:
                listing()
            else:
                assert code(listing) == "AccessDenied", f"{kind}: {transport}"

        arn = managed(f"managed-{transport}", document)
        key = user(f"managed-{transport}")
        admin.attach_user_policy(UserName=f"managed-{transport}", PolicyArn=arn)
        tried(key, "managed")

        key = user(f"member-{transport}")
        admin.create_group(GroupName=f"group-{transport}")
        admin.put_group_policy(GroupName=f"group-{transport}", PolicyName="p", PolicyDocument=document)
        admin.add_user_to_group(GroupName=f"group-{transport}", UserName=f"member-{transport}")
        tried(key, "group")

        key = user(f"bounded-{transport}")
        admin.put_user_policy(UserName=f"bounded-{transport}", PolicyName="p", PolicyDocument=anything)
        admin.put_user_permissions_boundary(UserName=f"bounded-{transport}", PermissionsBoundary=arn)
        tried(key, "permissions boundary")

        trust = over(transport, Action="sts:AssumeRole", Principal={"AWS": f"arn:aws:iam::{account}:root"})
        role = admin.create_role(RoleName=f"trusting-{transport}", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        assume = client(server, "sts", free).assume_role
        if fits:
            assume(RoleArn=role, RoleSessionName="session")
        else:
            assert code(lambda: assume(RoleArn=role, RoleSessionName="session")) == "AccessDenied", f"trust: {transport}"

        trust = json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}}],
            }
        )
        role = admin.create_role(RoleName=f"role-{transport}", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        admin.put_role_policy(RoleName=f"role-{transport}", PolicyName="p", PolicyDocument=anything)
        made = assume(RoleArn=role, RoleSessionName="session", Policy=document)["Credentials"]
        tried((made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"]), "session policy")


def test_objects_go_through_both_ways(served):
    server = served("--tls", "self-signed")
    s3 = client(server, "s3")
    s3.create_bucket(Bucket="bucket")
    data = os.urandom(9 * 1024 * 1024)
    s3.put_object(Bucket="bucket", Key="k", Body=data)
    assert s3.get_object(Bucket="bucket", Key="k")["Body"].read() == data
    s3 = client(server, "s3", config=Config(signature_version="s3v4"))
    url = s3.generate_presigned_url("get_object", {"Bucket": "bucket", "Key": "k"})
    context = ssl.create_default_context(cafile=settings(server)["ca_bundle"])
    assert urllib.request.urlopen(url, context=context).read() == data


def pair(authority, directory, *names):
    issued = authority.issue_cert(*names)
    chain = b"".join(piece.bytes() for piece in issued.cert_chain_pems)
    (directory / "server.pem").write_bytes(chain)
    (directory / "server.key").write_bytes(issued.private_key_pem.bytes())
    return chain


def shown(server, context, name):
    """The serial number of the certificate that a new connection sees, and the connection."""
    secure = context.wrap_socket(socket.create_connection(("127.0.0.1", server.port)), server_hostname=name)
    return secure.getpeercert()["serialNumber"], secure


def test_a_newer_certificate_on_sighup_with_connections_open(served, tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    pair(authority, tmp_path, "iam.example.com")
    files = ["--tls-cert", tmp_path / "server.pem", "--tls-key", tmp_path / "server.key", "--log-filter", "info"]
    server = served(*files)
    assert settings(server)["endpoint_url"] == f"https://iam.example.com:{server.port}"
    context = ssl.create_default_context(cafile=tmp_path / "ca.pem")
    first, open_before = shown(server, context, "iam.example.com")

    def hang_up(told):
        lines = server.read_log().count(told)
        server.process.send_signal(signal.SIGHUP)
        while server.read_log().count(told) == lines:
            assert server.process.poll() is None, server.read_log()

    pair(authority, tmp_path, "iam.example.com")
    hang_up("the TLS certificate was read again")
    second, later = shown(server, context, "iam.example.com")
    assert second != first
    (tmp_path / "server.key").write_text("nonsense")
    hang_up("the TLS certificate stays as it was")
    third, latest = shown(server, context, "iam.example.com")
    assert third == second
    for connection in [open_before, later, latest]:
        connection.sendall(b"GET / HTTP/1.1\r\nhost: iam.example.com\r\nconnection: close\r\n\r\n")
        assert connection.makefile("rb").readline().startswith(b"HTTP/1.1 ")
        connection.close()


def test_certificates_that_cannot_be_used(binary, tmp_path):
    authority, other = trustme.CA(), tmp_path / "other"
    other.mkdir()
    pair(authority, tmp_path, "a.example.com")
    pair(authority, other, "a.example.com")
    certificate, key = tmp_path / "server.pem", tmp_path / "server.key"
    cases = [
        (["--tls-cert", certificate, "--tls-key", other / "server.key"], 1, "is not the one of the certificate"),
        (["--tls-cert", certificate, "--tls-key", tmp_path / "none"], 1, "cannot read the TLS key"),
        (["--tls-cert", key, "--tls-key", key], 1, "holds no certificate in PEM form"),
        (["--tls-cert", certificate], 2, "--tls-key"),
        (["--tls-key", key], 2, "--tls-cert"),
        (["--tls", "self-signed", "--tls-cert", certificate, "--tls-key", key], 2, "cannot be used with"),
        (["--tls", "on"], 1, "neither self-signed nor self-signed=NAME"),
        (["--tls", "self-signed=*.example.com"], 1, "neither a host name without wildcards nor an IP address"),
        (["--tls", "self-signed==a.example.com"], 1, "neither a host name without wildcards nor an IP address"),
        (["--tls", "self-signed="], 1, "neither a host name without wildcards nor an IP address"),
    ]
    for arguments, status, reason in cases:
        data = tmp_path / "data"
        command = [binary, "serve", "--data", data, "--listen", "127.0.0.1:0", *arguments]
        refused = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert (refused.returncode, refused.stdout) == (status, ""), refused
        assert reason in refused.stderr, refused.stderr
        assert not data.exists(), "nothing is made"


def test_handshakes_that_do_not_come_hold_up_nobody(served):
    server = served("--tls", "self-signed")
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(300)]
    for number, connection in enumerate(idle):
        # nothing, the beginning of a record, and one that announces more than it brings
        connection.sendall([b"", b"\x16\x03", b"\x16\x03\x01\x40\x00" + b"\x01\x00\x3f\xfc"][number % 3])
    assert client(server, "sts").get_caller_identity()["Arn"].endswith(":user/admin")
    for connection in idle:
        connection.close()


def test_plain_http_beyond_this_machine_is_warned_of(served):
    server = served(listen="0.0.0.0:0")
    assert "without TLS" in server.read_log()
    server.stop()
    server.arguments = ["--tls", "self-signed"]
    server.start(listen="0.0.0.0:0")
    assert server.read_log().count("without TLS") == 1
