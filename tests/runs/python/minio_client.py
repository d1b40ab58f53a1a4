"""minio-py: objects, parts, copies, presigned URLs, and its own AssumeRole provider."""

import datetime
import io
import os
import urllib.request

from minio import Minio
from minio.commonconfig import ComposeSource, CopySource
from plan import BUCKET, HOST, PLAN, refusal, tell


def client(credentials):
    return Minio(
        endpoint=HOST,
        access_key=credentials["access_key_id"],
        secret_key=credentials["secret_access_key"],
        session_token=credentials["session_token"],
        secure=False,
        region="us-east-1",
    )


minio = client(PLAN["session"])
large = os.urandom(11 << 20)
minio.put_object(bucket_name=BUCKET, object_name="large", data=io.BytesIO(large), length=-1, part_size=5 << 20)
minio.put_object(
    bucket_name=BUCKET, object_name="a b+c", data=io.BytesIO(b"small"), length=5, metadata={"colour": "blue"}
)
minio.copy_object(bucket_name=BUCKET, object_name="copied", source=CopySource(bucket_name=BUCKET, object_name="a b+c"))
parts = [ComposeSource(bucket_name=BUCKET, object_name="large"), ComposeSource(bucket_name=BUCKET, object_name="a b+c")]
minio.compose_object(bucket_name=BUCKET, object_name="composed", sources=parts)
url = minio.presigned_get_object(bucket_name=BUCKET, object_name="a b+c", expires=datetime.timedelta(minutes=5))
tell(
    large=minio.get_object(bucket_name=BUCKET, object_name="large").read() == large,
    composed=minio.get_object(bucket_name=BUCKET, object_name="composed").read() == large + b"small",
    copied=minio.get_object(bucket_name=BUCKET, object_name="copied").read().decode(),
    metadata=minio.stat_object(bucket_name=BUCKET, object_name="a b+c").metadata["x-amz-meta-colour"],
    presigned=urllib.request.urlopen(url).read().decode(),
    listed=sorted(found.object_name for found in minio.list_objects(bucket_name=BUCKET, recursive=True)),
    exists=[minio.bucket_exists(bucket_name=name) for name in (BUCKET, BUCKET + "-not")],
    without_mfa=refusal(lambda: list(client(PLAN["key"]).list_objects(bucket_name=BUCKET))),
)
