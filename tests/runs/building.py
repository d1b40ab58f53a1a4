"""Builds the programs of the runs, and what they copy."""

import os
import pathlib
import shutil
import subprocess

from toolchains import REAL_HOME, has_go, require

RUNS = pathlib.Path(__file__).resolve().parent
CONTENT = os.urandom(200_000)
# above every client's threshold for uploads in parts
LARGE = os.urandom(17 * 1024 * 1024)


def of_home(**more):
    """The environment of a package manager: its caches are in the home directory of whoever runs the tests."""
    return os.environ | {"HOME": REAL_HOME} | more


def maven(project, place):
    """Builds a copy of a Maven project in `place`; the command that runs its class `Run`."""
    require(shutil.which("mvn") and shutil.which("java"), "Maven with a JDK")
    copy = shutil.copytree(project, place / "java")
    settings = ["--batch-mode", "--quiet", "--no-transfer-progress"]
    goals = ["package", "dependency:copy-dependencies", "-DincludeScope=runtime"]
    subprocess.run(["mvn", *settings, *goals], cwd=copy, check=True, env=of_home())
    return ["java", "-cp", f"{copy}/target/classes:{copy}/target/dependency/*", "Run"]


def go(project, made):
    """Builds a Go module into the program `made`."""
    require(has_go(), "Go 1.24 or later")
    command = ["go", "build", "-o", made, "."]
    subprocess.run(command, cwd=project, check=True, env=of_home(GOFLAGS="-mod=readonly"))
    return made
