"""`ostiary policy` on files, as a person and as a program use it."""

import json
import os
import pathlib
import re
import subprocess
from xml.etree import ElementTree

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
    # two inputs could not be judged
    assert done.returncode == 1, done.stderr
    assert [answer.get("decision") for answer in answers[:2]] == ["ImplicitlyDenied", "Allowed"]
    assert set(answers[0]) == {"decision", "blockedBy", "reasons"}
    assert answers[0]["blockedBy"] == []
    assert "error" in answers[2] and "error" in answers[3]
    # an empty list of statements says nothing: as a boundary it lets nothing through
    assert answers[4] == {**answers[4], "decision": "ImplicitlyDenied", "blockedBy": ["permissionsBoundary"]}
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


def test_the_documentation_is_true(binary, tmp_path):
    """Files are written as printed; commands are run as printed, and print what is printed."""
    text = (ROOT / "docs" / "policy.md").read_text()
    named = re.findall(r"```json (\S+)\n(.*?)```", text, re.DOTALL)
    assert [name for name, _ in named] == ["policy.json", "request.json", "cases.json"]
    for name, content in named:
        (tmp_path / name).write_text(content)
    environment = {**os.environ, "PATH": f"{pathlib.Path(binary).parent}:{os.environ['PATH']}"}
    transcripts = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    commands = [part for transcript in transcripts for part in re.split(r"^\$ ", transcript, flags=re.MULTILINE)[1:]]
    assert len(commands) >= 6
    for command in commands:
        line, _, printed = command.partition("\n")
        done = subprocess.run(
            ["sh", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.stdout == printed, f"{line}\n{done.stdout}{done.stderr}"
    used = {word for command in commands for word in command.split()}
    assert {"check", "decide", "explain", "test"} <= used


CASES = {
    "policies": {"identity": [MFA]},
    "cases": [
        {"name": "a key & a \"quote\" # <none>", "request": asked({})["request"], "expect": "ImplicitlyDenied"},
        {
            "name": "wrong",
            "request": asked({"aws:MultiFactorAuthPresent": "true"})["request"],
            "expect": "Denied",
        },
    ],
}


@pytest.fixture
def case_files(tmp_path):
    """Cases of which one fails, cases that pass, and a file that cannot be judged."""
    failing, passing, broken = tmp_path / "failing.json", tmp_path / "passing.json", tmp_path / "broken.json"
    failing.write_text(json.dumps(CASES, indent=1))
    passing.write_text(json.dumps({**CASES, "cases": CASES["cases"][:1]}))
    broken.write_text("{")
    return failing, passing, broken


def line_of_wrong(file):
    """The line on which the case that fails begins."""
    return file.read_text().split("\n").index('   "name": "wrong",')


def test_cases_end_with_one_exit_code_for_each_outcome(policy, case_files):
    failing, passing, broken = case_files
    table = [([passing], 0), ([failing], 3), ([failing, passing], 3), ([broken], 1), ([broken, failing, passing], 1)]
    for files, code in table:
        for form in ("text", "json", "junit", "tap"):
            assert policy("test", "--format", form, *files).returncode == code, (files, form)
    told = policy("test", broken, failing, passing).stdout
    assert "broken.json: cannot be judged: the input is not JSON" in told
    place = f"failing.json:{line_of_wrong(failing)}:3"
    assert f"{place}: wrong: expected Denied, got Allowed\n    ALLOWED: " in told, told
    assert told.endswith("2 passed, 1 failed, 1 file not judged\n")
    assert policy("test", "--json", "--format", "tap", passing).returncode == 2


def test_cases_as_json(policy, case_files):
    failing, _, _ = case_files
    done = policy("test", "--json", *case_files)
    files = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["passed"], one["failed"]) for one in files] == [(1, 1), (1, 0), (0, 0)]
    assert [one["error"] is None for one in files] == [True, True, False]
    wrong = files[0]["cases"][1]
    assert wrong["passed"] is False and wrong["expected"] == "Denied" and wrong["actual"] == "Allowed"
    assert wrong["explanation"].startswith("ALLOWED") and wrong["position"]["line"] == line_of_wrong(failing)


def test_cases_as_junit(policy, case_files):
    root = ElementTree.fromstring(policy("test", "--format", "junit", *case_files).stdout)
    assert root.tag == "testsuites"
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "1", "1")
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == [str(file) for file in case_files]
    for suite in suites:
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors")) == len(suite.findall("testcase/error"))
    first, wrong = suites[0].findall("testcase")
    assert first.get("name") == 'a key & a "quote" # <none>' and len(first) == 0
    failure = wrong.find("failure")
    assert failure.get("message") == "expected Denied, got Allowed"
    assert failure.text.startswith("ALLOWED: ") and "\n" in failure.text


def test_cases_as_tap(policy, case_files):
    lines = policy("test", "--format", "tap", *case_files).stdout.splitlines()
    assert lines[:2] == ["TAP version 14", "1..4"]
    results = [line for line in lines if re.match(r"(not )?ok ", line)]
    assert [line.split(" - ")[0] for line in results] == ["ok 1", "not ok 2", "ok 3", "not ok 4"]
    assert results[0].endswith('a key & a "quote" \\# <none>')
    blocks = [at for at, line in enumerate(lines) if line == "  ---"]
    assert len(blocks) == 2 == sum(line == "  ..." for line in lines)
    # strings of YAML in JSON's form
    assert '  expected: "Denied"' in lines and json.loads(
        next(line for line in lines if line.startswith("  explanation: ")).removeprefix("  explanation: ")
    ).startswith("ALLOWED")


WARNED = {**MFA, "Statement": [{**MFA["Statement"][0], "Sid": "Öffnen"}]}


@pytest.fixture
def documents(tmp_path):
    """A document for each degree of trouble, by name."""
    statement = MFA["Statement"][0]
    deny = {**statement, "Effect": "Deny", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}
    wrong_key = {**statement, "Condition": {"StringEquals": {"aws:nonsense": "x"}}}
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    table = {
        "fine": MFA,
        "suggestion": {**MFA, "Statement": [{**statement, "Action": ["s3:*", "s3:GetObject"]}]},
        "warning": {**MFA, "Statement": [everything]},
        "security": {**MFA, "Statement": [deny]},
        "error": {**MFA, "Statement": [wrong_key]},
        "refused": WARNED,
    }
    for name, document in table.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(document, indent=1))
    (tmp_path / "long.json").write_text(json.dumps({**MFA, "Id": "x" * 1024 * 1024}))
    return tmp_path


@pytest.mark.parametrize(
    "fail_on, failing",
    [
        ("refused", {"refused"}),
        ("error", {"refused", "error"}),
        ("security-warning", {"refused", "error", "security"}),
        (None, {"refused", "error", "security"}),
        ("warning", {"refused", "error", "security", "warning"}),
    ],
)
def test_check_fails_on_what_it_is_told_to(policy, documents, fail_on, failing):
    chosen = ["--fail-on", fail_on] if fail_on else []
    for name in ("fine", "suggestion", "warning", "security", "error", "refused"):
        for form in ("text", "json", "sarif", "github"):
            done = policy("check", *chosen, "--format", form, documents / f"{name}.json")
            assert done.returncode == (3 if name in failing else 0), (name, form, done.stdout)
    unknown = policy("check", "--fail-on", "suggestion", documents / "fine.json")
    assert unknown.returncode == 2 and "refused" in unknown.stderr


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_what_cannot_be_judged_is_not_taken_for_fine(policy, documents, form):
    for absent in ("absent.json", "long.json"):
        files = [documents / absent, documents / "fine.json", documents / "refused.json"]
        done = policy("check", "--format", form, *files)
        assert done.returncode == 1, done.stdout
        assert absent in done.stdout and "alpha-numeric" in done.stdout


def test_findings_as_sarif(policy, documents):
    files = [documents / f"{name}.json" for name in ("security", "refused", "suggestion", "absent")]
    done = policy("check", "--format", "sarif", *files)
    log = json.loads(done.stdout)
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert len(rules) == len(run["tool"]["driver"]["rules"]) > 40
    assert run["columnKind"] == "unicodeCodePoints"
    results = {result["ruleId"]: result for result in run["results"]}
    assert set(results) == {"MFA_BOOL_IN_DENY", "MALFORMED_POLICY_DOCUMENT", "INVALID_SID", "REDUNDANT_ACTION"}
    assert set(results) <= set(rules)
    levels = [results[id]["level"] for id in ("MFA_BOOL_IN_DENY", "MALFORMED_POLICY_DOCUMENT", "REDUNDANT_ACTION")]
    assert levels == ["warning", "error", "note"]
    (location,) = results["INVALID_SID"]["locations"]
    place = location["physicalLocation"]
    assert place["artifactLocation"]["uri"] == f"file://{documents}/refused.json"
    assert place["region"] == {"startLine": 5, "startColumn": 11}
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert "absent.json" in notification["message"]["text"]


def test_findings_as_annotations(policy, documents):
    done = policy("check", "--format", "github", documents / "security.json", documents / "suggestion.json")
    for line in done.stdout.splitlines():
        assert re.fullmatch(r"::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,title=[A-Z_]+::[^\n]+%0A[^\n]+", line)
    assert [line.split(" ")[0] for line in done.stdout.splitlines()] == ["::warning", "::notice"]


def test_check_knows_policies_of_resources(policy, tmp_path):
    statement = {"Sid": "Allow the service", "Effect": "Allow", "Principal": {"AWS": ALICE}, "Resource": "*"}
    table = [
        ("sqs", "sqs:SendMessage", None),
        ("sns", "sns:Publish", None),
        ("kms", "kms:*", None),
        ("lambda", "lambda:InvokeFunction", "INVALID_SID"),
        ("secrets-manager", "secretsmanager:GetSecretValue", None),
        ("ecr", "ecr:BatchGetImage", "Invalid repository policy provided"),
        ("bucket", "s3:GetObject", None),
        ("sqs", "s3:GetObject", "MISMATCHED_SERVICE_IN_ACTION"),
    ]
    for kind, action, found in table:
        file = tmp_path / "p.json"
        file.write_text(json.dumps({"Version": "2012-10-17", "Statement": [{**statement, "Action": action}]}))
        done = policy("check", "--kind", kind, "--fail-on", "warning", file)
        assert done.returncode == (3 if found else 0), done.stdout
        assert found is None or found in done.stdout, done.stdout


def test_managed_policies_of_aws_have_no_quota(policy, tmp_path):
    # AWSSupportServiceRolePolicy has 135,200 bytes.
    file = tmp_path / "p.json"
    actions = [f"s3:Action{number:06}" for number in range(7_500)]
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}
    file.write_text(json.dumps(document))
    assert file.stat().st_size > 135_200
    assert policy("check", "--kind", "aws-managed", file).stdout == f"{file}: fine\n"
    customers = policy("check", "--kind", "managed", file)
    assert customers.returncode == 3 and "POLICY_SIZE_EXCEEDS_QUOTA" in customers.stdout
    request = asked({}, {"identity": [document]})
    request["request"]["action"] = "s3:Action007499"
    decided = policy("decide", "--input", "-", stdin=json.dumps(request))
    assert json.loads(decided.stdout)["decision"] == "Allowed"


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_whole_documents_are_inputs_as_lines_are(policy, indent):
    allowed, denied = asked({"aws:MultiFactorAuthPresent": "true"}), asked({})
    text = "\n".join(json.dumps(one, indent=indent) for one in (allowed, denied, allowed))
    done = policy("decide", "--input", "-", stdin=text)
    answers = [json.loads(line)["decision"] for line in done.stdout.splitlines()]
    assert answers == ["Allowed", "ImplicitlyDenied", "Allowed"] and done.returncode == 0
    explained = policy("explain", "--input", "-", stdin=text)
    assert explained.returncode == 0 and explained.stdout.count("What would change it") == 1
    machine = policy("explain", "--json", "--input", "-", stdin=text)
    assert [json.loads(line)["decision"] for line in machine.stdout.splitlines()] == answers


def test_errors_in_whole_documents_have_their_place(policy):
    broken = asked({}, {"identity": [{"Statement": {"Effect": "Maybe"}}]})
    text = json.dumps(asked({}), indent=1) + "\n" + json.dumps(broken, indent=1)
    line = next(number for number, line in enumerate(text.split("\n"), 1) if "Maybe" in line)
    for command in (["decide"], ["explain"], ["explain", "--json"]):
        done = policy(*command, "--input", "-", stdin=text)
        assert done.returncode == 1
        assert f"at line {line}, column " in done.stdout, done.stdout


@pytest.mark.parametrize("command", [["decide"], ["explain"], ["explain", "--json"]])
def test_an_input_that_cannot_be_judged_fails_the_command(policy, command):
    good = json.dumps(asked({"aws:MultiFactorAuthPresent": "true"}))
    for bad in ("nonsense", "{", '{"request": {}}', json.dumps(asked({}, {"identity": [{"Statement": "wrong"}]}))):
        assert policy(*command, "--input", "-", stdin=f"{good}\n{bad}\n{good}\n").returncode == 1, bad
    assert policy(*command, "--input", "-", stdin=f"{good}\n{good}\n").returncode == 0


def test_what_cannot_be_read_is_said(policy, tmp_path):
    done = policy("decide", "--input", tmp_path / "absent")
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot read ")
