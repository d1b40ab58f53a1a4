"""Every SDK takes every output, as its default chain finds it: no program here knows of Ostiary.

A consumer tells who it is, by which key, from which of its providers, and lists what only MFA may list.
"""

import json
import os
import pathlib
import shlex
import subprocess
import sys
import uuid

import pytest

from toolchains import SDK

# what each consumer calls where it found its credentials
PROVIDERS = {
    "aws-cli": {"environment": "env", "process": "custom-process", "container": "container-role"},
    "boto3": {"environment": "env", "process": "custom-process", "container": "container-role"},
    "javascript-v3": {
        "environment": "CREDENTIALS_ENV_VARS",
        "process": "CREDENTIALS_PROCESS,CREDENTIALS_PROFILE_PROCESS",
        "container": "CREDENTIALS_HTTP",
    },
    "rust": {"environment": "EnvironmentVariable", "process": "CredentialProcess", "container": "EcsContainer"},
    "go": {
        "environment": "EnvConfigCredentials",
        "process": "ProcessProvider",
        "container": "CredentialsEndpointProvider",
    },
    # Debian's version is from before AWS_CONTAINER_CREDENTIALS_FULL_URI
    "ruby": {"environment": "Aws::Credentials", "process": "Aws::ProcessCredentials"},
}

LIST = {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}
# a user's session knows of MFA; of a role's session, only the trust policy has asked for it
LIST_WITH_MFA = LIST | {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}


class Holder:
    """A person with an MFA session in profile `ana`, a role assumed with it in `admin`, and a bucket to list."""

    def __init__(self, person):
        self.person = person
        person.enable_device()
        role = person.create_role()
        name = role.rsplit("/", 1)[1]
        own, of_role = (
            json.dumps({"Version": "2012-10-17", "Statement": [statement]}) for statement in (LIST_WITH_MFA, LIST)
        )
        person.admin_iam.put_user_policy(UserName=person.name, PolicyName="list", PolicyDocument=own)
        person.admin_iam.put_role_policy(RoleName=name, PolicyName="list", PolicyDocument=of_role)
        self.s3 = person.admin.client("s3", endpoint_url=person.server.endpoint)
        self.bucket = f"consumers-{uuid.uuid4().hex[:8]}"
        self.s3.create_bucket(Bucket=self.bucket)
        person.write_config(f"[profile admin]\nrole_arn = {role}\nsource_profile = ana\nPLACE\n")
        self.arns = {
            "ana": person.arn,
            "admin": role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/ostiary-ana",
        }
        self.ostiary("session", "-p", "ana", "--code", person.device.code())
        self.keys = {}
        for profile in self.arns:
            self.ostiary("configure", f"{profile}-mfa", "--source", profile)
            self.keys[profile] = json.loads(self.ostiary("credential-process", profile))["AccessKeyId"]
        self.servers = {}

    def environment(self, **more):
        # the aws command of the environment that the tests run in
        path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
        return self.person.environment(PATH=path, **more)

    def run(self, *command, **variables):
        return subprocess.run(
            command,
            env=self.environment(**variables),
            capture_output=True,
            text=True,
            timeout=120,
            start_new_session=True,
        )

    def ostiary(self, *arguments):
        ended = self.run(self.person.binary, *arguments)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def shell(self, script, command, **variables):
        script = script.replace("ostiary", shlex.quote(str(self.person.binary)))
        return self.run("bash", "-euc", f"{script}; exec {shlex.join(map(str, command))}", **variables)

    def container(self, profile):
        """The variables of a server that stands alone, started once."""
        if profile not in self.servers:
            command = [self.person.binary, "serve-credentials", profile, "--format", "json"]
            server = subprocess.Popen(command, env=self.environment(), stdout=subprocess.PIPE, text=True)
            self.servers[profile] = server, json.loads(server.stdout.readline())
        return self.servers[profile][1]

    def stop_servers(self):
        for server, _ in self.servers.values():
            server.terminate()
            server.wait(10)
            server.stdout.close()
        self.servers = {}

    def leave(self):
        self.stop_servers()
        self.s3.delete_bucket(Bucket=self.bucket)


def by_exec(holder, profile, command, **before):
    return holder.run(holder.person.binary, "exec", profile, "--", *command, **before)


def by_bash(holder, profile, command, **before):
    return holder.shell(f'eval "$(ostiary env {profile})"', command, **before)


def by_dotenv(holder, profile, command):
    return holder.shell(f"set -a; source <(ostiary env {profile} --format dotenv); set +a", command)


def by_json(holder, profile, command):
    return holder.run(*command, **json.loads(holder.ostiary("env", profile, "--format", "json")))


def by_process(holder, profile, command):
    return holder.run(*command, AWS_PROFILE=f"{profile}-mfa")


def in_container(holder, profile, command, **before):
    return holder.run(holder.person.binary, "serve-credentials", profile, "--", *command, **before)


def beside_container(holder, profile, command):
    return holder.run(*command, **holder.container(profile))


# which of a consumer's providers it speaks to, and how a command gets what it gives
OUTPUTS = {
    "exec": ("environment", by_exec),
    "env, read by bash": ("environment", by_bash),
    "env, dotenv": ("environment", by_dotenv),
    "env, json": ("environment", by_json),
    "credential_process": ("process", by_process),
    "container, around the program": ("container", in_container),
    "container, alone": ("container", beside_container),
}

# the outputs that replace what was in the environment before
REPLACING = ["exec", "env, read by bash", "container, around the program"]


@pytest.fixture(scope="module")
def holder(new_person, tmp_path_factory):
    made = Holder(new_person(tmp_path_factory.mktemp("consumers") / "home"))
    yield made
    made.leave()


@pytest.fixture
def command(request, consumer):
    """Command line of a consumer."""
    wanted = request.getfixturevalue
    return {
        "aws-cli": lambda: ["bash", SDK / "aws-cli" / "consumer.sh"],
        "boto3": lambda: [sys.executable, SDK / "python" / "consumer.py"],
        "javascript-v3": lambda: ["node", wanted("node_modules") / "javascript-v3" / "consumer.mjs"],
        "rust": lambda: [wanted("rust_programs") / "consumer"],
        "go": lambda: [wanted("go_consumer")],
        "ruby": lambda: [wanted("ruby"), SDK / "ruby" / "consumer.rb"],
    }[consumer]()


def rows(outputs):
    every = ((consumer, output) for consumer in PROVIDERS for output in outputs)
    return [row for row in every if OUTPUTS[row[1]][0] in PROVIDERS[row[0]]]


def check(holder, ended, consumer, output, profile):
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found = json.loads(ended.stdout)
    assert holder.bucket in found.pop("buckets")
    provider = PROVIDERS[consumer][OUTPUTS[output][0]]
    assert found == {"arn": holder.arns[profile], "key": holder.keys[profile], "provider": provider}
    assert found["key"].startswith("ASIA")


@pytest.mark.parametrize("profile", ["ana", "admin"])
@pytest.mark.parametrize(("consumer", "output"), rows(OUTPUTS))
def test_every_consumer_takes_every_output(holder, command, consumer, output, profile):
    check(holder, OUTPUTS[output][1](holder, profile, command), consumer, output, profile)


@pytest.mark.parametrize("consumer", PROVIDERS)
def test_without_ostiary_there_is_no_mfa(holder, command, consumer):
    """The same programs with the long-term key: what they list is refused, so it is MFA that lets them list it."""
    ended = holder.run(*command, AWS_PROFILE="ana")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found = json.loads(ended.stdout)
    assert (found["arn"], found["key"]) == (holder.person.arn, holder.person.key_id)
    assert found["buckets"] == "AccessDenied"


@pytest.mark.parametrize("consumer", [name for name, found in PROVIDERS.items() if "container" in found])
def test_the_container_endpoint_asks_for_its_token(holder, command, consumer):
    variables = holder.container("ana") | {"AWS_CONTAINER_AUTHORIZATION_TOKEN": "guessed"}
    ended = holder.run(*command, **variables)
    assert ended.returncode != 0 and ended.stdout == ""
    assert "credential" in ended.stderr.lower()


@pytest.fixture(scope="module")
def stale(holder):
    """Another user's session and settings, as a shell may have them from before."""
    person = holder.person
    sts = person.admin.client("sts", endpoint_url=person.server.endpoint)
    other = sts.get_session_token()["Credentials"]
    with person.credentials.open("a") as file:
        file.write(
            f"[somebody]\naws_access_key_id = {other['AccessKeyId']}\n"
            f"aws_secret_access_key = {other['SecretAccessKey']}\naws_session_token = {other['SessionToken']}\n"
        )
    return {
        "AWS_ACCESS_KEY_ID": other["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": other["SecretAccessKey"],
        "AWS_SESSION_TOKEN": other["SessionToken"],
        "AWS_SECURITY_TOKEN": other["SessionToken"],
        "AWS_CREDENTIAL_EXPIRATION": "2020-01-01T00:00:00Z",
        "AWS_PROFILE": "somebody",
        "AWS_DEFAULT_PROFILE": "somebody",
        "AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/somebody",
        "AWS_ROLE_SESSION_NAME": "somebody",
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/dev/null",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/somebody",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "somebody",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/dev/null",
    }


@pytest.mark.parametrize(("consumer", "output"), rows(REPLACING))
def test_what_was_in_the_environment_before_is_gone(holder, command, stale, consumer, output):
    check(holder, OUTPUTS[output][1](holder, "admin", command, **stale), consumer, output, "admin")


@pytest.mark.parametrize("consumer", PROVIDERS)
def test_without_ostiary_they_would_be_somebody_else(holder, command, stale, consumer):
    """Stale variables are really looked at, so it is ostiary that took it away."""
    region = {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"}
    place = {"AWS_ENDPOINT_URL": holder.person.server.endpoint, **region}
    ended = holder.run(*command, **stale, **place)
    assert ended.returncode != 0 or json.loads(ended.stdout)["arn"] not in holder.arns.values()


@pytest.fixture(scope="module")
def somebody_by_default(holder, stale):
    """Another user's keys in [default], where every SDK looks before it asks a container endpoint."""
    text = holder.person.credentials.read_text()
    holder.person.credentials.write_text(text.replace("[somebody]", "[default]"))
    # what a server says to set depends on what is there when it starts
    holder.stop_servers()
    yield
    holder.stop_servers()
    holder.person.credentials.write_text(text)


@pytest.mark.parametrize(("consumer", "output"), rows(OUTPUTS))
def test_keys_of_the_default_profile_are_not_taken(holder, command, somebody_by_default, consumer, output):
    check(holder, OUTPUTS[output][1](holder, "admin", command), consumer, output, "admin")
