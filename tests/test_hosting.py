"""What docs/hosting.md gives to copy: the container installs as the Makefile does, and a real nginx takes its file."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from configparser import ConfigParser
from fnmatch import fnmatch
from pathlib import Path

import click
import httpx
import pytest
from link_walk import Page
from site_rows import BEDS, build

from pipeline.cli import cli

ROOT = Path(__file__).parents[1]
HOSTING = ROOT / "docs" / "hosting"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
DOCKERFILE = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text("utf-8"))
STEPS = [line.split(None, 1) for line in DOCKERFILE.splitlines() if line and not line.startswith("#")]
IGNORED = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line and line[0] != "#"]


def said(instruction):
    return [rest for name, rest in STEPS if name == instruction]


def parsed(line):
    """What a line of the command comes to; click refuses what no command knows."""
    name, *arguments = shlex.split(line)[1:] if line.startswith(("/", "pipeline")) else shlex.split(line)
    with cli.commands[name].make_context(name, arguments, resilient_parsing=False) as context:
        return name, context.params


# --- the container ----------------------------------------------------------------------------------------------------


def test_python_is_pinned_and_that_of_the_makefile():
    version = re.search(r"^ARG PYTHON=(\d+\.\d+)\.\d+-slim-\w+$", DOCKERFILE, re.MULTILINE)[1]
    assert f"PYTHON ?= python{version}\n" in MAKEFILE
    assert {rest.split()[0] for rest in said("FROM")} == {"python:${PYTHON}"}


def test_it_installs_as_the_makefile_does():
    listed, package = [rest for rest in said("RUN") if "pip install" in rest]
    known = re.search(r"^PIP := .*-m pip install (.*)$", MAKEFILE, re.MULTILINE)[1].split()
    for step in (listed, package):
        assert set(known) <= set(step.split())
    ours = re.findall(r"^\t@\$\(PIP\) (.*)$", MAKEFILE.split("setup-dev:")[0], re.MULTILINE)
    assert ours == ["--no-compile -r requirements.txt", "--no-build-isolation --editable ."]
    assert listed.endswith("--no-compile -r requirements.txt")
    assert package.endswith("--no-build-isolation .")


def test_what_is_copied_is_there_and_not_ignored():
    copied = [source for rest in said("COPY") if "--from" not in rest for source in rest.split()[:-1]]
    assert copied
    for source in copied:
        assert (ROOT / source).exists(), source
        last = [line for line in IGNORED if fnmatch(source, line.lstrip("!")) or line.lstrip("!") == source][-1]
        assert last == f"!{source}"
    assert not (ROOT / "corpus" / "inbox").exists()


def test_it_runs_as_nobody_and_says_that_it_lives():
    names = [name for name, _ in STEPS]
    assert said("USER")[-1] not in ("root", "0")
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert "/robots.txt" in said("HEALTHCHECK")[0]
    assert "VOLUME" not in names


def test_its_commands_are_ours():
    assert said("ENTRYPOINT") == ['["pipeline"]']
    name, asked = parsed(" ".join(re.findall(r'"([^"]+)"', said("CMD")[-1])))
    assert (name, asked["read_only_demo"], asked["host"]) == ("serve", True, "0.0.0.0")
    [ingest] = [rest for rest in said("RUN") if "ingest" in rest]
    assert str(parsed(ingest)[1]["db"]) == re.search(r"PIPELINE_DB=(\S+)", " ".join(said("ENV")))[1]


def test_no_file_names_the_host_of_an_index():
    for path in (ROOT / "Dockerfile", ROOT / ".dockerignore", *HOSTING.iterdir(), ROOT / "docs" / "hosting.md"):
        for host in re.findall(r"https?://([^/\s:'\"`)]+)", path.read_text("utf-8")):
            assert host in ("127.0.0.1", "example.org", "$host$request_uri;"), (path, host)


# --- the page and its files -------------------------------------------------------------------------------------------


def test_every_command_of_the_page_and_of_the_units_is_ours():
    page = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    lines = [
        *(line.strip() for block in re.findall(r"```\n(.*?)```", page, re.DOTALL) for line in block.splitlines()),
        *re.findall(r"^ExecStart=(.*)$", "".join(path.read_text("utf-8") for path in HOSTING.iterdir()), re.MULTILINE),
    ]
    commands = [line for line in lines if re.match(r"(?:/\S+/)?pipeline ", line)]
    assert len(commands) >= 6
    for line in commands:
        try:
            parsed(line)
        except click.ClickException as error:
            pytest.fail(f"{line}: {error.format_message()}")


def test_every_file_of_hosting_is_named_by_the_page():
    page = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    assert sorted(path.name for path in HOSTING.iterdir() if f"hosting/{path.name}" not in page) == []


@pytest.mark.parametrize("name", ["wathiqa.service", "wathiqa-ingest.service", "wathiqa-ingest.timer"])
def test_a_unit_can_be_read(name):
    unit = ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str
    unit.read_string((HOSTING / name).read_text("utf-8"))
    assert unit["Unit"]["Description"].startswith("Wathiqa")
    if name.endswith(".service"):
        assert unit["Service"]["User"] == "wathiqa"
        assert unit["Service"]["ProtectSystem"] == "strict"


# --- nginx, for real --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proxied(tmp_path_factory):
    """The site behind an nginx of this machine, with docs/hosting/nginx.conf: ports, folders and keys aside."""
    nginx, openssl = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin"), shutil.which("openssl")
    if not nginx or not openssl:
        pytest.skip("nginx and openssl are not here")
    folder = tmp_path_factory.mktemp("nginx")
    _certify(openssl, folder)
    log = folder / "site.log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "pipeline", "serve", "--db", str(build(folder / "facts.db"))]
        site = subprocess.Popen([*command, "--read-only-demo", "--base-url", "/wathiqa/", "--port", "0"], stderr=out)
    proxy = None
    try:
        port = _port(log, site)
        plain, secure = _free(), _free()
        (folder / "nginx.conf").write_text(_adapted(folder, port, plain, secure))
        checked = subprocess.run(
            [nginx, "-t", "-p", folder, "-c", "nginx.conf"], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stderr
        proxy = subprocess.Popen(
            [nginx, "-p", folder, "-c", "nginx.conf", "-g", "daemon off;"], stderr=subprocess.DEVNULL
        )
        _wait(secure)
        yield plain, secure
    finally:
        for process in filter(None, (proxy, site)):
            process.terminate()
            process.wait(10)


def _certify(openssl, folder):
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=example.org"]
    subprocess.run([*made, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], capture_output=True, check=True)


def _adapted(folder, port, plain, secure):
    text = (HOSTING / "nginx.conf").read_text("utf-8")
    for written, here in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{secure} ssl http2;"),
        ("/etc/letsencrypt/live/example.org/fullchain.pem", f"{folder}/cert.pem"),
        ("/etc/letsencrypt/live/example.org/privkey.pem", f"{folder}/key.pem"),
        ("/var/cache/nginx/wathiqa", f"{folder}/cache"),
        ("http://127.0.0.1:8001", f"http://127.0.0.1:{port}"),
    ):
        assert written in text, written
        text = text.replace(written, here)
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""  # pytest's folders are closed to others
    whole = f"{user}pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    return f"{whole}http {{\naccess_log off;\n{paths}{text}}}\n"


def _free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _port(log, site):
    for _ in range(300):
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/wathiqa/", log.read_text("utf-8")):
            return int(found[1])
        assert site.poll() is None, log.read_text("utf-8")
        time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8"))


def _wait(port):
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("nginx does not listen")


@pytest.fixture
def browser(proxied):
    # As a browser that reaches example.org: its links are whole addresses of that name.
    with httpx.Client(
        verify=False, base_url=f"https://127.0.0.1:{proxied[1]}", headers={"host": "example.org"}
    ) as client:
        yield client


def test_links_hold_behind_the_proxy(browser):
    for path in ("/wathiqa/", f"/wathiqa/-/document/{BEDS}", "/wathiqa/facts/v_facts", "/wathiqa/-/promises?lang=fr"):
        answer = browser.get(path)
        assert answer.status_code == 200
        links = [link for tag, _, link in Page(answer.text).links if tag in ("a", "link", "script", "img", "form")]
        inner = [link.removeprefix("https://example.org") for link in links if not link.startswith(("#", "?", "data:"))]
        article = "/beds"  # where the document came from
        inner = [link for link in inner if not link.startswith(("http://", "https://", article))]
        assert inner
        assert [link for link in inner if not link.startswith("/wathiqa/")] == []
        assert [link for link in inner if link.startswith("/wathiqa/wathiqa/")] == []
    asked = browser.get("/wathiqa/facts/v_sentences.json?_size=1").json()
    assert asked["next_url"].startswith("https://example.org/wathiqa/facts/v_sentences.json")


def test_headers_and_leave_to_keep_come_through(browser):
    answer = browser.get("/wathiqa/-/comparisons")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["strict-transport-security"]
    assert answer.headers["cache-control"] == "max-age=300"
    assert "Path=/wathiqa/" in browser.get("/wathiqa/-/comparisons?lang=fr").headers["set-cookie"]
    assert "no-store" in browser.get("/wathiqa/-/comparisons", headers={"cookie": "lang=fr"}).headers["cache-control"]
    browser.cookies.clear()
    assert '<html lang="ar"' in browser.get("/wathiqa/-/comparisons").text


def test_what_is_plain_is_sent_to_what_is_not_and_writing_is_refused(proxied, browser):
    moved = httpx.get(f"http://127.0.0.1:{proxied[0]}/wathiqa/x?y", headers={"host": "example.org"})
    assert (moved.status_code, moved.headers["location"]) == (301, "https://example.org/wathiqa/x?y")
    assert browser.post("/wathiqa/facts").status_code == 403
    assert browser.get("/wathiqa").status_code == 301


def test_who_asks_too_fast_is_told_to_wait(browser):
    codes = {browser.get(f"/wathiqa/-/fact/{number}").status_code for number in range(120)}
    assert codes == {404, 429}
