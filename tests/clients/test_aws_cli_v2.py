"""Commands of the AWS CLI v2, which cannot be installed here, by the requests that its source makes.

The forms that all of its commands share are a row of test_replayed.py.
"""

import json

import pytest

import replay
from rows import ACCOUNT, EXTERNAL_ID, enrol, admin, people_and_things
from sdk_requests import CLI_V2, CLI_V2_AGENT, CLI_V2_LOGIN

# `configure mfa-login` asks for twelve hours unless told otherwise
MFA_LOGIN_SECONDS = "43200"


class Cli:
    """One user's commands."""

    def __init__(self, server, plan, serial, authenticator):
        self.server, self.plan, self.serial, self.authenticator = server, plan, serial, authenticator
        self.key = (plan["access_key_id"], plan["secret_access_key"])

    def query(self, credentials, command, action, parameters=()):
        host, shared = f"127.0.0.1:{self.server.port}", CLI_V2_AGENT.format(command="sts")
        text = CLI_V2.query.replace(shared, CLI_V2_AGENT.format(command=command))
        assert text != CLI_V2.query
        form = CLI_V2.form(action, list(parameters))
        return replay.talk(self.server.port, *replay.build(text, CLI_V2.query_signs, credentials, "sts", form, host=host))

    def mfa_login(self, code):
        parameters = [("DurationSeconds", MFA_LOGIN_SECONDS), ("SerialNumber", self.serial), ("TokenCode", code)]
        return self.query(self.key, "configure.mfa-login", "GetSessionToken", parameters)

    def export_credentials(self, code):
        """Of a profile with `role_arn`, `external_id` and `mfa_serial`; without a role it sends nothing."""
        parameters = [
            ("ExternalId", EXTERNAL_ID),
            ("SerialNumber", self.serial),
            ("RoleArn", self.plan["role_arn"]),
            ("RoleSessionName", "botocore-session-1795364005"),
            ("TokenCode", code),
        ]
        return self.query(self.key, "configure.export-credentials", "AssumeRole", parameters)

    def whoami(self, credentials):
        return self.query(credentials, "sts.get-caller-identity", "GetCallerIdentity").field("Arn")


@pytest.fixture
def cli(sdk_server):
    iam = admin(sdk_server, "iam")
    with people_and_things(sdk_server, EXTERNAL_ID) as plan:
        serial, authenticator = enrol(iam, plan["bucket"])
        yield Cli(sdk_server, plan, serial, authenticator)
        iam.deactivate_mfa_device(UserName=plan["bucket"], SerialNumber=serial)
        iam.delete_virtual_mfa_device(SerialNumber=serial)


def test_configure_mfa_login(cli):
    assert cli.mfa_login(cli.authenticator.wrong_code()).code == "AccessDenied"
    answer = cli.mfa_login(cli.authenticator.code())
    assert answer.code == 200, answer.body
    assert cli.whoami(answer.credentials()) == cli.plan["user_arn"]
    assert cli.mfa_login(cli.authenticator.used_code()).code == "AccessDenied"


def test_configure_export_credentials(cli):
    assert cli.export_credentials(cli.authenticator.wrong_code()).code == "AccessDenied"
    answer = cli.export_credentials(cli.authenticator.code())
    assert answer.code == 200, answer.body
    role = cli.plan["role_arn"].rsplit("/", 1)[1]
    assert cli.whoami(answer.credentials()) == f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/botocore-session-1795364005"
    assert cli.export_credentials(cli.authenticator.used_code()).code == "AccessDenied"


def test_login_gets_nothing(sdk_server):
    """Sign-in with a browser is a service of AWS's console: refused once, without a trace of what was sent."""
    told = {
        "clientId": "arn:aws:signin:::devtools/same-device",
        "grantType": "authorization_code",
        "code": "CODE-FROM-THE-BROWSER",
        "codeVerifier": "v" * 64,
        "redirectUri": "http://127.0.0.1:8000/oauth/callback",
    }
    host = f"127.0.0.1:{sdk_server.port}"
    answer = replay.talk(sdk_server.port, *replay.build_unsigned(CLI_V2_LOGIN, json.dumps(told).encode(), host=host))
    # none that the CLI would try again
    assert 400 <= answer.status < 500 and answer.status != 429, answer.body
    assert "accessToken" not in answer.body and "CODE-FROM-THE-BROWSER" not in answer.body
    assert "CODE-FROM-THE-BROWSER" not in sdk_server.read_log()
