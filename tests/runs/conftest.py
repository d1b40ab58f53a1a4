"""Fixtures of the runs of other people's clients: a stage for each, and the programs."""

import dataclasses
import json
import os
import shutil
import subprocess
import venv

import pytest

from building import CONTENT, LARGE, RUNS, go, of_home
from ostiary_server import ROOT
from stage import on_stage
from toolchains import maven, require

@pytest.fixture(scope="session")
def runs_server(start_server):
    return start_server("--account-id", "111122223333")


@pytest.fixture
def stage(runs_server):
    """A user whom nothing is allowed without MFA, her session made with a code, and a bucket."""
    with on_stage(runs_server) as made:
        yield made


@pytest.fixture
def run(stage, tmp_path):
    """Runs a program with what a user would configure, and reads the last line that it printed."""

    def started(command, **more):
        plan = tmp_path / "plan.json"
        parts = {"endpoint": stage.endpoint, "host": stage.host, "bucket": stage.bucket, "role": stage.role}
        parts |= {"serial": stage.serial, "code": stage.code(), "user": stage.user}
        keys = {"session": dataclasses.asdict(stage.session), "key": dataclasses.asdict(stage.key)}
        plan.write_text(json.dumps(parts | keys))
        environment = stage.server.environment(PLAN=str(plan), HOME=str(tmp_path), **more)
        command = [str(part) for part in command]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.strip().splitlines()[-1])

    return started


@pytest.fixture(scope="session")
def python_clients(built_once):
    """The `bin` directory of an environment with the clients of requirements.txt, which stays until that file changes."""
    place, wanted = ROOT / ".venv" / "runs", RUNS / "requirements.txt"
    installed = place / "installed.txt"

    def install(_):
        if not installed.exists() or installed.read_text() != wanted.read_text():
            shutil.rmtree(place, ignore_errors=True)
            venv.create(place, with_pip=True)
            pip = [place / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted]
            subprocess.run(pip, check=True, env=of_home())
            installed.write_text(wanted.read_text())

    built_once("runs-python", install)
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
def javascript(built_once):
    """The programs of javascript/ beside the packages that they use."""
    require(shutil.which("npm"), "npm")

    def install(place):
        shutil.copytree(RUNS / "javascript", place, dirs_exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(command, cwd=place, check=True, env=of_home())

    return built_once("runs-javascript", install)


@pytest.fixture(scope="session")
def go_run(built_once):
    """The program of go/, built with the modules that its go.sum names."""
    return go(RUNS / "go", built_once)


@pytest.fixture(scope="session")
def java_run(built_once):
    """The command of the program of java/, with the SDK from Maven Central."""
    return maven(built_once, RUNS / "java")("Run")


@pytest.fixture
def tree(tmp_path):
    """A directory of small files, awkward names, an empty file, and one that is uploaded in parts."""
    root = tmp_path / "tree"
    (root / "dir with spaces").mkdir(parents=True)
    files = {
        "a.txt": CONTENT,
        "dir with spaces/b+c & d.txt": b"plus",
        "dir with spaces/ümläut 한.txt": b"unicode",
        "100%.txt": b"percent",
        "empty": b"",
        "large.bin": LARGE,
    }
    for name, content in files.items():
        (root / name).write_bytes(content)
    return root, files
