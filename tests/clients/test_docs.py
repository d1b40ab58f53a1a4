"""docs/clients.md and examples/: the same text, and what can run here runs as written."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import pexpect
import pytest

from ostiary_server import ROOT
from rows import ACCOUNT

BIN = pathlib.Path(sys.executable).parent
EXAMPLES = ROOT / "examples"
DOCS = (ROOT / "docs" / "clients.md").read_text()
BLOCKS = re.findall(r"^<!-- (examples/\S+) -->\n```\w+\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)


def test_the_manual_shows_the_examples_as_they_are():
    assert len(BLOCKS) == 16
    for name, text in BLOCKS:
        assert text == (ROOT / name).read_text(), name


def test_the_manual_shows_every_example_once():
    files = {str(file.relative_to(ROOT)) for file in EXAMPLES.glob("*/*")}
    assert sorted(name for name, _ in BLOCKS) == sorted(files)


def test_every_block_of_code_of_an_example_is_marked():
    """A marker that is misspelt would take a block out of the comparison."""
    assert DOCS.count("<!-- examples/") == len(BLOCKS)


def test_the_list_of_examples_names_every_folder():
    listed = (EXAMPLES / "README.md").read_text()
    folders = {folder.name for folder in EXAMPLES.iterdir() if folder.is_dir()}
    assert {name for name in re.findall(r"`([a-z0-9-]+)`", listed) if name in folders} == folders


def settings(server, example, **more):
    """Variables that the manual tells a user to export, and the user's own key."""
    return server.environment(
        AWS_ACCESS_KEY_ID=example["access_key_id"],
        AWS_SECRET_ACCESS_KEY=example["secret_access_key"],
        ROLE_ARN=example["role_arn"],
        MFA_SERIAL=example["serial"],
        HOME=os.environ["HOME"],
        **more,
    )


def session_name(folder):
    return {"aws-cli": "cli"}.get(folder, folder) + "-example"


def check(told, example, folder):
    role = example["role_arn"].rsplit("/", 1)[1]
    assert f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{session_name(folder)}" in told
    assert re.search(rf"(^|\s){example['bucket']}(\s|$)", told), told


def run(server, example, folder, command, **more):
    """Runs an example three times, and types a wrong code, the right one, and the same again.

    Go's SDK has a prompt of its own, and bash shows none where there is no terminal.
    """
    environment = settings(server, example, **more)

    def typed(code):
        return subprocess.run(
            [str(part) for part in command],
            env=environment,
            input=f"{code}\n",
            capture_output=True,
            text=True,
            timeout=180,
        )

    wrong = typed(example["wrong_code"])
    assert wrong.returncode != 0 and "MultiFactorAuthentication failed" in wrong.stdout + wrong.stderr, wrong
    done = typed(example["code"])
    assert done.returncode == 0, done.stdout + done.stderr
    prompt = {"go": "Assume Role MFA token code: ", "aws-cli": ""}.get(folder, f"Enter MFA code for {example['serial']}: ")
    assert prompt in done.stdout + done.stderr
    check(done.stdout, example, folder)
    again = typed(example["code"])
    assert again.returncode != 0 and example["bucket"] not in again.stdout, again


def test_aws_cli(sdk_server, example):
    path = f"{BIN}:{os.environ['PATH']}"
    script = EXAMPLES / "aws-cli" / "assume-role-mfa.sh"
    run(sdk_server, example, "aws-cli", ["bash", script], PATH=path)


def test_boto3(sdk_server, example):
    run(sdk_server, example, "boto3", [sys.executable, EXAMPLES / "boto3" / "assume_role_mfa.py"])


def manuals_boto_configuration(server):
    """The file that the manual shows, with the port of this server."""
    shown = re.search(r"^```ini\n(\[Boto\]\n.*?)^```$", DOCS, re.DOTALL | re.MULTILINE).group(1)
    assert "proxy_port = 4747\n" in shown
    return shown.replace("4747", str(server.port))


def test_boto_2(sigv2_server, boto_2, sigv2_example, tmp_path):
    config = tmp_path / "boto.cfg"
    config.write_text(manuals_boto_configuration(sigv2_server))
    command = [sys.executable, EXAMPLES / "boto2" / "assume_role_mfa.py"]
    run(sigv2_server, sigv2_example, "boto2", command, BOTO_CONFIG=str(config))


@pytest.mark.parametrize("folder", ["javascript-v3", "javascript-v2"])
def test_javascript(sdk_server, node_modules, example, folder):
    (program,) = (EXAMPLES / folder).iterdir()
    # beside the modules, where a user's program is
    copied = shutil.copy(program, node_modules / folder)
    run(sdk_server, example, folder, ["node", copied])


def test_ruby(sdk_server, ruby, example):
    run(sdk_server, example, "ruby", [ruby, EXAMPLES / "ruby" / "assume_role_mfa.rb"])


def test_go(sdk_server, go_example, example):
    run(sdk_server, example, "go", [go_example])


def test_java(sdk_server, java_programs, example):
    run(sdk_server, example, "java", java_programs("AssumeRoleMfa"))


def test_java_v1(sdk_server, java_v1_programs, example):
    run(sdk_server, example, "java-v1", java_v1_programs("AssumeRoleMfaV1"))


def test_kotlin(sdk_server, kotlin_programs, example):
    run(sdk_server, example, "kotlin", kotlin_programs("AssumeRoleMfaKt"))


def test_rust(sdk_server, rust_programs, example):
    run(sdk_server, example, "rust", [rust_programs / "example"])


def test_the_manuals_profile_asks_on_a_terminal(sdk_server, example, tmp_path):
    """The profile of the section on the AWS CLI, and the code typed where it asks for it."""
    shown = re.search(r"^```ini\n(\[profile .*?)^```$", DOCS, re.DOTALL | re.MULTILINE).group(1)
    shown = re.sub(r"^role_arn = .*$", f"role_arn = {example['role_arn']}", shown, flags=re.MULTILINE)
    shown = re.sub(r"^mfa_serial = .*$", f"mfa_serial = {example['serial']}", shown, flags=re.MULTILINE)
    config, credentials = tmp_path / "config", tmp_path / "credentials"
    config.write_text(shown.replace("4747", str(sdk_server.port)))
    key, secret = example["access_key_id"], example["secret_access_key"]
    credentials.write_text(f"[alice]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n")
    environment = sdk_server.environment(
        AWS_CONFIG_FILE=str(config), AWS_SHARED_CREDENTIALS_FILE=str(credentials), HOME=str(tmp_path)
    )
    # the profile says everything
    for name in ("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION"):
        del environment[name]
    profile = re.match(r"\[profile (\S+)\]", shown).group(1)
    terminal = pexpect.spawn(
        str(BIN / "aws"),
        ["--profile", profile, "s3", "ls"],
        env=environment,
        timeout=60,
        encoding="utf-8",
    )
    terminal.expect_exact(f"Enter MFA code for {example['serial']}: ")
    terminal.sendline(example["code"])
    terminal.expect(example["bucket"])
    terminal.expect(pexpect.EOF)
