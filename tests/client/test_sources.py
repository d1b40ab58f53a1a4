"""Credentials of the machine that a profile runs on, by credential_source."""

import json

from aws_names import Player
from test_at_aws import add, temporary

# a proxy without an answer: the machine's own addresses are never asked for through one
NO_WAY = {"HTTP_PROXY": "http://127.0.0.1:9", "NO_PROXY": ""}


def trusting(person, principal):
    """A role that another role's session may assume, in a profile without keys."""
    arn = person.create_role(mfa=False)
    trust = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    person.admin_iam.update_assume_role_policy(RoleName=arn.rsplit("/", 1)[1], PolicyDocument=document)
    return arn


def test_ecs_container(guarded):
    """The endpoint is ostiary's own: what one serves, another takes."""
    arn = trusting(guarded, guarded.arn)
    guarded.write_config(f"[profile task]\nrole_arn = {arn}\ncredential_source = EcsContainer\nPLACE\n")
    nested = [str(guarded.binary), "whoami", "task", "--json"]
    ended = guarded.run("serve-credentials", "ana", "--code", guarded.device.code(), "--", *nested)
    assert ended.returncode == 0, ended.stderr
    assert f":assumed-role/{arn.rsplit('/', 1)[1]}/" in json.loads(ended.stdout)["arn"]
    ended = guarded.run("whoami", "task")
    assert ended.returncode == 4 and "no credentials for profile 'task'" in ended.stderr, ended.stderr


def test_ec2_instance_metadata(guarded):
    """The metadata service is played: version 2, with its token, and nothing without one."""
    instance, given = temporary(guarded)
    arn = trusting(guarded, instance)
    guarded.write_config("")
    add(
        guarded,
        f"[profile machine]\nrole_arn = {arn}\ncredential_source = Ec2InstanceMetadata\nregion = eu-west-1\n"
        f"endpoint_url = {guarded.server.endpoint}\n",
    )
    asked = []

    def answer(method, path, headers, _):
        asked.append((method, path))
        if (method, path) == ("PUT", "/latest/api/token"):
            return 200, "metadata-token", {"x-aws-ec2-metadata-token-ttl-seconds": "21600"}
        if headers["x-aws-ec2-metadata-token"] != "metadata-token":
            return 401, ""
        if path == "/latest/meta-data/iam/security-credentials/":
            return 200, "instance-role"
        if path == "/latest/meta-data/iam/security-credentials/instance-role":
            document = {"Code": "Success", "Type": "AWS-HMAC", "LastUpdated": "2026-01-01T00:00:00Z"}
            document |= {"AccessKeyId": given["AccessKeyId"], "SecretAccessKey": given["SecretAccessKey"]}
            end = given["Expiration"].strftime("%Y-%m-%dT%H:%M:%SZ")
            return 200, json.dumps({**document, "Token": given["SessionToken"], "Expiration": end})
        return 404, ""

    player = Player(answer)
    try:
        variables = {"AWS_EC2_METADATA_SERVICE_ENDPOINT": player.url, "AWS_EC2_METADATA_DISABLED": "false"}
        ended = guarded.run("whoami", "machine", "--json", **variables, **{**NO_WAY, "NO_PROXY": guarded.server.endpoint[7:].split(":")[0]})
        assert ended.returncode == 0, ended.stderr
        assert f":assumed-role/{arn.rsplit('/', 1)[1]}/" in json.loads(ended.stdout)["arn"]
        assert ("PUT", "/latest/api/token") in asked
    finally:
        player.shutdown()
        player.server_close()


def test_environment(guarded):
    arn = trusting(guarded, guarded.arn)
    guarded.write_config(f"[profile env]\nrole_arn = {arn}\ncredential_source = Environment\nPLACE\n")
    keys = {"AWS_ACCESS_KEY_ID": guarded.key_id, "AWS_SECRET_ACCESS_KEY": guarded.secret}
    ended = guarded.run("whoami", "env", "--json", **keys)
    assert ended.returncode == 0, ended.stderr
    assert f":assumed-role/{arn.rsplit('/', 1)[1]}/" in json.loads(ended.stdout)["arn"]
    ended = guarded.run("whoami", "env")
    assert ended.returncode == 4, ended.stderr
