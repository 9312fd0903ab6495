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
  built: [
    '.venv',
    '**/__pycache__',
    '.mypy_cache',
    '.pytest_cache',
    '.ruff_cache',
  ],
  fileOf,
  start: program => ({ args: ['-m', moduleOf(program)] }),
  live: {
    rebuild: ['requirements.txt', 'requirements-dev.txt'],
    source: '/app',
    start: program => [
      '/app/.venv/bin/watchfiles',
      '--filter',
      'python',
      `/app/.venv/bin/python -m ${moduleOf(program)}`,
    ],
    once: program => ['/app/.venv/bin/python', '-m', moduleOf(program)],
  },
  commands: (program, port) => [
    ['python3.13 -m venv .venv', 'once'],
    ['.venv/bin/pip install -r requirements-dev.txt', ''],
    [
      `.venv/bin/python -m ${moduleOf(program)}`,
      port ? `serves on port ${port}` : 'runs it',
    ],
    ['.venv/bin/pytest', ''],
  ],
  dockerfile,
};

function fileOf(program: string): string {
  return program.replace(/-/g, '_');
}

/** Programs have a package of their own, so that none is called as a package of the application. */
function moduleOf(program: string): string {
  return `app.programs.${fileOf(program)}`;
}

function dockerfile(input: ImageInput): string {
  const { final, base, programs, ports } = input;
  const own = images[final === 'alpine' ? 'alpine' : 'distroless'];
  const install =
    '--mount=type=cache,target=/root/.cache/pip .venv/bin/pip install --require-hashes';
  const first = moduleOf(programs[0]);
  return `${DOCKERFILE_HEAD}
FROM ${input.images.pythonBuild ?? own.build} AS modules
WORKDIR /app
RUN python -m venv .venv
COPY requirements.txt ./
RUN ${install} -r requirements.txt

FROM modules AS tools
COPY requirements-dev.txt ./
RUN ${install} -r requirements-dev.txt

# What the pipeline asks before it builds: docker build --target test .
FROM tools AS test
COPY . .
RUN .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy . && .venv/bin/pytest

# For Tilt: the process is started anew when a file changes.
FROM tools AS dev
ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1
COPY --chown=${USER} . .
RUN chown ${USER} /app
USER ${USER}
CMD ["/app/.venv/bin/watchfiles", "--filter", "python", "/app/.venv/bin/python -m ${first}"]

FROM ${base ?? input.images.pythonRuntime ?? own.run}
ARG VERSION=dev
ENV PYTHONPATH=/app/.venv/lib/${python}/site-packages PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 APP_VERSION=$VERSION
WORKDIR /app
COPY --from=modules /app/.venv ./.venv
COPY app ./app
USER ${USER}
${exposed(ports)}${base ? images.alpine.entry : own.entry}CMD ["-m", "${first}"]
`;
}
