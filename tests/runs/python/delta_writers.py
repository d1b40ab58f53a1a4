"""deltalake: six writers append to one table at once; each commit is a PUT that must not replace another's."""

import multiprocessing

import polars
from deltalake import DeltaTable, write_deltalake
from plan import BUCKET, PLAN, refusal, storage_options, tell

TABLE = f"s3://{BUCKET}/table"
WRITERS, EACH = 6, 2


def options(credentials):
    return storage_options(credentials) | {"conditional_put": "etag"}


def rows(writer, turn):
    return polars.DataFrame({"writer": [writer] * 100, "turn": [turn] * 100, "n": list(range(100))}).to_arrow()


def append(writer):
    for turn in range(EACH):
        write_deltalake(TABLE, rows(writer, turn), mode="append", storage_options=options(PLAN["session"]))


if __name__ == "__main__":
    write_deltalake(TABLE, rows(-1, 0), storage_options=options(PLAN["session"]))
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=append, args=(writer,)) for writer in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    table = DeltaTable(TABLE, storage_options=options(PLAN["session"]))
    read = polars.read_delta(TABLE, storage_options=options(PLAN["session"]))
    counts = read.group_by("writer", "turn").len()
    tell(
        exits=[writer.exitcode for writer in writers],
        version=table.version(),
        rows=read.height,
        each=sorted(set(counts["len"].to_list())),
        groups=counts.height,
        first_version=DeltaTable(TABLE, version=0, storage_options=options(PLAN["session"])).version(),
        without_mfa=refusal(lambda: DeltaTable(TABLE, storage_options=options(PLAN["key"]))),
    )
