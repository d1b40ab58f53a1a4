"""Libraries: each program of python/ and javascript/ runs with an MFA session, and tells what the key alone got."""

import pytest

from building import RUNS


@pytest.fixture
def python(run, python_clients):
    def started(program):
        results = run([python_clients / "python", RUNS / "python" / f"{program}.py"])
        return results, results.pop("without_mfa")

    return started


def test_s3fs(python, stage):
    results, without_mfa = python("s3fs_files")
    names = ["dir/a b+c.bin", "dir/copied here", "dir/small", "empty"]
    assert results == {
        "found": [f"{stage.bucket}/{name}" for name in names],
        "whole": True,
        "range": True,
        "copied": "small",
        "size": 12 << 20,
        "directories": [f"{stage.bucket}/dir", f"{stage.bucket}/empty"],
        "removed": [f"{stage.bucket}/empty"],
    }
    assert without_mfa.startswith("PermissionError: ")


def test_deltalake_with_six_writers(python):
    results, without_mfa = python("delta_writers")
    assert results == {
        "exits": [0] * 6,
        "version": 12,
        "rows": 1300,
        "each": [100],
        "groups": 13,
        "first_version": 0,
    }
    assert "AccessDenied" in without_mfa


def test_polars(python):
    results, without_mfa = python("polars_parquet")
    assert results == {"rows": 30_000, "sum": 49_995_000}
    assert "AccessDenied" in without_mfa or "403" in without_mfa


def test_duckdb(python):
    results, without_mfa = python("duckdb_parquet")
    assert results == {"sum": 44_999_850_000, "parts": [[0, 100_000], [1, 100_000], [2, 100_000]], "csv": 10}
    assert "403" in without_mfa


def test_minio_py(python):
    results, without_mfa = python("minio_client")
    assert results == {
        "large": True,
        "composed": True,
        "copied": "small",
        "metadata": "blue",
        "presigned": "small",
        "listed": ["a b+c", "composed", "copied", "large"],
        "exists": [True, False],
    }
    assert "AccessDenied" in without_mfa


@pytest.fixture
def node(run, javascript):
    def started(program):
        results = run(["node", javascript / f"{program}.mjs"])
        return results, results.pop("without_mfa")

    return started


def test_lib_storage(node):
    results, without_mfa = node("lib-storage")
    algorithms = ["CRC32", "CRC32C", "SHA1", "SHA256"]
    assert results == {
        "progress": True,
        "large": True,
        "streamed": True,
        "algorithms": dict.fromkeys(algorithms, True),
        "aborted": "AbortError",
        "left": [],
        "keys": ["large", "stream ed+"] + [f"sum/{name}" for name in algorithms],
    }
    assert without_mfa == "AccessDenied"


def test_minio_js(node):
    results, without_mfa = node("minio-client")
    assert results == {
        "large": True,
        "small": "small",
        "metadata": "blue",
        "presigned": "small",
        "keys": ["a b+c", "by url", "copied", "large"],
        "left": ["a b+c", "large"],
        "exists": [True, False],
    }
    assert without_mfa == "AccessDenied"


def test_go_v2(run, stage, go_run):
    results = run([go_run])
    assert results.pop("without_mfa") == "AccessDenied"
    large = ["default", "crc32c", "sha256", "crc64nvme"]
    assert results == {
        "assumed": f"assumed-role/{stage.user}/go",
        "code_again": "AccessDenied",
        "user": True,
        **{f"large_{name}": True for name in large},
        "download": True,
        "region": "us-east-1",
        "presigned": "small",
        # five small ones, four large ones, a copy
        "listed": 10,
        "missing": "NoSuchKey",
    }


def test_java_2(run, stage, java_run):
    results = run(java_run)
    assert results.pop("without_mfa") == "AccessDenied"
    assert results == {
        "assumed": f"assumed-role/{stage.user}/java",
        "code_again": "AccessDenied",
        "session_without_mfa": "AccessDenied",
        "user": True,
        "copied": "small",
        "listed": 6,
        "presigned": "small",
        "missing": "NoSuchKey",
        "transfer_netty": True,
        "async_netty": "small",
        "transfer_crt": True,
        "async_crt": "small",
    }
