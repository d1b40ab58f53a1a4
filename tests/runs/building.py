"""Builds the programs of the runs, and what they copy."""

import os
import pathlib
import subprocess

from toolchains import REAL_HOME, has_go, require

RUNS = pathlib.Path(__file__).resolve().parent
CONTENT = os.urandom(200_000)
# above every client's threshold for uploads in parts
LARGE = os.urandom(17 * 1024 * 1024)


def of_home(**more):
    """The environment of a package manager: its caches are in the home directory of the user who runs the tests."""
    return os.environ | {"HOME": REAL_HOME} | more


def go(project, built_once):
    """Builds the program of a Go module."""
    require(has_go(), "Go 1.24 or later")

    def compile_in(place):
        command = ["go", "build", "-o", place / "run", "."]
        subprocess.run(command, cwd=project, check=True, env=of_home(GOFLAGS="-mod=readonly"))

    return built_once(f"runs-{project.name}", compile_in) / "run"
