"""The table of clients in docs/clients.md: what it names is there, and what runs is in it."""

import re

import pytest

from building import RUNS
from ostiary_server import ROOT

TESTS = RUNS.parent
SECTION = (ROOT / "docs" / "clients.md").read_text().split("## Clients that were run\n")[1].split("\n## ")[0]
ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in SECTION.splitlines()
    if line.startswith("| ") and not line.startswith("| client ")
]
# every file that says which version of a client is run
PINS = "\n".join(
    path.read_text()
    for pattern in ("requirements.txt", "runs/*.txt", "**/package.json", "**/go.mod", "**/pom.xml", "**/Cargo.toml")
    for path in TESTS.glob(pattern)
    if "node_modules" not in path.parts
) + "".join((RUNS / name).read_text() for name in ("build-terraform", "test_full.py"))
RUN = re.compile(r"(?:ci|full|replayed) `(\S+\.py)(?:::(\w+))?`(?:, {0})?|by hand, {0}".replace("{0}", r"\d{4}-\d{2}-\d{2}"))


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_names_a_test_that_is_there(row):
    found = RUN.fullmatch(row[-1])
    assert found, row[-1]
    if found[1]:
        source = (TESTS / found[1]).read_text()
        assert not found[2] or re.search(rf"^(?:def|class) {found[2]}\b", source, re.MULTILINE)
        assert row[-1].startswith("full") == ("pytest.mark.full" in source)
        # what is not run with every change says when it was
        assert row[-1].startswith("full") == row[-1][-1].isdigit()


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_names_the_version_that_is_run(row):
    # Debian's are what the machine's release has
    if re.match(r"v?\d", row[1]) and not row[-1].startswith(("by hand", "replayed")):
        for version in row[1].split(", "):
            assert version in PINS, version


def test_every_run_is_in_the_table():
    named = {found[2] for row in ROWS if (found := RUN.fullmatch(row[-1])) and found[2]}
    for path in RUNS.glob("test_*.py"):
        runs = re.findall(r"^(?:def|class) (test_\w+|Test\w+)", path.read_text(), re.MULTILINE)
        # a second test of one client stands beside the first
        missing = set(runs) - named - {"test_assume_role"}
        assert path.name == "test_table.py" or not missing, path.name
