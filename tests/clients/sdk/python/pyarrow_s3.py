"""The AWS SDK for C++, inside pyarrow's S3 file system. Prints what happened as JSON."""

import json
import os

import pyarrow.fs

plan = json.load(open(os.environ["PLAN"]))
host = plan["endpoint"].removeprefix("http://")
common = dict(endpoint_override=host, scheme="http", region=plan["region"])
# small files go with PutObject, not as multipart uploads
common["allow_delayed_open"] = True


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


def keys(key, secret, token=None):
    return {"access_key": key, "secret_key": secret, "session_token": token}


def step(name, action):
    try:
        results[name] = action()
    except OSError as error:
        results[name] = code(error)


def with_environment(key, secret, token=None):
    """Credentials where the SDK's default chain looks first."""
    os.environ.pop("AWS_SESSION_TOKEN", None)
    os.environ.update({"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret})
    if token:
        os.environ["AWS_SESSION_TOKEN"] = token


def assumed(external_id):
    """The SDK assumes the role by itself, at AWS_ENDPOINT_URL."""
    return pyarrow.fs.S3FileSystem(
        role_arn=plan["role_arn"], session_name="cpp", external_id=external_id, load_frequency=900, **common
    )


def write(file_system):
    with file_system.open_output_stream(f"{plan['bucket']}/new") as stream:
        stream.write(b"new")


results = {}
long_term = (plan["access_key_id"], plan["secret_access_key"])
with_environment(*plan["session"])
role = assumed(plan["external_id"])
step("listed", lambda: listed(role))
step("read", lambda: role.open_input_stream(f"{plan['bucket']}/{plan['key']}").read().decode())
step("buckets", lambda: [info.path for info in role.get_file_info(pyarrow.fs.FileSelector(""))])
step("write_with_read_only_role", lambda: write(role))
step("assume_wrong_external_id", lambda: listed(assumed("543210")))
with_environment(*long_term)
step("assume_without_mfa", lambda: listed(assumed(plan["external_id"])))
step("list_without_mfa", lambda: listed(pyarrow.fs.S3FileSystem(**keys(*long_term), **common)))
session = plan["session"]
step("wrong_secret", lambda: listed(pyarrow.fs.S3FileSystem(**keys(session[0], "x" * 40, session[2]), **common)))
old = [plan["expired"][name] for name in ("AccessKeyId", "SecretAccessKey", "SessionToken")]
step("expired", lambda: listed(pyarrow.fs.S3FileSystem(**keys(*old), **common)))
print(json.dumps(results))
