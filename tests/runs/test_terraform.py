"""OpenTofu (and Terraform, where TERRAFORM names it) with the AWS provider: identities, assumed roles, state in a bucket."""

import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from building import RUNS, of_home
from toolchains import has_go, require

pytestmark = pytest.mark.full


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A directory with `tofu` and the provider: built once, where TERRAFORM_BUILD says, or in the cache of the user."""
    require(has_go(), "Go 1.24 or later")
    place = os.environ.get("TERRAFORM_BUILD") or pathlib.Path(of_home()["HOME"]) / ".cache" / "ostiary-terraform"
    subprocess.run([RUNS / "build-terraform", place], check=True, env=of_home())
    return pathlib.Path(place)


class Terraform:
    """One directory of configuration, and who applies it."""

    def __init__(self, built, stage, home):
        self.command, self.stage, self.home = os.environ.get("TERRAFORM") or built / "tofu", stage, home
        self.place = home / "work"
        self.place.mkdir()
        settings = f'dev_overrides {{ "hashicorp/aws" = "{built}" }}\n  direct {{ exclude = ["*/*/*"] }}'
        (home / "rc").write_text(f"provider_installation {{\n  {settings}\n}}\n")

    def run(self, *arguments, who=None, **variables):
        told = {f"TF_VAR_{name}": str(value) for name, value in variables.items()}
        told |= {"TF_CLI_CONFIG_FILE": str(self.home / "rc"), "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
        told |= {"TF_VAR_endpoint": self.stage.endpoint, "TF_VAR_name": self.stage.user}
        environment = self.stage.environment(who, **told)
        command = [str(part) for part in (self.command, *arguments)]
        done = subprocess.run(command, cwd=self.place, env=environment, capture_output=True, text=True, timeout=300)
        # errors are framed, and broken where the frame ends
        self.said = re.sub(r"[\s│╷╵]+", " ", done.stdout + done.stderr)
        return done.returncode

    def works(self, *arguments, **more):
        assert self.run(*arguments, **more) == 0, self.said

    def apply(self, **more):
        self.works("apply", "-auto-approve", "-input=false", "-no-color", **more)

    def plan_is_empty(self, **more):
        self.works("plan", "-detailed-exitcode", "-input=false", "-no-color", **more)

    def destroy(self, **more):
        self.works("destroy", "-auto-approve", "-input=false", "-no-color", **more)


@pytest.fixture
def terraform(built, stage, tmp_path):
    return Terraform(built, stage, tmp_path)


def test_identities(terraform, stage):
    for name in ("provider.tf", "identities.tf"):
        shutil.copy(RUNS / "terraform" / name, terraform.place)
    assert terraform.run("apply", "-auto-approve", "-input=false", "-no-color", who=stage.key) != 0
    assert "AccessDenied" in terraform.said
    terraform.apply()
    terraform.plan_is_empty()
    terraform.apply(step=2)
    terraform.plan_is_empty(step=2)
    names = {"aws_iam_role.reader": f"{stage.user}-reader", 'aws_iam_user.people["ann"]': f"{stage.user}-ann"}
    for address, name in names.items():
        terraform.works("state", "rm", address)
        terraform.works("import", "-input=false", "-no-color", address, name, step=2)
    terraform.plan_is_empty(step=2)
    terraform.destroy(step=2)
    state = json.loads((terraform.place / "terraform.tfstate").read_text())
    assert state["resources"] == []
    assert not stage.boto("iam").list_users(PathPrefix="/staff/")["Users"]


def test_assume_role(terraform, stage):
    shutil.copy(RUNS / "terraform" / "provider.tf", terraform.place)
    terraform.apply(role=stage.role)
    assert f"assumed-role/{stage.user}/terraform" in terraform.said
    assert terraform.run("apply", "-auto-approve", "-no-color", who=stage.key, role=stage.role) != 0
    assert "AccessDenied" in terraform.said or "cannot be assumed" in terraform.said


def with_backend(terraform, stage, more=""):
    text = (RUNS / "terraform" / "backend.tf.in").read_text()
    for name, value in (("bucket", stage.bucket), ("endpoint", stage.endpoint), ("more", more)):
        text = text.replace(f"@{name}@", value)
    (terraform.place / "main.tf").write_text(text)


STATE = "team/a b.tfstate"


@pytest.mark.parametrize("more", ["", "encrypt = true", 'assume_role = { role_arn = "@role@", session_name = "state" }'])
def test_state_in_a_bucket(terraform, stage, more):
    with_backend(terraform, stage, more.replace("@role@", stage.role))
    assert terraform.run("init", "-input=false", "-no-color", who=stage.key) != 0
    # HeadObject is refused without a body that could say more
    assert re.search("AccessDenied|Forbidden", terraform.said)
    terraform.works("init", "-input=false", "-no-color")
    terraform.apply()
    terraform.plan_is_empty()
    terraform.apply(value="second")
    assert json.loads(stage.read(STATE))["resources"][0]["instances"][0]["attributes"]["output"]["value"] == "second"
    terraform.works("workspace", "new", "-no-color", "dev")
    terraform.apply()
    terraform.works("destroy", "-auto-approve", "-no-color")
    terraform.works("workspace", "select", "-no-color", "default")
    terraform.works("workspace", "delete", "-no-color", "dev")
    # another's lock stops, until it is taken away
    lock = {"ID": "11111111-2222-3333-4444-555555555555", "Operation": "OperationTypeApply", "Who": "ann", "Path": STATE}
    stage.boto("s3").put_object(Bucket=stage.bucket, Key=f"{STATE}.tflock", Body=json.dumps(lock).encode())
    assert terraform.run("apply", "-auto-approve", "-no-color", value="third") != 0
    assert lock["ID"] in terraform.said
    terraform.works("force-unlock", "-force", "-no-color", lock["ID"])
    terraform.apply(value="third")
    assert f"{STATE}.tflock" not in stage.keys()
    terraform.destroy()
