"""Wrong MFA codes and a clock that stands behind, with the real binary: what the user is told, and what the operator can do."""

import json
import subprocess

import boto3
import pytest
from authenticator import Authenticator
from botocore.config import Config
from botocore.exceptions import ClientError


def client(server, name, key):
    return boto3.client(
        name,
        endpoint_url=server.endpoint,
        aws_access_key_id=key[0],
        aws_secret_access_key=key[1],
        region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1}),
    )


def user_with_device(server, name, account="admin"):
    """A user with a key and a device that another enabled, so that no network is known to the user."""
    iam = client(server, "iam", server.credentials(account=account))
    iam.create_user(UserName=name)
    made = iam.create_access_key(UserName=name)["AccessKey"]
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
    authenticator = Authenticator.from_png(device["QRCodePNG"])
    first, second = authenticator.two_codes()
    serial = device["SerialNumber"]
    iam.enable_mfa_device(UserName=name, SerialNumber=serial, AuthenticationCode1=first, AuthenticationCode2=second)
    return (made["AccessKeyId"], made["SecretAccessKey"]), serial, authenticator


def unlock(server, *arguments):
    command = [server.binary, "mfa", "unlock", *arguments, "--data", server.data]
    return subprocess.run(command, capture_output=True, text=True)


def wrong(sts, serial, authenticator):
    with pytest.raises(ClientError) as caught:
        sts.get_session_token(SerialNumber=serial, TokenCode=authenticator.wrong_code())
    return caught.value.response["Error"]["Message"]


def headers(sts):
    answer = sts.get_caller_identity()["ResponseMetadata"]["HTTPHeaders"]
    return {name: value for name, value in answer.items() if name.startswith("x-ostiary")}


def test_the_operator_unlocks_a_user_whom_wrong_codes_hold_up(server):
    key, serial, authenticator = user_with_device(server, "unlock-me")
    sts = client(server, "sts", key)
    assert headers(sts) == {}
    messages = [wrong(sts, serial, authenticator) for _ in range(11)]
    assert ["Too many wrong codes" in message for message in messages] == [False] * 10 + [True]
    until = messages[-1].rsplit(" ", 1)[1].rstrip(".")
    assert headers(sts) == {"x-ostiary-mfa-failures": "10", "x-ostiary-mfa-throttled-until": until}
    code = authenticator.code()
    with pytest.raises(ClientError, match="Too many wrong codes"):
        sts.get_session_token(SerialNumber=serial, TokenCode=code)

    done = unlock(server, "unlock-me")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "AccountId": "111122223333",
        "UserArn": "arn:aws:iam::111122223333:user/unlock-me",
        "WrongCodes": 10,
        "Devices": [{"SerialNumber": serial}],
    }
    assert headers(sts) == {}
    sts.get_session_token(SerialNumber=serial, TokenCode=code)
    assert server.read_log().count("too many wrong MFA codes") == 1
    assert "user/unlock-me" in server.read_log()

    wrong(sts, serial, authenticator)
    done = unlock(server, serial, "--account", "admin")
    assert json.loads(done.stdout)["WrongCodes"] == 1


def test_the_operator_is_told_what_is_not_there(server):
    for arguments, expected in [
        (["nobody"], "error: there is no user nobody in any account, and no MFA device of that serial number\n"),
        (["admin", "--account", "none"], "error: there is no account none; `ostiary account list` names those that there are\n"),
        (
            ["arn:aws:iam::111122223333:mfa/none"],
            "error: there is no MFA device arn:aws:iam::111122223333:mfa/none in account 111122223333\n",
        ),
    ]:
        done = unlock(server, *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", expected)
    done = unlock(server, "admin")
    assert done.returncode == 1
    assert "several accounts have a user admin: " in done.stderr and "--account" in done.stderr
    assert unlock(server, "admin", "--account", "444455556666").returncode == 0


def test_without_a_server_the_operator_is_told_so(binary, tmp_path):
    done = subprocess.run([binary, "mfa", "unlock", "u", "--data", tmp_path], capture_output=True, text=True)
    assert done.returncode == 1
    assert "no server answers at" in done.stderr
