"""The AWS SDK for C++, inside pyarrow's S3 file system. Prints what happened as JSON."""

import json
import os

import pyarrow.fs

plan = json.load(open(os.environ["PLAN"]))
host = plan["endpoint"].removeprefix("http://")
common = dict(endpoint_override=host, scheme="http", region=plan["region"], allow_bucket_creation=False)


def listed(file_system):
    selector = pyarrow.fs.FileSelector(plan["bucket"], recursive=True)
    return sorted(info.path for info in file_system.get_file_info(selector) if info.is_file)


def code(error):
    """The SDK's error, out of pyarrow's text."""
    text = str(error)
    for known in ("SIGNATURE_DOES_NOT_MATCH", "ACCESS_DENIED", "ExpiredToken", "INVALID_ACCESS_KEY_ID"):
        if known in text:
            return known
    return text


def step(name, action):
    try:
        results[name] = action()
    except OSError as error:
        results[name] = code(error)


results = {}
assumed = plan["assumed"]
temporary = dict(
    access_key=assumed["AccessKeyId"],
    secret_key=assumed["SecretAccessKey"],
    session_token=assumed["SessionToken"],
)
role = pyarrow.fs.S3FileSystem(**temporary, **common)
step("listed", lambda: listed(role))
step("read", lambda: role.open_input_stream(f"{plan['bucket']}/{plan['key']}").read().decode())
wrong = pyarrow.fs.S3FileSystem(**{**temporary, "secret_key": "x" * 40}, **common)
step("wrong_secret", lambda: listed(wrong))
plain = pyarrow.fs.S3FileSystem(access_key=plan["access_key_id"], secret_key=plan["secret_access_key"], **common)
step("list_without_mfa", lambda: listed(plain))
old = plan["expired"]
expired = pyarrow.fs.S3FileSystem(
    access_key=old["AccessKeyId"],
    secret_key=old["SecretAccessKey"],
    session_token=old["SessionToken"],
    **common,
)
step("expired", lambda: listed(expired))
print(json.dumps(results))
