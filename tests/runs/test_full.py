"""Clients that take minutes to build: SDKs whose support has ended, rclone's newest."""

import pathlib
import shutil
import subprocess

import pytest

from building import RUNS, go, maven, of_home
from test_command_line import TestRclone as CopiesByRclone
from toolchains import require

pytestmark = pytest.mark.full


@pytest.fixture(scope="session")
def go_v1(tmp_path_factory):
    return go(RUNS / "go-v1", tmp_path_factory.mktemp("go-v1") / "run")


@pytest.fixture(scope="session")
def rusoto():
    require(shutil.which("cargo"), "cargo")
    manifest = RUNS / "rusoto" / "Cargo.toml"
    subprocess.run(["cargo", "build", "--quiet", "--locked", "--manifest-path", manifest], check=True, env=of_home())
    target = of_home().get("CARGO_TARGET_DIR", RUNS / "rusoto" / "target")
    return pathlib.Path(target) / "debug" / "rusoto-run"


@pytest.fixture(scope="session")
def java_v1(tmp_path_factory):
    return maven(RUNS / "java-v1", tmp_path_factory.mktemp("java-v1"))


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


class TestRcloneNewest(CopiesByRclone):
    """The same steps as Debian's rclone takes, by the newest release."""

    @pytest.fixture(scope="session")
    def program(self, tmp_path_factory):
        require(shutil.which("go"), "go")
        made = tmp_path_factory.mktemp("rclone")
        install = ["go", "install", "github.com/rclone/rclone@v1.76.0"]
        subprocess.run(install, check=True, env=of_home(GOBIN=str(made)))
        return lambda name, package: made / name
