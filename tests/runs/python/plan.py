"""Input of a program: read from the file that PLAN names."""

import json
import os

PLAN = json.load(open(os.environ["PLAN"]))
ENDPOINT, HOST, BUCKET = PLAN["endpoint"], PLAN["host"], PLAN["bucket"]


def storage_options(credentials):
    """Options of the object_store crate, behind polars and deltalake."""
    options = {
        "aws_endpoint": ENDPOINT,
        "aws_region": "us-east-1",
        "aws_allow_http": "true",
        "aws_access_key_id": credentials["access_key_id"],
        "aws_secret_access_key": credentials["secret_access_key"],
    }
    if credentials["session_token"]:
        options["aws_session_token"] = credentials["session_token"]
    return options


def refusal(attempt):
    """The text of what `attempt` raises."""
    try:
        attempt()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def tell(**results):
    """The last line that the test reads."""
    print(json.dumps(results))
