"""Credentials stay in the house: Go's HTTP client, which takes a session token along, is never sent elsewhere."""

import json
import os
import shutil
import subprocess

from toolchains import SDK, require


def test_go_is_not_sent_elsewhere(sdk_server, tmp_path):
    require(shutil.which("go"), "go")
    program = tmp_path / "stays"
    source = SDK / "go" / "stays" / "main.go"
    # the standard library is all that it needs
    environment = os.environ | {"GO111MODULE": "off", "GOCACHE": str(tmp_path / "cache"), "GOFLAGS": ""}
    subprocess.run(["go", "build", "-o", program, source], check=True, env=environment)
    done = subprocess.run([program], env=sdk_server.environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    results = {one["name"]: one for one in json.loads(done.stdout)}
    assert len(results) == 7
    assert {name: one["others"] for name, one in results.items() if one["others"]} == {}
    assert {name: one["status"] for name, one in results.items() if one["status"] != 400} == {}
    for name in ("json", "json unsigned", "target in the URL"):
        error = json.loads(results[name]["body"])
        assert error["__type"] == "UnknownOperationException"
        assert "AWS_ENDPOINT_URL_IAM, AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL_S3" in error["message"]
    for name in ("form without action", "no body", "signature in the URL", "another type"):
        assert "<Code>MissingAction</Code>" in results[name]["body"]
