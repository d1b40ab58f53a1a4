"""A person with a home directory, a user of the shared server, and a terminal."""

import json
import os
import pathlib
import subprocess
import uuid

import boto3
import pexpect
import pytest

from authenticator import Authenticator

SELF = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["iam:*", "sts:AssumeRole"], "Resource": "*"}],
}


class Person:
    """One IAM user with a long-term key in profile `ana`, and what they do at a terminal."""

    def __init__(self, binary, server, home):
        self.binary, self.server, self.home = pathlib.Path(binary), server, home
        key_id, secret = server.credentials()
        self.admin = boto3.Session(key_id, secret, region_name="us-east-1")
        self.admin_iam = self.admin.client("iam", endpoint_url=server.endpoint)
        self.name = f"ana-{uuid.uuid4().hex[:8]}"
        self.arn = self.admin_iam.create_user(UserName=self.name)["User"]["Arn"]
        self.admin_iam.put_user_policy(UserName=self.name, PolicyName="self", PolicyDocument=json.dumps(SELF))
        key = self.admin_iam.create_access_key(UserName=self.name)["AccessKey"]
        self.key_id, self.secret = key["AccessKeyId"], key["SecretAccessKey"]
        (home / ".aws").mkdir()
        self.config = home / ".aws/config"
        self.credentials = home / ".aws/credentials"
        self.write_config("")
        self.credentials.write_text(
            f"# keys\n[ana]\naws_access_key_id = {self.key_id}\naws_secret_access_key = {self.secret}\n"
        )
        self.device = self.serial = None

    def write_config(self, more, endpoint=None):
        place = f"region = eu-west-1\nendpoint_url = {endpoint or self.server.endpoint}\n"
        mfa = f"mfa_serial = {self.serial}\n" if getattr(self, "serial", None) else ""
        self.config.write_text(f"# mine\n[profile ana]\n{place}{mfa}\n" + more.replace("PLACE\n", place))

    def environment(self, **more):
        base = {"HOME": str(self.home), "PATH": os.environ["PATH"], "TERM": "xterm", "USER": "ana", "LANG": "C.UTF-8"}
        return {**base, "AWS_EC2_METADATA_DISABLED": "true", "OSTIARY_KEYRING": "off", **more}

    def run(self, *arguments, **variables):
        """Without a terminal, as a service runs it."""
        return subprocess.run(
            [self.binary, *arguments],
            env=self.environment(**variables),
            capture_output=True,
            text=True,
            timeout=60,
            start_new_session=True,
        )

    def at_terminal(self, *arguments, **variables):
        """On a pseudo-terminal. Everything that is shown is in `.before` and `.after`."""
        words = [str(word) for word in arguments]
        return pexpect.spawn(words[0], words[1:], env=self.environment(**variables), encoding="utf-8", timeout=30)

    def enable_device(self):
        """A device, by way of the API, named in the profile."""
        iam = boto3.client(
            "iam",
            endpoint_url=self.server.endpoint,
            region_name="us-east-1",
            aws_access_key_id=self.key_id,
            aws_secret_access_key=self.secret,
        )
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName=self.name)["VirtualMFADevice"]
        self.device, self.serial = Authenticator.from_png(made["QRCodePNG"]), made["SerialNumber"]
        one, two = self.device.two_codes()
        iam.enable_mfa_device(
            UserName=self.name, SerialNumber=self.serial, AuthenticationCode1=one, AuthenticationCode2=two
        )
        self.write_config("")
        return self.device

    def create_role(self, mfa=True, **more):
        """A role that this account may assume, with MFA only, and its ARN."""
        statement = {"Effect": "Allow", "Principal": {"AWS": self.arn}, "Action": "sts:AssumeRole"}
        if mfa:
            statement["Condition"] = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
        trust = {"Version": "2012-10-17", "Statement": [statement]}
        role = self.admin_iam.create_role(
            RoleName=f"role-{uuid.uuid4().hex[:8]}", AssumeRolePolicyDocument=json.dumps(trust), **more
        )
        return role["Role"]["Arn"]

    def keys(self):
        listed = self.admin_iam.list_access_keys(UserName=self.name)["AccessKeyMetadata"]
        return {key["AccessKeyId"]: key["Status"] for key in listed}


@pytest.fixture(scope="session")
def new_person(binary, server):
    """Makes a person who lives in a directory, and is a user of the shared server unless another one is named."""

    def make(home, server=server):
        home.mkdir()
        return Person(binary, server, home)

    return make


@pytest.fixture
def ana(new_person, tmp_path):
    return new_person(tmp_path / "home")


@pytest.fixture
def guarded(ana):
    """With an enabled MFA device, named in the profile."""
    ana.enable_device()
    return ana


@pytest.fixture
def session(guarded):
    """Ana with the MFA session of the day."""
    assert guarded.run("session", "-p", "ana", "--code", guarded.device.code()).returncode == 0
    return guarded
