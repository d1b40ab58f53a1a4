"""An endpoint that answers what it should not: nothing of it is kept, written down, or run."""

import json
import re
import urllib.parse

import pytest

from aws_names import Player

STS = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"'
IAM = 'xmlns="https://iam.amazonaws.com/doc/2010-05-08/"'
PARTS = {
    "AccessKeyId": "ASIAHOSTILE",
    "SecretAccessKey": "secret",
    "SessionToken": "token",
    "Expiration": "2099-01-01T00:00:00Z",
}


def session(operation, parts):
    text = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items())
    user = "<AssumedRoleUser><AssumedRoleId>A:x</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/r/x</Arn></AssumedRoleUser>"
    return (
        f"<{operation}Response {STS}><{operation}Result><Credentials>{text}</Credentials>"
        f"{user if operation == 'AssumeRole' else ''}</{operation}Result>"
        f"<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{operation}Response>"
    )


@pytest.fixture
def hostile(guarded):
    """Ana, whose endpoint may answer anything; `.answers` is by operation."""
    answers = {}

    def answer(method, path, headers, body):
        action = dict(urllib.parse.parse_qsl(body.decode())).get("Action")
        return answers.get(action)

    player = Player(answer, behind=guarded.server.endpoint)
    guarded.write_config(
        "[profile r]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = plain\nPLACE\n"
        f"[profile plain]\naws_access_key_id = {guarded.key_id}\naws_secret_access_key = {guarded.secret}\nPLACE\n",
        endpoint=player.url,
    )
    guarded.answers = answers
    yield guarded
    player.shutdown()
    player.server_close()


WITHOUT = {f"no {name}": {k: v for k, v in PARTS.items() if k != name} for name in PARTS}
BROKEN = WITHOUT | {f"an empty {name}": PARTS | {name: ""} for name in PARTS} | {"no time": PARTS | {"Expiration": "soon"}}


# what would be a command of its own in a shell, or steer a terminal
BROKEN |= {
    f"{what} in {name}": PARTS | {name: PARTS[name] + text}
    for name in ("AccessKeyId", "SecretAccessKey", "SessionToken")
    for what, text in (("a line", "&#10;touch PWNED"), ("an escape", "&#27;[2J"), ("a quote", "\u201d;x"), ("an ampersand", "&amp;x"))
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("operation", ["GetSessionToken", "AssumeRole"])
def test_credentials_with_a_part_missing_are_none(hostile, operation, case):
    hostile.answers[operation] = 200, session(operation, BROKEN[case])
    words = {"GetSessionToken": ["ana", "--code", "123456"], "AssumeRole": ["r"]}[operation]
    ended = hostile.run("credential-process", *words)
    assert ended.returncode == 1 and ended.stdout == "", ended.stdout
    assert operation in ended.stderr and "ASIAHOSTILE" not in ended.stderr
    assert hostile.run("cache", "list").stdout == ""


def test_answers_that_break_off(hostile):
    """In the middle of what is needed, or before it: there is no half of a secret."""
    whole = session("GetSessionToken", PARTS)
    needed = whole.index("</Expiration>")
    for cut in [*range(0, needed, needed // 12), needed - 1]:
        hostile.answers["GetSessionToken"] = 200, whole[:cut]
        ended = hostile.run("credential-process", "ana", "--code", "123456")
        assert ended.returncode == 1 and ended.stdout == "", whole[:cut]
    assert hostile.run("cache", "list").stdout == ""


def test_the_whole_answer_is_taken(hostile):
    """So that it is what is missing that the others are refused for."""
    hostile.answers["GetSessionToken"] = 200, session("GetSessionToken", PARTS)
    ended = hostile.run("credential-process", "ana", "--code", "123456")
    assert json.loads(ended.stdout)["AccessKeyId"] == "ASIAHOSTILE", ended.stderr


@pytest.mark.parametrize("serial", ["arn:x&#10;credential_process = touch PWNED", "arn:x&#13;x = y", "short", "x" * 257, "arn:é"])
def test_a_serial_number_is_written_down_as_it_is_or_not_at_all(hostile, tmp_path, serial):
    """A line break in it would be a line of its own in a file that tells tools what to run."""
    hostile.answers["CreateVirtualMFADevice"] = 200, (
        f"<CreateVirtualMFADeviceResponse {IAM}><CreateVirtualMFADeviceResult><VirtualMFADevice>"
        f"<SerialNumber>{serial}</SerialNumber>"
        "<Base32StringSeed>SkJTV1kzRFBFSFBLM1BYUEpCU1dZM0RQRUhQSzNQWFA=</Base32StringSeed><QRCodePNG>eA==</QRCodePNG>"
        "</VirtualMFADevice></CreateVirtualMFADeviceResult></CreateVirtualMFADeviceResponse>"
    )
    hostile.answers["EnableMFADevice"] = 200, f"<EnableMFADeviceResponse {IAM}/>"
    hostile.answers["GetSessionToken"] = 200, session("GetSessionToken", PARTS)
    hostile.answers["GetCallerIdentity"] = 200, (
        f"<GetCallerIdentityResponse {STS}><GetCallerIdentityResult><Arn>{hostile.arn}</Arn><UserId>A</UserId>"
        "<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
    )
    before = hostile.config.read_text()
    ended = hostile.run("mfa", "enroll", "-p", "ana", "--seed-file", str(tmp_path / "seed"), "--code", "123456")
    assert ended.returncode == 1 and "CreateVirtualMFADevice" in ended.stderr, ended.stderr
    assert hostile.config.read_text() == before and not (tmp_path / "seed").exists()


def test_a_new_key_is_written_down_as_it_is_or_not_at_all(hostile):
    hostile.answers["GetSessionToken"] = 200, session("GetSessionToken", PARTS)
    hostile.answers["ListAccessKeys"] = 200, (
        f"<ListAccessKeysResponse {IAM}><ListAccessKeysResult><AccessKeyMetadata><member>"
        f"<UserName>u</UserName><AccessKeyId>{hostile.key_id}</AccessKeyId><Status>Active</Status></member></AccessKeyMetadata>"
        "<IsTruncated>false</IsTruncated></ListAccessKeysResult></ListAccessKeysResponse>"
    )
    hostile.answers["CreateAccessKey"] = 200, (
        f"<CreateAccessKeyResponse {IAM}><CreateAccessKeyResult><AccessKey><UserName>u</UserName>"
        "<AccessKeyId>AKIAHOSTILEHOSTILE00</AccessKeyId><Status>Active</Status>"
        "<SecretAccessKey>s&#10;credential_process = touch PWNED</SecretAccessKey></AccessKey></CreateAccessKeyResult>"
        "</CreateAccessKeyResponse>"
    )
    hostile.answers["GetCallerIdentity"] = 200, (
        f"<GetCallerIdentityResponse {STS}><GetCallerIdentityResult><Arn>{hostile.arn}</Arn><UserId>A</UserId>"
        "<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
    )
    before = hostile.credentials.read_text()
    ended = hostile.run("key", "rotate", "-p", "ana", "--code", "123456")
    assert ended.returncode == 1 and "cannot be written to a profile" in ended.stderr, ended.stderr
    assert hostile.credentials.read_text() == before


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_is_sent_elsewhere(hostile, status):
    """A signed request is for whom it was signed."""
    asked = []
    elsewhere = Player(lambda *request: asked.append(request) or (200, "x"))
    try:
        for action in ("GetSessionToken", "ListMFADevices"):
            hostile.answers[action] = status, "", {"Location": elsewhere.url}
        for arguments in (["session", "-p", "ana", "--code", "123456"], ["mfa", "list", "-p", "ana"]):
            ended = hostile.run(*arguments)
            assert ended.returncode == 1 and re.search(r"HTTP 30\d", ended.stderr), ended.stderr
        assert asked == []
    finally:
        elsewhere.shutdown()
        elsewhere.server_close()


def test_an_answer_without_end_is_not_read_to_its_end(hostile):
    """It is well-formed, and right but for its length."""
    devices = "<member><UserName>u</UserName><SerialNumber>arn:aws:iam::111122223333:mfa/u</SerialNumber><EnableDate>2026-01-01T00:00:00Z</EnableDate></member>"

    def answers(repeated):
        hostile.answers["ListMFADevices"] = 200, (
            f"<ListMFADevicesResponse {IAM}><ListMFADevicesResult><IsTruncated>false</IsTruncated><MFADevices>{devices * repeated}"
            "</MFADevices></ListMFADevicesResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ListMFADevicesResponse>"
        )
        hostile.answers["GetCallerIdentity"] = 200, (
            f"<GetCallerIdentityResponse {STS}><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/u</Arn><UserId>A</UserId>"
            f"<Account>111122223333</Account><More>{'x' * 128 * repeated}</More></GetCallerIdentityResult></GetCallerIdentityResponse>"
        )

    commands = ["mfa", "list", "-p", "ana"], ["whoami", "plain"]
    answers(1)
    assert [hostile.run(*arguments).returncode for arguments in commands] == [0, 0]
    answers(17 * 8192)
    for arguments in commands:
        ended = hostile.run(*arguments)
        assert ended.returncode == 1 and len(ended.stderr) < 1000, (arguments, ended.stderr[:300])
