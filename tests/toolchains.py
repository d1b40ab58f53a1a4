"""Programs in other languages that use SDKs: what they need, and how they are built. Loaded by conftest.py."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

SDK = pathlib.Path(__file__).resolve().parent / "clients" / "sdk"

# where everything can be installed, nothing may be skipped
ALL = os.environ.get("CI") == "true"

# package managers are configured in the home directory of whoever runs the tests, which the tests do not see
REAL_HOME = os.environ["HOME"]


def require(present, what):
    if not present:
        assert not ALL, f"{what} must be installed here"
        pytest.skip(f"{what} is not installed")


def has_go():
    """Whether there is a Go that knows today's modules: Debian 12's does not."""
    if not shutil.which("go"):
        return False
    said = subprocess.run(["go", "env", "GOVERSION"], capture_output=True, text=True, env=os.environ | {"HOME": REAL_HOME})
    version = re.match(r"go1\.(\d+)", said.stdout)
    return version is not None and int(version[1]) >= 24


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory):
    """A directory with the JavaScript SDKs and our programs."""
    require(shutil.which("npm"), "npm")
    place = tmp_path_factory.mktemp("node")
    for part in ("package.json", "javascript-v3", "javascript-v2"):
        source = SDK / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, place / part)
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
        cwd=place,
        check=True,
        env=os.environ | {"HOME": REAL_HOME},
    )
    return place


@pytest.fixture(scope="session")
def ruby():
    """Ruby with the SDK."""
    found = shutil.which("ruby") and subprocess.run(["ruby", "-e", "require 'aws-sdk-s3'"], capture_output=True)
    require(found and found.returncode == 0, "Debian's ruby-aws-sdk-s3")
    return "ruby"


@pytest.fixture(scope="session")
def go_build(tmp_path_factory):
    """Builds a program of one file with the modules that sdk/go names."""
    require(has_go(), "Go 1.24 or later")
    place = tmp_path_factory.mktemp("go")

    def build(source):
        directory = place / f"{source.parent.name}-{source.stem}-{len(list(place.iterdir()))}"
        directory.mkdir()
        for part in (source, SDK / "go" / "go.mod", SDK / "go" / "go.sum"):
            shutil.copy(part, directory)
        command = ["go", "build", "-mod=readonly", "-o", directory / "program", "."]
        subprocess.run(command, cwd=directory, check=True, env=os.environ | {"HOME": REAL_HOME})
        return directory / "program"

    return build


@pytest.fixture(scope="session")
def go_program(go_build):
    return go_build(SDK / "go" / "main.go")


@pytest.fixture(scope="session")
def go_consumer(go_build):
    return go_build(SDK / "go" / "consumer" / "main.go")


@pytest.fixture(scope="session")
def rust_programs():
    """The directory of our programs, `sdk-rust` and `consumer`, and of the example, `example`."""
    require(shutil.which("cargo"), "cargo")
    environment = os.environ | {"HOME": REAL_HOME}
    command = ["cargo", "build", "--quiet", "--locked", "--manifest-path", SDK / "rust" / "Cargo.toml"]
    subprocess.run(command, check=True, env=environment)
    return pathlib.Path(environment.get("CARGO_TARGET_DIR", SDK / "rust" / "target")) / "debug"


@pytest.fixture(scope="session")
def java_programs(tmp_path_factory):
    """Starts a class of sdk/java, or the example beside them, with the SDK from Maven Central."""
    require(shutil.which("mvn") and shutil.which("java"), "Maven with a JDK")
    place = shutil.copytree(SDK / "java", tmp_path_factory.mktemp("java") / "sdk")
    shutil.copy(SDK.parents[2] / "examples" / "java" / "AssumeRoleMfa.java", place / "src" / "main" / "java")
    settings = ["--batch-mode", "--quiet", "--no-transfer-progress"]
    goals = ["package", "dependency:copy-dependencies", "-DincludeScope=runtime"]
    subprocess.run(["mvn", *settings, *goals], cwd=place, check=True, env=os.environ | {"HOME": REAL_HOME})
    return lambda name: ["java", "-cp", f"{place}/target/classes:{place}/target/dependency/*", name]
