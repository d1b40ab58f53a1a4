"""`ostiary policy` on files, as a person and as a program use it."""

import json
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
ALICE = "arn:aws:iam::111122223333:user/alice"
MFA = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "WithMfa",
            "Effect": "Allow",
            "Action": "s3:ListAllMyBuckets",
            "Resource": "arn:aws:s3:::*",
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        }
    ],
}


@pytest.fixture
def policy(binary):
    def run(*arguments, stdin=None):
        return subprocess.run(
            [binary, "policy", *map(str, arguments)], input=stdin, capture_output=True, text=True, timeout=60
        )

    return run


def asked(context, policies=None):
    return {
        "request": {
            "principal": ALICE,
            "action": "s3:ListAllMyBuckets",
            "resource": {"arn": "arn:aws:s3:::*", "account": "111122223333"},
            "context": context,
        },
        "policies": policies or {"identity": [{"name": "mfa", "document": MFA}]},
    }


def test_decide_answers_each_line_in_order(policy):
    lines = [
        json.dumps(asked({})),
        "",
        json.dumps(asked({"aws:MultiFactorAuthPresent": "true"})),
        "nonsense",
        json.dumps(asked({}, {"identity": [{"Statement": "wrong"}]})),
        json.dumps(
            asked(
                {"aws:MultiFactorAuthPresent": "true"},
                {"identity": [MFA], "permissionsBoundary": [{**MFA, "Statement": []}]},
            )
        ),
        json.dumps(
            asked({"aws:MultiFactorAuthPresent": "true"}, {"identity": [MFA], "serviceControl": [{"level": "Root", "policies": []}]})
        ),
    ]
    done = policy("decide", "--input", "-", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [answer.get("decision") for answer in answers[:2]] == ["ImplicitlyDenied", "Allowed"]
    assert set(answers[0]) == {"decision", "blockedBy", "reasons"}
    assert answers[0]["blockedBy"] == []
    assert "error" in answers[2] and "error" in answers[3]
    assert answers[5] == {**answers[5], "decision": "ImplicitlyDenied", "blockedBy": ["serviceControl"]}
    assert len(answers) == 6


def test_explain_says_what_is_missing(policy):
    done = policy("explain", "--input", "-", stdin=json.dumps(asked({})) + "\n")
    assert done.returncode == 0, done.stderr
    for word in ("WithMfa", "aws:MultiFactorAuthPresent", "because no identity-based policy allows"):
        assert word in done.stdout, done.stdout
    machine = policy("explain", "--json", "--input", "-", stdin=json.dumps(asked({})) + "\n")
    assert json.loads(machine.stdout)


def test_check_gives_the_aws_error_with_its_place(policy, tmp_path):
    file = tmp_path / "p.json"
    file.write_text('{\n  "Version": "2012-10-17",\n  "Statement": [{"Effect": "Allow", "Action": "s3", "Resource": "*"}]\n}\n')
    done = policy("check", file)
    assert done.returncode == 3
    message = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    assert re.search(rf"p\.json:3:\d+: MalformedPolicyDocument: {re.escape(message)}", done.stdout), done.stdout


@pytest.mark.parametrize(
    "effect, operator, value",
    [("Deny", "Bool", "false"), ("Allow", "BoolIfExists", "true"), ("Allow", "Null", "false")],
)
def test_check_finds_the_mfa_traps(policy, tmp_path, effect, operator, value):
    document = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": effect,
                "Action": "s3:*",
                "Resource": "*",
                "Condition": {operator: {"aws:MultiFactorAuthPresent": value}},
            }
        ],
    }
    file = tmp_path / "p.json"
    file.write_text(json.dumps(document))
    done = policy("check", "--json", file)
    report = json.loads(done.stdout)
    assert report["error"] is None
    found = [f for f in report["findings"] if f["severity"] == "SECURITY_WARNING"]
    assert found and all(f["id"] and f["remedy"] for f in found), report
    assert done.returncode == 3


def test_check_knows_the_kinds(policy, tmp_path):
    file = tmp_path / "trust.json"
    file.write_text(
        json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"AWS": ALICE},
                        "Action": "sts:AssumeRole",
                        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
                    }
                ],
            }
        )
    )
    assert policy("check", "--kind", "trust", file).returncode == 0
    assert policy("check", "--kind", "managed", file).returncode == 3
    unknown = policy("check", "--kind", "nonsense", file)
    assert unknown.returncode == 2 and "service-control" in unknown.stderr


def test_the_documentation_is_true(policy, tmp_path):
    text = (ROOT / "docs" / "policy.md").read_text()
    decide_input, cases = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    done = policy("decide", "--input", "-", stdin=json.dumps(json.loads(decide_input)) + "\n")
    assert json.loads(done.stdout)["decision"] == "Allowed"
    file = tmp_path / "cases.json"
    file.write_text(cases)
    done = policy("test", file)
    assert (done.returncode, done.stdout) == (0, "2 passed, 0 failed\n"), done.stdout + done.stderr
    file.write_text(cases.replace('"expect": "Allowed"', '"expect": "Denied"'))
    done = policy("test", file)
    assert done.returncode == 3
    assert "with MFA it does: expected" in done.stdout


def test_what_cannot_be_read_is_said(policy, tmp_path):
    done = policy("decide", "--input", tmp_path / "absent")
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot read ")
