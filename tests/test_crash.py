"""A killed ingest leaves a whole database, and the next run completes it (CRASH_KILLS=200: `make crash`)."""

import os
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "crash"))
from kill import Crash, write_corpus

KILLS = int(os.environ.get("CRASH_KILLS", "8"))
DOCUMENTS = int(os.environ.get("CRASH_DOCUMENTS", "300" if KILLS > 50 else "40"))
pytestmark = pytest.mark.crash


def test_killed_ingests_are_completed(tmp_path):
    crash = Crash(tmp_path, DOCUMENTS)
    crash.prepare()
    crash.disturb(KILLS)
    assert crash.kills == KILLS
    assert crash.completed


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc")
def test_workers_end_with_their_parent(tmp_path):
    crash = Crash(tmp_path, 150, jobs=2)
    write_corpus(tmp_path / "texts", crash.documents, crash.seed)
    process = crash.start(tmp_path / "disturbed" / "facts.db")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 40
    while len(workers := children.read_text().split()) < 3 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert workers
    while any(alive(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.1)
    assert [worker for worker in workers if alive(worker)] == []


def alive(worker):
    try:
        return Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False
