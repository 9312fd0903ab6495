import { DOCKERFILE_HEAD, exposed, USER } from './runtime';
import type { ImageInput, RuntimeFacts } from './runtime';

/** The packages are taken from a virtual environment of the same Python, whatever folder that is installed in. */
const python = 'python3.13';
const images = {
  distroless: {
    build: 'docker.io/library/python:3.13-slim-trixie',
    run: 'gcr.io/distroless/python3-debian13:nonroot',
    entry: '',
  },
  alpine: {
    build: 'docker.io/library/python:3.13-alpine',
    run: 'docker.io/library/python:3.13-alpine',
    entry: 'ENTRYPOINT ["python3"]\n',
  },
};

export const pythonRuntime: RuntimeFacts = {
  finals: ['distroless', 'alpine'],
  built: ['.venv', '**/__pycache__', '.pytest_cache', '.ruff_cache'],
  start: program => ({ args: ['-m', `app.${moduleOf(program)}`] }),
  live: {
    rebuild: ['pyproject.toml', 'uv.lock'],
    source: '/app',
    start: program => [
      '/app/.venv/bin/watchfiles',
      '--filter',
      'python',
      `/app/.venv/bin/python -m app.${moduleOf(program)}`,
    ],
    once: program => [
      '/app/.venv/bin/python',
      '-m',
      `app.${moduleOf(program)}`,
    ],
  },
  commands: (program, port) => [
    ['uv sync', ''],
    [
      `uv run python -m app.${moduleOf(program)}`,
      port ? `serves on port ${port}` : 'runs it',
    ],
    ['uv run pytest', ''],
  ],
  dockerfile,
};

function moduleOf(program: string): string {
  return program.replace(/-/g, '_');
}

function dockerfile(input: ImageInput): string {
  const { final, base, programs, ports } = input;
  const own = images[final === 'alpine' ? 'alpine' : 'distroless'];
  const sync = 'uv sync --frozen --no-install-project';
  const first = moduleOf(programs[0]);
  return `${DOCKERFILE_HEAD}
FROM ${input.images.pythonBuild ?? own.build} AS modules
ENV UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /app
RUN pip install --no-cache-dir uv==0.13.8
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv ${sync}

# What the pipeline asks before it builds: docker build --target test .
FROM modules AS test
COPY . .
RUN uv run --frozen ruff check . && uv run --frozen mypy . && uv run --frozen pytest

# For Tilt: the process is started anew when a file changes.
FROM modules AS dev
ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1
COPY --chown=${USER} . .
RUN chown ${USER} /app
USER ${USER}
CMD ["/app/.venv/bin/watchfiles", "--filter", "python", "/app/.venv/bin/python -m app.${first}"]

FROM modules AS build
RUN --mount=type=cache,target=/root/.cache/uv ${sync} --no-dev

FROM ${base ?? input.images.pythonRuntime ?? own.run}
ARG VERSION=dev
ENV PYTHONPATH=/app/.venv/lib/${python}/site-packages PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 APP_VERSION=$VERSION
WORKDIR /app
COPY --from=build /app/.venv ./.venv
COPY app ./app
USER ${USER}
${exposed(ports)}${
    base ? images.alpine.entry : own.entry
  }CMD ["-m", "app.${first}"]
`;
}
