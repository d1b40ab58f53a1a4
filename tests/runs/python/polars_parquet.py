"""polars: Parquet written to and scanned from a bucket, a directory of it by a pattern."""

import polars
from plan import BUCKET, PLAN, refusal, storage_options, tell

session = storage_options(PLAN["session"])
frame = polars.DataFrame({"n": list(range(10_000)), "text": [f"row {n}" for n in range(10_000)]})
for part in range(3):
    frame.with_columns(part=part).write_parquet(f"s3://{BUCKET}/set/part={part}/a b.parquet", storage_options=session)
scanned = polars.scan_parquet(f"s3://{BUCKET}/set/**/*.parquet", storage_options=session)
tell(
    rows=scanned.select(polars.len()).collect().item(),
    sum=scanned.filter(polars.col("part") == 2).select(polars.col("n").sum()).collect().item(),
    without_mfa=refusal(
        lambda: polars.read_parquet(f"s3://{BUCKET}/set/part=0/a b.parquet", storage_options=storage_options(PLAN["key"]))
    ),
)
