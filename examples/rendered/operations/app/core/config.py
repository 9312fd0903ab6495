"""Everything that can be set from outside."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

LEVELS = ("debug", "info", "warn", "error")
_HIGHEST_PORT = 65_535


@dataclass(frozen=True)
class Program:
    """What one of the service's programs asks of its environment."""

    variable: str | None = None
    """Tells its port; a job listens on none."""
    port: int = 0
    """When nobody sets the variable."""
    queue: bool = False
    """Whether it reads from a queue."""


@dataclass(frozen=True)
class Postgres:
    host: str
    port: int
    database: str
    user: str
    password: str


@dataclass(frozen=True)
class S3:
    endpoint: str | None
    """Where stores other than that of AWS are asked."""
    region: str
    bucket: str
    access_key_id: str | None
    """Left out where the platform tells who asks."""
    secret_access_key: str | None


@dataclass(frozen=True)
class Config:
    port: int
    """0 takes a free one."""
    log_level: str
    shutdown_timeout: float
    """How long what is under way may take to finish, in seconds."""
    queue: str
    """What a worker reads from; only a program that asks for it has one."""
    dead_letters: str
    """Where it puts what cannot be done."""
    postgres: Postgres
    sqs_queue: str
    """Where it is and who asks, the AWS library reads from its own variables."""
    s3: S3


class UnusableEnvironmentError(Exception):
    """Says everything that is wrong with an environment."""


def from_environment(env: Mapping[str, str], program: Program) -> Config:
    """Reads all that can be set. What is wrong is told all at once."""
    problems: list[str] = []

    def read[T](name: str, fallback: T, want: str, parse: Callable[[str], T | None]) -> T:
        text = env.get(name)
        if not text:
            return fallback
        value = parse(text)
        if value is None:
            problems.append(f'{name} is "{text}": want {want}')
            return fallback
        return value

    def required(name: str) -> str:
        text = env.get(name, "")
        if not text:
            problems.append(f"{name} is missing")
        return text

    config = Config(
        port=read(program.variable or "", program.port, "a port from 0 to 65535", _port),
        log_level=read("LOG_LEVEL", "info", ", ".join(LEVELS), _level),
        shutdown_timeout=read("SHUTDOWN_TIMEOUT", 20.0, "a duration such as 20s", _duration),
        queue=required("QUEUE") if program.queue else "",
        dead_letters=required("DEAD_LETTER_QUEUE") if program.queue else "",
        postgres=Postgres(
            host=required("POSTGRES_HOST"),
            port=read("POSTGRES_PORT", 5432, "a port from 0 to 65535", _port),
            database=required("POSTGRES_DB"),
            user=required("POSTGRES_USER"),
            password=required("POSTGRES_PASSWORD"),
        ),
        sqs_queue=required("SQS_QUEUE"),
        s3=S3(
            endpoint=env.get("S3_ENDPOINT"),
            region=env.get("S3_REGION", "auto"),
            bucket=required("S3_BUCKET"),
            access_key_id=env.get("S3_ACCESS_KEY_ID"),
            secret_access_key=env.get("S3_SECRET_ACCESS_KEY"),
        ),
    )
    if problems:
        raise UnusableEnvironmentError("the environment cannot be used:\n" + "\n".join(problems))
    return config


def _port(text: str) -> int | None:
    port = int(text) if re.fullmatch(r"[0-9]{1,5}", text) else None
    return port if port is not None and port <= _HIGHEST_PORT else None


def _level(text: str) -> str | None:
    return text if text in LEVELS else None


_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0}


def _duration(text: str) -> float | None:
    match = re.fullmatch(r"([0-9]+)(ms|s|m)", text)
    return int(match[1]) * _UNITS[match[2]] if match else None
