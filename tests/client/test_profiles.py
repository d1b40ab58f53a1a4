"""Profiles as botocore, which the AWS CLI is made of, reads them: the same keys, the same region, or a refusal of both."""

import json
import os
import re
import shutil
import subprocess

import botocore.exceptions
import botocore.session
import pytest

KEYS = """[default]
aws_access_key_id = AKDEFAULT
aws_secret_access_key = s
[base]
aws_access_key_id: AKBASE
aws_secret_access_key : s
aws_session_token = token
[half]
aws_access_key_id = AKHALF
[profile odd]
aws_access_key_id = AKODD
aws_secret_access_key = s
"""
CONFIG_KEY = "aws_access_key_id = AKCONFIG\naws_secret_access_key = s\n"
PROCESS = """credential_process = sh -c 'echo {\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"AKPROCESS\\\",\\\"SecretAccessKey\\\":\\\"s\\\"}'\n"""

CASES = {
    "default": ("default", "[default]\nregion = r1\n", {}),
    "default, spelled as a profile": ("default", "[profile default]\nregion = r1\n", {}),
    "default, spelled both ways": ("default", "[profile default]\nregion = r1\n[default]\nregion = r2\n", {}),
    "default, the other way round": ("default", "[default]\nregion = r2\n[profile default]\nregion = r1\n", {}),
    "a token": ("base", "[profile base]\nregion = r1\n", {}),
    "the credentials file before the config file": ("base", f"[profile base]\n{CONFIG_KEY}", {}),
    "keys in the config file": ("c", f"[profile c]\n{CONFIG_KEY}", {}),
    "a process": ("p", f"[profile p]\n{PROCESS}", {}),
    "a process and keys in the config file": ("c", f"[profile c]\n{CONFIG_KEY}{PROCESS}", {}),
    "a process and keys in the credentials file": ("base", f"[profile base]\n{PROCESS}", {}),
    "a name in quotes": ("two words", f'[profile "two words"]\n{CONFIG_KEY}', {}),
    "a name in single quotes": ("two words", f"[profile 'two words']\n{CONFIG_KEY}", {}),
    "a tab behind the word": ("t", f"[profile\tt]\n{CONFIG_KEY}", {}),
    "no word before the name": ("bare", f"[bare]\n{CONFIG_KEY}", {}),
    "the word in the credentials file is part of the name": ("odd", "", {}),
    "no such profile": ("nobody", "", {}),
    "half a key": ("half", "", {}),
    "a comment behind a value": ("base", "[profile base]\nregion = r1 # c\n", {}),
    "a comment between": ("base", "[profile base]\n# c\n; d\nregion = r1\n", {}),
    "an indented comment": ("base", "[profile base]\n  # c\nregion = r1\n", {}),
    "capitals": ("base", "[profile base]\nREGION = r1\n", {}),
    "nested values": ("base", "[profile base]\ns3 =\n  addressing_style = path\nregion = r1\n", {}),
    "a region nested in others is none": ("base", "[profile base]\ns3 =\n  region = r1\n", {}),
    "a section twice": ("base", "[profile base]\nregion = r1\n[profile base]\nregion = r2\n", {}),
    "a key twice": ("base", "[profile base]\nregion = r1\nregion = r2\n", {}),
    "a line of nothing": ("base", "[profile base]\nregion\n", {}),
    "a key before all sections": ("base", "region = r1\n[profile base]\n", {}),
    "a nested line of nothing": ("base", "[profile base]\ns3 =\n  nothing\n", {}),
    "an empty file": ("base", "", {}),
    "AWS_DEFAULT_REGION": ("base", "[profile base]\nregion = r1\n", {"AWS_DEFAULT_REGION": "r9"}),
    "the environment's key gives way to a named profile": (
        "base",
        "",
        {"AWS_ACCESS_KEY_ID": "AKENV", "AWS_SECRET_ACCESS_KEY": "s"},
    ),
    "a loop": ("a", "[profile a]\nrole_arn=x\nsource_profile=b\n[profile b]\nrole_arn=y\nsource_profile=a\n", {}),
    "a role without a source": ("a", "[profile a]\nrole_arn=x\n", {}),
    "a role with two": ("a", "[profile a]\nrole_arn=x\nsource_profile=base\ncredential_source=Environment\n", {}),
    "a source that is not there": ("a", "[profile a]\nrole_arn=x\nsource_profile=z\n", {}),
}


@pytest.mark.parametrize("case", CASES)
def test_as_botocore_reads_it(binary, tmp_path, monkeypatch, case):
    profile, config, variables = CASES[case]
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws/config").write_text(config)
    (tmp_path / ".aws/credentials").write_text(KEYS)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    try:
        session = botocore.session.Session(profile=profile)
        found = session.get_credentials()
        theirs = (found.access_key, found.token, session.get_config_variable("region")) if found else None
    except Exception:
        theirs = None
    ended = subprocess.run(
        [binary, "env", profile, "--format", "json", "--no-prompt"], capture_output=True, text=True, timeout=60
    )
    if ended.returncode == 0:
        ours = json.loads(ended.stdout)
        ours = (ours["AWS_ACCESS_KEY_ID"], ours.get("AWS_SESSION_TOKEN"), ours.get("AWS_REGION"))
    else:
        assert "error: " in ended.stderr and "panicked" not in ended.stderr
        ours = None
    # what is no region is refused before anything is sent, where botocore would make a host name of it
    if theirs and " " in (theirs[2] or ""):
        assert ours is None and "is no name of a region" in ended.stderr
        return
    assert ours == theirs, ended.stderr


FIPS = {
    "the profile": ("use_fips_endpoint = true\n", {}),
    "the environment": ("", {"AWS_USE_FIPS_ENDPOINT": "true"}),
    "the environment says no": ("use_fips_endpoint = true\n", {"AWS_USE_FIPS_ENDPOINT": "false"}),
    "neither": ("", {}),
    "the endpoint for all": ("endpoint_url = http://127.0.0.1:9\n", {}),
    "switched off": ("endpoint_url = http://127.0.0.1:9\nignore_configured_endpoint_urls = true\n", {}),
    "switched off, and on again": (
        "endpoint_url = http://127.0.0.1:9\nignore_configured_endpoint_urls = true\n",
        {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"},
    ),
    "an empty endpoint": ("endpoint_url =\n", {}),
    "services that are not there": ("services = nope\n", {}),
}


@pytest.mark.parametrize("region", ["eu-west-1", "us-gov-west-1", "cn-north-1"])
@pytest.mark.parametrize("case", FIPS)
def test_sts_is_where_botocore_finds_it(binary, tmp_path, monkeypatch, case, region):
    """And so do programs that are given the profile's credentials and nothing else."""
    config, variables = FIPS[case]
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws/config").write_text(f"[profile p]\nregion = {region}\n{CONFIG_KEY}{config}")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    try:
        theirs = botocore.session.Session(profile="p").create_client("sts").meta.endpoint_url
    except botocore.exceptions.InvalidConfigError:
        theirs = None
    command = [binary, "env", "p", "--format", "json", "--no-prompt", "-v"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    found = re.search("STS at (.*)", ended.stderr)
    assert (found and found.group(1)) == theirs, ended.stderr
    if theirs:
        for name in variables:
            monkeypatch.delenv(name)
        for name, value in json.loads(ended.stdout).items():
            monkeypatch.setenv(name, value)
        assert botocore.session.Session().create_client("sts").meta.endpoint_url == theirs


def test_a_profile_of_configure_outlives_an_upgrade(ana, tmp_path):
    """A package manager's link is written, as PATH finds it, and not the version that it leads to today."""
    (tmp_path / "bin").mkdir()
    link = tmp_path / "bin/ostiary"
    for version in ("0.1.0", "0.2.0"):
        place = tmp_path / "cellar" / version
        place.mkdir(parents=True)
        shutil.copy(ana.binary, place / "ostiary")
        link.unlink(missing_ok=True)
        link.symlink_to(place / "ostiary")
        if version == "0.1.0":
            path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
            made = subprocess.run(["ostiary", "configure", "tool", "--source", "ana"], env=ana.environment(PATH=path), executable=link)
            assert made.returncode == 0
            assert f"credential_process = {link} credential-process ana\n" in ana.config.read_text()
    shutil.rmtree(tmp_path / "cellar/0.1.0")
    assert ana.run("whoami", "tool").returncode == 0
