"""DuckDB with its own S3 client (httpfs): Parquet and CSV written to a bucket, read by patterns and by ranges."""

import duckdb
from duckdb_extension_httpfs import __path__ as extension
from plan import BUCKET, HOST, PLAN, refusal, tell


def connection(credentials):
    found = duckdb.connect()
    found.execute(f"INSTALL '{extension[0]}/extensions/v{duckdb.__version__}/httpfs.duckdb_extension'; LOAD httpfs")
    parts = {
        "KEY_ID": credentials["access_key_id"],
        "SECRET": credentials["secret_access_key"],
        "SESSION_TOKEN": credentials["session_token"] or "",
        "ENDPOINT": HOST,
        "REGION": "us-east-1",
        "URL_STYLE": "path",
    }
    told = ", ".join(f"{name} '{value}'" for name, value in parts.items() if value)
    found.execute(f"CREATE SECRET it (TYPE s3, {told}, USE_SSL false)")
    return found


db = connection(PLAN["session"])
db.execute("CREATE TABLE t AS SELECT range AS n, n % 3 AS part, 'row ' || n AS text FROM range(300000)")
db.execute(f"COPY t TO 's3://{BUCKET}/one file.parquet'")
db.execute(f"COPY t TO 's3://{BUCKET}/set' (FORMAT parquet, PARTITION_BY (part))")
db.execute(f"COPY (SELECT * FROM t LIMIT 10) TO 's3://{BUCKET}/ten.csv'")
tell(
    sum=int(db.execute(f"SELECT sum(n) FROM 's3://{BUCKET}/one file.parquet'").fetchone()[0]),
    parts=db.execute(f"SELECT part, count(*) FROM 's3://{BUCKET}/set/*/*.parquet' GROUP BY 1 ORDER BY 1").fetchall(),
    csv=db.execute(f"SELECT count(*) FROM 's3://{BUCKET}/ten.csv'").fetchone()[0],
    without_mfa=refusal(lambda: connection(PLAN["key"]).execute(f"SELECT * FROM 's3://{BUCKET}/ten.csv'")),
)
