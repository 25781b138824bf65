"""The two commands of a newcomer, and what they install."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = {
    "help",
    "neural",
    "setup",
    "demo",
    "test",
    "check",
    "bench",
    "peers",
    "crash",
    "golden",
    "docs",
    "train",
    "lock",
    "clean",
}


def make(*arguments, folder=ROOT, **environment):
    return subprocess.run(
        [shutil.which("make"), "--no-print-directory", *arguments],
        cwd=folder,
        env={**os.environ, "MAKEFLAGS": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def pinned(name):
    requirements = map(Requirement, (ROOT / name).read_text("utf-8").split("\n")[:-1])
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


def test_make_alone_lists_every_target():
    listed = re.findall(r"^  make (\S+) +\S", make().stdout, re.MULTILINE)
    assert set(listed) == TARGETS


def test_every_target_that_is_no_file_is_phony():
    phony = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())
    assert set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)) == phony


def test_a_missing_python_is_said_in_plain_words(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    outcome = make("setup", "PYTHON=python3.11-that-is-not-here", folder=tmp_path)
    assert outcome.returncode == 2
    assert "Install Python 3.11" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_missing_browser_ends_in_the_one_command_to_type(tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "sh").symlink_to("/bin/sh")
    (tools / "id").write_text("#!/bin/sh\necho 1000\n")
    (tools / "id").chmod(0o755)
    outcome = make("browser", PATH=str(tools))
    assert outcome.returncode == 2
    assert "sudo apt-get install -y chromium" in outcome.stderr


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(name):
    assert [str(line) for line in pinned(name).values() if not re.fullmatch(r"==[\w.+]+", str(line.specifier))] == []


def test_the_lists_hold_what_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for wanted, name in (
        (project["project"]["dependencies"], "requirements.txt"),
        (project["dependency-groups"]["dev"], "requirements-dev.txt"),
    ):
        have = pinned(name)
        for requirement in map(Requirement, wanted):
            version = str(have[canonicalize_name(requirement.name)].specifier).removeprefix("==")
            assert requirement.specifier.contains(version), f"{name}: {requirement} but {version}: make lock"


def test_the_two_lists_agree():
    runtime, dev = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert {name: str(dev[name]) for name in dev.keys() & runtime} == {
        name: str(runtime[name]) for name in dev.keys() & runtime
    }


def test_the_heavy_packages_stay_away():
    assert pinned("requirements.txt").keys() & {"torch", "transformers", "pandas", "scipy", "scikit-learn"} == set()


def test_ci_runs_everything():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").rstrip().endswith("make test")


def test_what_the_code_prints_is_not_stale():
    outcome = subprocess.run(
        [sys.executable, ROOT / "docs" / "write.py", "--check"], capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
