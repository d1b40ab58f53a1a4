"""At AWS's own host names, over TLS and through a proxy: behind them is the server under test."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import urllib.parse

import boto3
import pytest

from aws_names import AwsNames, Player

AWS = shutil.which("aws", path=os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])


def temporary(person, seconds=3600):
    """Credentials of a session of a new role, as a service would give them."""
    arn = person.create_role(mfa=False)
    sts = boto3.client(
        "sts",
        endpoint_url=person.server.endpoint,
        region_name="us-east-1",
        aws_access_key_id=person.key_id,
        aws_secret_access_key=person.secret,
    )
    return arn, sts.assume_role(RoleArn=arn, RoleSessionName="given", DurationSeconds=seconds)["Credentials"]


@pytest.fixture
def at_aws(guarded, tmp_path):
    """Ana, whose profile names a region and no endpoint, behind a proxy."""
    answers = {}

    def answer(method, path, headers, body):
        for mark, given in answers.items():
            if mark in path or mark.encode() in body:
                return given(headers, body) if callable(given) else given
        return None

    player = Player(answer, behind=guarded.server.endpoint)
    names = AwsNames(
        [
            ("portal.sso.*.amazonaws.com", player.server_port),
            ("signin.aws.amazon.com", player.server_port),
            ("sts.ap-south-1.amazonaws.com", player.server_port),
            ("*.amazonaws.com", guarded.server.port),
        ],
        tmp_path,
    )
    guarded.names, guarded.answers = names, answers
    plain = guarded.environment
    guarded.environment = lambda **more: plain(**{**names.variables(), **more})
    guarded.write_config("")
    guarded.config.write_text(guarded.config.read_text().replace(f"endpoint_url = {guarded.server.endpoint}\n", ""))
    yield guarded
    names.close()
    player.shutdown()
    player.server_close()


def add(person, text):
    person.config.write_text(person.config.read_text() + "\n" + text)


def role_profile(person, name="admin", **more):
    arn = person.create_role(**more)
    add(person, f"[profile {name}]\nrole_arn = {arn}\nsource_profile = ana\nmfa_serial = {person.serial}\nregion = eu-west-1\n")
    return arn


def aws(person, *arguments):
    return subprocess.run(
        [AWS, *arguments, "--output", "json"],
        env=person.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_sessions_devices_and_the_doctor(at_aws):
    ended = at_aws.run("session", "-p", "ana", "--code", at_aws.device.code(), "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["endpoint"] == "https://sts.eu-west-1.amazonaws.com"
    ended = at_aws.run("mfa", "list", "-p", "ana")
    assert ended.returncode == 0 and at_aws.serial in ended.stdout, ended.stderr
    assert set(at_aws.names.hosts) == {"sts.eu-west-1.amazonaws.com", "iam.amazonaws.com"}
    ended = at_aws.run("doctor", "-p", "ana")
    assert ended.returncode == 0, ended.stdout
    ended = at_aws.run("env", "ana", "--format", "json")
    assert not [name for name in json.loads(ended.stdout) if name.startswith("AWS_ENDPOINT_URL")]


def test_a_certificate_that_nobody_vouches_for(at_aws):
    """Without the bundle the proxy's certificates are not trusted: no code is asked for twice, and nothing is sent."""
    for arguments in (["whoami", "ana", "--mfa-serial", at_aws.serial, "--code", "123456"], ["mfa", "list", "-p", "ana"]):
        ended = at_aws.run(*arguments, AWS_CA_BUNDLE="")
        assert ended.returncode == 1 and "certificate" in ended.stderr.lower(), ended.stderr
    # the code was not sent: it is good for a bundle that has, among its authorities, one that nothing can be made of
    broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    bundle = at_aws.home / "bundle.pem"
    bundle.write_text(broken + at_aws.names.bundle.read_text() + broken)
    ended = at_aws.run("session", "-p", "ana", "--code", at_aws.device.code(), AWS_CA_BUNDLE=str(bundle))
    assert ended.returncode == 0, ended.stderr
    bundle.write_text(broken)
    ended = at_aws.run("whoami", "ana", AWS_CA_BUNDLE=str(bundle))
    assert ended.returncode == 1 and "that can be used" in ended.stderr, ended.stderr
    ended = at_aws.run("mfa", "list", "-p", "ana", AWS_CA_BUNDLE="/no/such/file")
    assert ended.returncode == 1 and "/no/such/file" in ended.stderr


def test_the_aws_cli_takes_what_ostiary_left_in_its_cache(at_aws):
    arn = role_profile(at_aws)
    ended = at_aws.run("assume", "admin", "--code", at_aws.device.code())
    assert ended.returncode == 0, ended.stderr
    (file,) = (at_aws.home / ".aws/cli/cache").glob("*.json")
    assert file.stat().st_mode & 0o777 == 0o600
    # no person is there to give it a code
    ended = aws(at_aws, "sts", "get-caller-identity", "--profile", "admin")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["Arn"].endswith(f"assumed-role/{arn.rsplit('/', 1)[1]}/ostiary-ana")
    # what is cleared is not found again by way of the CLI; what is not ours stays
    (file.parent / "other.json").write_text(file.read_text().replace("ASIA", "ASIB"))
    assert at_aws.run("cache", "clear", "-p", "admin").returncode == 0
    assert [left.name for left in file.parent.iterdir()] == ["other.json"]


def test_the_aws_clis_cache_is_left_alone_if_so_wished(at_aws):
    role_profile(at_aws)
    cache = at_aws.home / ".aws/cli/cache"
    ended = at_aws.run("assume", "admin", "--code", at_aws.device.code(), OSTIARY_AWS_CLI_CACHE="off")
    assert ended.returncode == 0 and not cache.exists(), ended.stderr


def test_ostiary_takes_what_the_aws_cli_left_in_its_cache(at_aws):
    arn = role_profile(at_aws)
    terminal = at_aws.at_terminal(AWS, "sts", "get-caller-identity", "--profile", "admin", "--output", "json")
    terminal.expect_exact(f"Enter MFA code for {at_aws.serial}: ")
    terminal.sendline(at_aws.device.code())
    terminal.expect(f'assumed-role/{arn.rsplit("/", 1)[1]}/(botocore-session-[0-9]+)"')
    theirs = terminal.match.group(1)
    terminal.wait()
    ended = at_aws.run("whoami", "admin", "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["arn"].endswith(f"/{theirs}")


def test_what_the_aws_cli_got_without_mfa_is_no_match_for_a_session_with_it(at_aws):
    """With the device named for the key only, the CLI knows nothing of it."""
    arn = at_aws.create_role(mfa=False)
    add(at_aws, f"[profile admin]\nrole_arn = {arn}\nsource_profile = ana\nregion = eu-west-1\n")
    assert aws(at_aws, "sts", "get-caller-identity", "--profile", "admin").returncode == 0
    ended = at_aws.run("assume", "admin", "--code", at_aws.device.code(), "--json")
    assert ended.returncode == 0 and json.loads(ended.stdout)["mfa"] is True, ended.stderr


def test_session_policies_and_tags_are_not_left_to_others(at_aws):
    """A session that was made narrower than the profile says serves no other profile."""
    role_profile(at_aws, mfa=False)
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
    ended = at_aws.run("assume", "admin", "--policy", policy, "--code", at_aws.device.code())
    assert ended.returncode == 0, ended.stderr
    assert not list((at_aws.home / ".aws").glob("cli/cache/*"))


def test_sso(at_aws):
    """The portal is AWS's own and cannot be installed; it is played, with a session that the server under test made."""
    arn, given = temporary(at_aws)
    seen = []

    def credentials(headers, _):
        seen.append(headers["x-amz-sso_bearer_token"])
        expires = int(given["Expiration"].timestamp() * 1000)
        role = {"accessKeyId": given["AccessKeyId"], "secretAccessKey": given["SecretAccessKey"]}
        return 200, json.dumps({"roleCredentials": {**role, "sessionToken": given["SessionToken"], "expiration": expires}})

    at_aws.answers["/federation/credentials?"] = credentials
    inner = at_aws.create_role(mfa=False)
    trust = {"Effect": "Allow", "Principal": {"AWS": arn}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    at_aws.admin_iam.update_assume_role_policy(RoleName=inner.rsplit("/", 1)[1], PolicyDocument=document)
    add(
        at_aws,
        "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n"
        "[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = dev\nregion = eu-west-1\n"
        f"[profile behind]\nrole_arn = {inner}\nsource_profile = sso\nregion = eu-west-1\n",
    )
    cache = at_aws.home / ".aws/sso/cache"
    cache.mkdir(parents=True)
    token = {"accessToken": "the-token", "expiresAt": "2099-01-01T00:00:00Z", "region": "eu-west-1"}
    (cache / f"{hashlib.sha1(b'corp').hexdigest()}.json").write_text(json.dumps(token))
    ended = at_aws.run("whoami", "sso", "--json")
    assert ended.returncode == 0, ended.stderr
    who = json.loads(ended.stdout)
    assert who["arn"].endswith(f"{arn.rsplit('/', 1)[1]}/given") and who["expires"]
    assert seen == ["the-token"]
    ended = at_aws.run("whoami", "behind", "--json")
    assert ended.returncode == 0, ended.stderr
    assert f":assumed-role/{inner.rsplit('/', 1)[1]}/" in json.loads(ended.stdout)["arn"]
    # a login that is over, or never was, is said to be so, with the command that renews it
    login = cache / f"{hashlib.sha1(b'corp').hexdigest()}.json"
    login.write_text(json.dumps({**token, "expiresAt": "2020-01-01T00:00:00Z"}))
    for _ in range(2):
        ended = at_aws.run("whoami", "sso")
        assert ended.returncode == 4 and "hint: `aws sso login --profile sso`" in ended.stderr, ended.stderr
        login.unlink(missing_ok=True)


def test_web_identity(at_aws, tmp_path):
    """The operation is one that the server under test does not have: it is played, and all others are passed on."""
    arn, given = temporary(at_aws)
    asked = []

    def assume(_, body):
        asked.append(dict(urllib.parse.parse_qsl(body.decode())))
        end = given["Expiration"].strftime("%Y-%m-%dT%H:%M:%SZ")
        return 200, (
            '<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>'
            f"<Credentials><AccessKeyId>{given['AccessKeyId']}</AccessKeyId><SecretAccessKey>{given['SecretAccessKey']}</SecretAccessKey>"
            f"<SessionToken>{given['SessionToken']}</SessionToken><Expiration>{end}</Expiration></Credentials>"
            "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>"
        )

    at_aws.answers["Action=AssumeRoleWithWebIdentity"] = assume
    token = tmp_path / "token"
    token.write_text("header.claims.signature")
    add(
        at_aws,
        f"[profile web]\nrole_arn = {arn}\nweb_identity_token_file = {token}\nrole_session_name = ci\nregion = ap-south-1\n",
    )
    ended = at_aws.run("whoami", "web", "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["arn"].endswith(f"{arn.rsplit('/', 1)[1]}/given")
    (asked,) = asked
    assert (asked["WebIdentityToken"], asked["RoleArn"], asked["RoleSessionName"]) == ("header.claims.signature", arn, "ci")


def test_web_identity_at_the_endpoint_that_was_named(ana, tmp_path):
    """The token is for the federation endpoint only."""
    asked = []
    player = Player(lambda method, path, headers, body: asked.append(body.decode()) or (403, ""))
    try:
        (tmp_path / "token").write_text("header.claims.signature")
        ana.write_config(
            f"[profile web]\nrole_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = {tmp_path / 'token'}\nregion = eu-west-1\n"
            "[profile half]\nweb_identity_token_file = x\n"
        )
        nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9"}
        ended = ana.run("whoami", "web", "--endpoint", player.url, **nowhere)
        assert ended.returncode == 1 and "header.claims.signature" not in ended.stderr, ended.stderr
        assert len(asked) == 1 and "Action=AssumeRoleWithWebIdentity" in asked[0]
        ended = ana.run("whoami", "half")
        assert "profile 'half' has web_identity_token_file, but no role_arn" in ended.stderr
    finally:
        player.shutdown()
        player.server_close()


def test_the_console(at_aws):
    arn = at_aws.create_role()
    at_aws.answers["Action=getSigninToken"] = (200, '{"SigninToken":"a-token"}')
    ended = at_aws.run("console", arn, "-p", "ana", "--code", at_aws.device.code())
    assert ended.returncode == 0, ended.stderr
    url = urllib.parse.urlsplit(ended.stdout.strip())
    assert (url.scheme, url.netloc, url.path) == ("https", "signin.aws.amazon.com", "/federation")
    assert "signin.aws.amazon.com" in at_aws.names.hosts


def test_a_proxy_is_for_the_addresses_that_it_is_named_for(at_aws):
    """Plain HTTP on this machine does not go through the proxy for HTTPS."""
    here = ["--endpoint", at_aws.server.endpoint]
    for more in ({}, {"HTTP_PROXY": at_aws.names.url, "NO_PROXY": "127.0.0.1"}):
        for arguments in (["whoami", "ana", "--code", at_aws.device.code()], ["mfa", "list", "-p", "ana"]):
            ended = at_aws.run(*arguments, *here, **more)
            assert ended.returncode == 0, ended.stderr
    assert at_aws.names.hosts == []
