"""s3fs: files of a bucket as a file system, uploads in parts, copies, walks."""

import os

import s3fs
from plan import BUCKET, ENDPOINT, PLAN, refusal, tell


def file_system(credentials):
    return s3fs.S3FileSystem(
        key=credentials["access_key_id"],
        secret=credentials["secret_access_key"],
        token=credentials["session_token"],
        endpoint_url=ENDPOINT,
        client_kwargs={"region_name": "us-east-1"},
        skip_instance_cache=True,
        use_listings_cache=False,
    )


fs = file_system(PLAN["session"])
large = os.urandom(12 << 20)
with fs.open(f"{BUCKET}/dir/a b+c.bin", "wb", block_size=5 << 20) as file:
    file.write(large)
fs.pipe(f"{BUCKET}/dir/small", b"small")
fs.copy(f"{BUCKET}/dir/small", f"{BUCKET}/dir/copied here")
fs.touch(f"{BUCKET}/empty")
with fs.open(f"{BUCKET}/dir/a b+c.bin", "rb") as file:
    file.seek(6 << 20)
    part = file.read(1000)
found = sorted(fs.find(BUCKET))
tell(
    found=found,
    whole=fs.cat(f"{BUCKET}/dir/a b+c.bin") == large,
    range=part == large[6 << 20 : (6 << 20) + 1000],
    copied=fs.cat(f"{BUCKET}/dir/copied here").decode(),
    size=fs.info(f"{BUCKET}/dir/a b+c.bin")["size"],
    directories=sorted(fs.ls(BUCKET)),
    removed=(fs.rm(f"{BUCKET}/dir", recursive=True), sorted(fs.find(BUCKET)))[1],
    without_mfa=refusal(lambda: file_system(PLAN["key"]).ls(BUCKET)),
)
