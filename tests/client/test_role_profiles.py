"""Profiles with roles as botocore, which the AWS CLI is made of, takes them: the same calls, in the same order, by the same
keys, or a refusal of both. STS is played, since what is asked is what is compared."""

import json
import re
import subprocess
import urllib.parse

import botocore.session
import pytest

from aws_names import Player

KEYS = """[base]
aws_access_key_id = AKBASE
aws_secret_access_key = s
[both]
aws_access_key_id = AKBOTH
aws_secret_access_key = s
"""
ARN = "arn:aws:iam::111122223333:role/"

CASES = {
    "a role": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = base\n",
    "external id": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = base\nexternal_id = e/1\n",
    "session name": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = base\nrole_session_name = me@work\n",
    "duration": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = base\nduration_seconds = 1800\n",
    "a duration that is no number": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = base\nduration_seconds = 30m\n",
    "an empty duration": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = base\nduration_seconds =\n",
    "a chain": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n[profile q]\nrole_arn = {ARN}b\nsource_profile = base\n",
    "a chain of three": (
        f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n[profile q]\nrole_arn = {ARN}b\nsource_profile = r\n"
        f"[profile r]\nrole_arn = {ARN}c\nsource_profile = base\nexternal_id = x1\n"
    ),
    "parameters stay with their own role": (
        f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n"
        f"[profile q]\nrole_arn = {ARN}b\nsource_profile = base\nexternal_id = x1\nduration_seconds = 900\nrole_session_name = inner\n"
    ),
    "a source with keys and a role: its keys": (
        f"[profile p]\nrole_arn = {ARN}a\nsource_profile = both\n[profile both]\nrole_arn = {ARN}b\nsource_profile = base\n"
    ),
    "itself, with keys": f"[profile both]\n[profile p]\nrole_arn = {ARN}a\nsource_profile = p\naws_access_key_id = AKSELF\naws_secret_access_key = s\n",
    "itself, without keys": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = p\n",
    "a loop of two": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n[profile q]\nrole_arn = {ARN}b\nsource_profile = p\n",
    "a loop further on": (
        f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n[profile q]\nrole_arn = {ARN}b\nsource_profile = r\n"
        f"[profile r]\nrole_arn = {ARN}c\nsource_profile = q\n"
    ),
    "no source": f"[profile p]\nrole_arn = {ARN}a\n",
    "two sources": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = base\ncredential_source = Environment\n",
    "a source that is not there": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = nobody\n",
    "a source without keys": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n[profile q]\nregion = eu-west-1\n",
    "a source with half a key": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n[profile q]\naws_access_key_id = AKHALF\n",
    "the environment as source": f"[profile p]\nrole_arn = {ARN}a\ncredential_source = Environment\n",
    "a source that nobody knows": f"[profile p]\nrole_arn = {ARN}a\ncredential_source = Elsewhere\n",
    "a process as source": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n[profile q]\nPROCESS\n",
    "keys in the config file as source": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n[profile q]\naws_access_key_id = AKCONFIG\naws_secret_access_key = s\n",
    "a source with a session token": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = q\n[profile q]\naws_access_key_id = AKTEMP\naws_secret_access_key = s\naws_session_token = t\n",
    "a role beats keys of the same profile": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = base\naws_access_key_id = AKP\naws_secret_access_key = s\n",
    "a role beats a process of the same profile": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = base\nPROCESS\n",
    "role_arn in the credentials file's profile": f"CREDENTIALS[p]\nrole_arn = {ARN}a\nsource_profile = base\n",
    "parts in both files": f"[profile p]\nrole_arn = {ARN}a\nexternal_id = config\nCREDENTIALS[p]\nsource_profile = base\nexternal_id = credentials\n",
    "a source with quotes in its name": f"[profile p]\nrole_arn = {ARN}a\nsource_profile = two words\n[profile 'two words']\naws_access_key_id = AKTWO\naws_secret_access_key = s\n",
}


@pytest.fixture(scope="module")
def sts():
    asked = []

    def answer(method, path, headers, body):
        call = dict(urllib.parse.parse_qsl(body.decode()))
        key = re.search(r"Credential=([^/]+)/", headers["Authorization"]).group(1)
        region = headers["Authorization"].split("/")[2]
        asked.append((key, region, call))
        number = len(asked)
        return 200, (
            '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>'
            f"<AccessKeyId>ASIA-OF-{call['RoleArn'].rsplit('/', 1)[1]}</AccessKeyId><SecretAccessKey>s{number}</SecretAccessKey>"
            "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser>"
            f"<AssumedRoleId>AROA:x</AssumedRoleId><Arn>{call['RoleArn']}</Arn></AssumedRoleUser></AssumeRoleResult>"
            "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>"
        )

    player = Player(answer)
    player.asked = asked
    yield player
    player.shutdown()
    player.server_close()


def calls(sts):
    """Everything that was asked since the last time. Names that a client makes up by itself are not compared."""
    found = []
    for key, region, call in sts.asked:
        own = call.pop("RoleSessionName")
        call = {name: value for name, value in call.items() if name not in ("Version",)}
        if not re.match(r"botocore-session-|ostiary-", own):
            call["RoleSessionName"] = own
        found.append((key, region, call))
    sts.asked.clear()
    return found


@pytest.mark.parametrize("variables", [{}, {"AWS_ACCESS_KEY_ID": "AKENV", "AWS_SECRET_ACCESS_KEY": "s"}], ids=["", "keys in the environment"])
@pytest.mark.parametrize("case", CASES)
def test_as_botocore_takes_it(binary, tmp_path, monkeypatch, sts, case, variables):
    config, _, credentials = CASES[case].partition("CREDENTIALS")
    (tmp_path / ".aws").mkdir()
    process = """credential_process = sh -c 'echo {\\"Version\\":1,\\"AccessKeyId\\":\\"AKPROCESS\\",\\"SecretAccessKey\\":\\"s\\"}'"""
    (tmp_path / ".aws/config").write_text(config.replace("PROCESS", process))
    (tmp_path / ".aws/credentials").write_text(KEYS + credentials)
    for name, value in {"AWS_DEFAULT_REGION": "eu-west-1", "AWS_ENDPOINT_URL_STS": sts.url, **variables}.items():
        monkeypatch.setenv(name, value)
    sts.asked.clear()
    try:
        found = botocore.session.Session(profile="p").get_credentials().get_frozen_credentials()
        theirs = found.access_key, calls(sts)
    except Exception:
        theirs = None
    sts.asked.clear()
    ended = subprocess.run(
        [binary, "env", "p", "--format", "json", "--no-prompt"], capture_output=True, text=True, timeout=60
    )
    if ended.returncode == 0:
        ours = json.loads(ended.stdout)["AWS_ACCESS_KEY_ID"], calls(sts)
    else:
        assert "error: " in ended.stderr and "panicked" not in ended.stderr
        assert not sts.asked, "what is refused is refused before anything is sent"
        ours = None
    assert ours == theirs, ended.stderr
