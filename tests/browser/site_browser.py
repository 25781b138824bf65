"""A served database of the samples, and the Chromium of this machine: for the tests and for the README's picture."""

import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium is missing: sudo apt-get install --yes chromium"


def chromium():
    """Where the browser is, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def served(folder, *options):
    """The address of the samples, ingested into `folder` and served until the end of the block."""
    db = folder / "facts.db"
    command = [sys.executable, "-m", "pipeline"]
    subprocess.run([*command, "ingest", "corpus", "--db", str(db), "--quiet"], cwd=ROOT, check=True)
    with serving([*command, "serve", "--db", str(db), *map(str, options)], db.with_name("log")) as address:
        yield address


@contextmanager
def serving(command, log):
    """The address of what a `pipeline serve` serves until the end of the block, on a port that is free."""
    with log.open("w") as out:
        server = subprocess.Popen([*command, "--port", "0"], cwd=ROOT, stdout=out, stderr=out)
    try:
        yield _address(server, log)
    finally:
        server.terminate()
        server.wait(10)


def _address(server, log):
    for _ in range(300):
        if match := re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8")):
            return match[0]
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the server did not say where it listens: {log.read_text('utf-8')}")
