"""Configurations of buckets, with Boto3."""

import uuid

import boto3
import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def s3(start_server):
    server = start_server("--root-key", "--account-id", "111122223333")
    key, secret = server.credentials("admin", "default")
    session = boto3.Session(key, secret, region_name="us-east-1")
    return session.client("s3", endpoint_url=server.endpoint)


@pytest.fixture
def bucket(s3):
    name = f"tags-{uuid.uuid4().hex[:12]}"
    s3.create_bucket(Bucket=name)
    return name


def code_of(call, **arguments):
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    return refused.value.response["Error"]["Code"]


def test_tags_of_a_bucket(s3, bucket):
    assert code_of(s3.get_bucket_tagging, Bucket=bucket) == "NoSuchTagSet"
    tags = [{"Key": "Project", "Value": "Blue"}, {"Key": "ü", "Value": ""}]
    put = s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    assert put["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags
    s3.delete_bucket_tagging(Bucket=bucket)
    assert code_of(s3.get_bucket_tagging, Bucket=bucket) == "NoSuchTagSet"


def test_tags_that_s3_refuses(s3, bucket):
    def put(*tags):
        tags = [{"Key": key, "Value": value} for key, value in tags]
        return code_of(s3.put_bucket_tagging, Bucket=bucket, Tagging={"TagSet": tags})

    assert put(("a", "1"), ("a", "2")) == "InvalidTag"
    assert put(("aws:a", "1")) == "InvalidTag"
    assert put(*((f"k{number}", "v") for number in range(51))) == "BadRequest"
    assert code_of(s3.get_bucket_tagging, Bucket=bucket) == "NoSuchTagSet"


def test_computed_configurations(s3, bucket):
    assert s3.get_bucket_location(Bucket=bucket)["LocationConstraint"] is None
    rules = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    (rule,) = rules
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}


def test_a_configuration_that_is_not_built(s3, bucket):
    assert code_of(s3.get_bucket_cors, Bucket=bucket) == "NotImplemented"
