"""Programs in other languages that use SDKs: what they need, and how they are built. Loaded by conftest.py."""

import fcntl
import os
import pathlib
import re
import shutil
import subprocess

import pytest

SDK = pathlib.Path(__file__).resolve().parent / "clients" / "sdk"
EXAMPLES = SDK.parents[2] / "examples"

# where everything can be installed, nothing may be skipped
ALL = os.environ.get("CI") == "true"

# package managers are configured in the home directory of the user who runs the tests, which the tests do not see
REAL_HOME = os.environ["HOME"]


def require(present, what):
    if not present:
        assert not ALL, f"{what} must be installed here"
        pytest.skip(f"{what} is not installed")


def has_go():
    """True if there is a Go that knows today's modules: Debian 12's does not."""
    if not shutil.which("go"):
        return False
    said = subprocess.run(["go", "env", "GOVERSION"], capture_output=True, text=True, env=os.environ | {"HOME": REAL_HOME})
    version = re.match(r"go1\.(\d+)", said.stdout)
    return version is not None and int(version[1]) >= 24


@pytest.fixture(scope="session")
def built_once(tmp_path_factory, request):
    """Builds something in a directory that all workers of a run share: the first that asks builds, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base

    def build(name, make):
        place, done = shared / f"built-{name}", shared / f"built-{name}.done"
        with open(shared / f"built-{name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir()
                make(place)
                done.touch()
        return place

    return build


@pytest.fixture(scope="session")
def node_modules(built_once):
    """A directory with the JavaScript SDKs and our programs."""
    require(shutil.which("npm"), "npm")

    def install(place):
        for part in ("package.json", "javascript-v3", "javascript-v2"):
            source = SDK / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, place / part)
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(command, cwd=place, check=True, env=os.environ | {"HOME": REAL_HOME})

    return built_once("node", install)


@pytest.fixture(scope="session")
def ruby():
    """Ruby with the SDK."""
    found = shutil.which("ruby") and subprocess.run(["ruby", "-e", "require 'aws-sdk-s3'"], capture_output=True)
    require(found and found.returncode == 0, "Debian's ruby-aws-sdk-s3")
    return "ruby"


@pytest.fixture(scope="session")
def go_build(built_once):
    """Builds a program of one file with the modules that sdk/go names."""
    require(has_go(), "Go 1.24 or later")

    def build(source):
        def compile_in(place):
            for part in (source, SDK / "go" / "go.mod", SDK / "go" / "go.sum"):
                shutil.copy(part, place)
            command = ["go", "build", "-mod=readonly", "-o", place / "program", "."]
            subprocess.run(command, cwd=place, check=True, env=os.environ | {"HOME": REAL_HOME})

        names = source.relative_to(SDK.parents[2]).with_suffix("").parts
        return built_once("-".join(names), compile_in) / "program"

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


def maven(built_once, project, *examples, language="java"):
    """Packages a Maven project with examples beside its own programs; starts one of the classes."""
    require(shutil.which("mvn") and shutil.which("java"), "Maven with a JDK")

    def package(place):
        shutil.copytree(project, place, dirs_exist_ok=True)
        programs = place / "src" / "main" / language
        programs.mkdir(parents=True, exist_ok=True)
        for example in examples:
            shutil.copy(example, programs)
        settings = ["--batch-mode", "--quiet", "--no-transfer-progress"]
        goals = ["package", "dependency:copy-dependencies", "-DincludeScope=runtime"]
        subprocess.run(["mvn", *settings, *goals], cwd=place, check=True, env=os.environ | {"HOME": REAL_HOME})

    place = built_once("-".join(project.relative_to(SDK.parents[1]).parts), package)
    return lambda name: ["java", "-cp", f"{place}/target/classes:{place}/target/dependency/*", name]


@pytest.fixture(scope="session")
def java_programs(built_once):
    """Starts a class of sdk/java, or the example beside them, with the SDK from Maven Central."""
    return maven(built_once, SDK / "java", EXAMPLES / "java" / "AssumeRoleMfa.java")


@pytest.fixture(scope="session")
def java_v1_programs(built_once):
    """Starts the example of version 1, with the SDK from Maven Central."""
    return maven(built_once, SDK / "java-v1", EXAMPLES / "java-v1" / "AssumeRoleMfaV1.java")


@pytest.fixture(scope="session")
def kotlin_programs(built_once):
    """Starts a class of sdk/kotlin, or the example beside them, with the SDK from Maven Central."""
    return maven(built_once, SDK / "kotlin", EXAMPLES / "kotlin" / "AssumeRoleMfa.kt", language="kotlin")
