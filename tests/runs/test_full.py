"""Clients that take minutes to build: SDKs whose support has ended, rclone's newest, EKS's authenticator."""

import json
import pathlib
import shutil
import subprocess

import pytest

from aws_names import AwsNames
from building import RUNS, go, of_home
from stage import Credentials
from test_command_line import TestRclone as CopiesByRclone
from toolchains import has_go, maven, require

pytestmark = pytest.mark.full


@pytest.fixture(scope="session")
def go_v1(built_once):
    return go(RUNS / "go-v1", built_once)


@pytest.fixture(scope="session")
def rusoto():
    require(shutil.which("cargo"), "cargo")
    manifest = RUNS / "rusoto" / "Cargo.toml"
    subprocess.run(["cargo", "build", "--quiet", "--locked", "--manifest-path", manifest], check=True, env=of_home())
    target = of_home().get("CARGO_TARGET_DIR", RUNS / "rusoto" / "target")
    return pathlib.Path(target) / "debug" / "rusoto-run"


@pytest.fixture(scope="session")
def java_v1(built_once):
    return maven(built_once, RUNS / "java-v1")("Run")


def test_go_v1(run, stage, go_v1):
    assert run([go_v1]) == {
        "assumed": f"assumed-role/{stage.user}/go-v1",
        "user": True,
        "large": True,
        "region": "us-east-1",
        "presigned_put": 200,
        "by_url": "by url",
        "another_service": "UnknownOperationException",
        "without_mfa": "AccessDenied",
    }


def test_java_1(run, stage, java_v1):
    assert run(java_v1) == {
        "assumed": f"assumed-role/{stage.user}/java-v1",
        "large": True,
        "copied": True,
        "small": "small",
        "listed_1": 3,
        "listed_2": 3,
        "presigned": "small",
        "without_mfa": "AccessDenied",
    }


def test_rusoto(run, stage, rusoto):
    results = run([rusoto])
    without_mfa = results.pop("without_mfa")
    assert results == {"assumed": f"assumed-role/{stage.user}/rusoto", "large": True, "keys": ["large+ ü"]}
    assert without_mfa.startswith("403 ") and "AccessDenied" in without_mfa


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """Builds a program of a Go module's release."""

    def install(package):
        require(has_go(), "Go 1.24 or later")
        made = tmp_path_factory.mktemp("installed")
        subprocess.run(["go", "install", package], check=True, env=of_home(GOBIN=str(made)))
        (program,) = made.iterdir()
        return program

    return install


class TestAwsIamAuthenticator:
    """Signs people in to EKS by a presigned GetCallerIdentity, which its server sends on to AWS's host names."""

    @pytest.fixture(scope="session")
    def command(self, installed):
        return installed("sigs.k8s.io/aws-iam-authenticator/cmd/aws-iam-authenticator@v0.6.13")

    @pytest.fixture
    def signed_in(self, command, stage, tmp_path):
        """Makes a token by what is in the environment, and verifies it as a cluster's server does."""
        names = AwsNames([("sts*.amazonaws.com", stage.server.port)], tmp_path)
        proxy = {"HTTPS_PROXY": names.url, "SSL_CERT_FILE": str(names.bundle), "AWS_ENDPOINT_URL": ""}

        def started(who, **more):
            environment = stage.environment(who, **proxy) | more
            words = [command, "token", "--cluster-id", "cluster", "--token-only", "--region", "us-east-1"]
            token = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)
            assert token.returncode == 0, token.stderr
            # the server has no credentials of its own
            kept = "AWS_EC2_METADATA_DISABLED"
            bare = {name: value for name, value in environment.items() if name == kept or not name.startswith("AWS_")}
            words = [command, "verify", "--cluster-id", "cluster", "--token", token.stdout.strip(), "--output", "json"]
            return subprocess.run(words, env=bare, capture_output=True, text=True, timeout=60)

        yield started
        names.close()

    def test_a_session_made_with_a_code_signs_in(self, signed_in, stage):
        verified = signed_in(stage.session)
        assert verified.returncode == 0, verified.stderr
        assert json.loads(verified.stdout[verified.stdout.index("{") :])["ARN"].endswith(f":user/{stage.user}")

    def test_another_secret_does_not(self, signed_in, stage):
        wrong = Credentials(stage.key.access_key_id, "x" * 40)
        refused = signed_in(wrong)
        assert refused.returncode != 0 and "403" in refused.stderr, refused


class TestRcloneNewest(CopiesByRclone):
    """The same steps as Debian's rclone takes, by the newest release."""

    @pytest.fixture(scope="session")
    def program(self, installed):
        made = installed("github.com/rclone/rclone@v1.76.0")
        return lambda name, package: made
