# The site in a container: with the samples of corpus/ as they come, or with a database of yours (docs/hosting.md).
#
#   docker build -t wathiqa .
#   docker run --rm --read-only --tmpfs /tmp -p 127.0.0.1:8001:8001 wathiqa
#   docker run --rm --read-only --tmpfs /tmp -p 127.0.0.1:8001:8001 -v ./extracted:/data:ro -e PIPELINE_DB=/data/facts.db wathiqa

ARG PYTHON=3.11.13-slim-bookworm

FROM python:${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /venv
# As `make setup`: the list is complete and pinned, so nothing is resolved here.
COPY requirements.txt ./
RUN /venv/bin/python -m pip install --quiet --no-deps --no-compile -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY pipeline pipeline
RUN /venv/bin/python -m pip install --quiet --no-deps --no-build-isolation .
COPY corpus corpus
RUN /venv/bin/pipeline ingest corpus --db /demo/facts.db --quiet

FROM python:${PYTHON}
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin wathiqa
COPY --from=build /venv /venv
COPY --from=build /demo /demo
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIPELINE_DB=/demo/facts.db
USER 10001
EXPOSE 8001
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8001/robots.txt', timeout=4)"]
ENTRYPOINT ["pipeline"]
CMD ["serve", "--read-only-demo", "--host", "0.0.0.0", "--port", "8001"]
