"""A server killed while it takes a pasted text leaves what the next ingest mends, and no process behind."""

import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest
from test_crash import alive

from pipeline import build_database
from pipeline.build import Options, ingest
from pipeline.store.checks import check, check_file
from pipeline.store.opening import open_database

pytestmark = pytest.mark.crash
TEXT = "تضم جهة الشرق {number} مستشفى و1430 سريرا، وستضيف الوزارة 300 سرير بحلول فبراير 2026.\n"


def server(folder):
    """A server with an inbox, its address, and the process that reads for it."""
    command = [sys.executable, "-m", "pipeline", "serve", "--db", "extracted/facts.db", "--port", "0", "--inbox"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    return process, re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())[0]


def paste(address, number):
    with httpx.Client(base_url=address, timeout=60) as client, suppress(httpx.HTTPError):
        token = re.search(r'name="csrftoken" value="([^"]+)"', client.get("/-/paste").text)[1]
        fields = {"csrftoken": token, "text": TEXT.format(number=number) * 40, "published_on": "2026-01-08"}
        client.post("/-/paste", files={name: (None, value) for name, value in fields.items()})


def children(process):
    """The processes that a process has started."""
    return [pid for told in Path(f"/proc/{process}/task").glob("*/children") for pid in told.read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc")
def test_what_a_killed_server_leaves_is_mended_by_the_next_ingest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT.format(number=1), "utf-8")
    build_database(["corpus"], tmp_path / "extracted" / "facts.db")
    inbox = tmp_path / "corpus" / "inbox"
    for number, delay in enumerate((0.02, 0.2, 0.6, 1.5), 10):
        process, address = server(tmp_path)
        paste(address, number * 100)  # one that is finished: the clerk is awake
        sender = threading.Thread(target=paste, args=(address, number))
        sender.start()
        time.sleep(delay)
        clerks = children(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        sender.join()
        until = time.monotonic() + 20
        while any(map(alive, clerks)) and time.monotonic() < until:
            time.sleep(0.05)
        assert clerks
        assert not any(map(alive, clerks))
        filed = list(inbox.glob("*.txt"))
        summary = ingest(["corpus"], tmp_path / "extracted" / "facts.db", Options())
        assert summary.failures == ()
        with closing(open_database(tmp_path / "extracted" / "facts.db", create=False)) as db:
            assert (*check_file(db), *check(db)) == ()
            known = {row[0]: row[1] for row in db.execute("SELECT source, published_on FROM documents")}
        assert {str(path.relative_to(tmp_path)) for path in filed} | {"corpus/a.txt"} == set(known)
        assert all(day == "2026-01-08" for source, day in known.items() if source != "corpus/a.txt")
