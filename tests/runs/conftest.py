"""What runs of other people's clients need: a stage for each, and the programs."""

import os
import pathlib
import shutil
import subprocess
import venv

import pytest

from ostiary_server import ROOT
from stage import on_stage
from toolchains import REAL_HOME, require

RUNS = pathlib.Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def runs_server(start_server):
    return start_server("--account-id", "111122223333")


@pytest.fixture
def stage(runs_server):
    """A user whom nothing is allowed without MFA, her session made with a code, and a bucket."""
    with on_stage(runs_server) as made:
        yield made


@pytest.fixture(scope="session")
def python_clients():
    """The `bin` directory of an environment with the clients of requirements.txt, which stays until that file changes."""
    place, wanted = ROOT / ".venv-runs", RUNS / "requirements.txt"
    installed = place / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted.read_text():
        shutil.rmtree(place, ignore_errors=True)
        venv.create(place, with_pip=True)
        pip = [place / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted]
        subprocess.run(pip, check=True, env=of_home())
        installed.write_text(wanted.read_text())
    return place / "bin"


@pytest.fixture(scope="session")
def program():
    """The path of an installed program, or the test is skipped by its name."""

    def find(name, package):
        found = shutil.which(name)
        require(found, f"Debian's {package}")
        return found

    return find


@pytest.fixture(scope="session")
def javascript(tmp_path_factory):
    """The programs of javascript/ beside the packages that they use."""
    require(shutil.which("npm"), "npm")
    place = tmp_path_factory.mktemp("javascript") / "runs"
    shutil.copytree(RUNS / "javascript", place)
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(command, cwd=place, check=True, env=of_home())
    return place


def of_home(**more):
    """The environment of a package manager: its caches are in the home directory of whoever runs the tests."""
    return os.environ | {"HOME": REAL_HOME} | more


@pytest.fixture(scope="session")
def go_run(tmp_path_factory):
    """The program of go/, built with the modules that its go.sum names."""
    require(shutil.which("go"), "go")
    made = tmp_path_factory.mktemp("go-run") / "run"
    subprocess.run(["go", "build", "-o", made, "."], cwd=RUNS / "go", check=True, env=of_home(GOFLAGS="-mod=readonly"))
    return made


@pytest.fixture(scope="session")
def java_run(tmp_path_factory):
    """The command of the program of java/, with the SDK from Maven Central."""
    require(shutil.which("mvn") and shutil.which("java"), "Maven with a JDK")
    place = tmp_path_factory.mktemp("java-run") / "java"
    shutil.copytree(RUNS / "java", place)
    settings = ["--batch-mode", "--quiet", "--no-transfer-progress"]
    goals = ["package", "dependency:copy-dependencies", "-DincludeScope=runtime"]
    subprocess.run(["mvn", *settings, *goals], cwd=place, check=True, env=of_home())
    jars = f"{place}/target/classes:{place}/target/dependency/*"
    return ["java", "-cp", jars, "Run"]
