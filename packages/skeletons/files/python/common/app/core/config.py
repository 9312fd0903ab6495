"""Everything that can be set from outside."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

LEVELS = ("debug", "info", "warn", "error")
_HIGHEST_PORT = 65_535


@dataclass(frozen=True)
class Listen:
    """The variable that tells a program's port, and the port when nobody sets it."""

    variable: str
    port: int


@dataclass(frozen=True)
class Config:
    port: int
    """0 takes a free one."""
    log_level: str
    shutdown_timeout: float
    """How long what is under way may take to finish, in seconds."""


class UnusableEnvironmentError(Exception):
    """Says everything that is wrong with an environment."""


def from_environment(env: Mapping[str, str], listen: Listen | None = None) -> Config:
    """Reads the port, LOG_LEVEL and SHUTDOWN_TIMEOUT. What is wrong is told all at once."""
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

    config = Config(
        port=read(listen.variable, listen.port, "a port from 0 to 65535", _port) if listen else 0,
        log_level=read("LOG_LEVEL", "info", ", ".join(LEVELS), _level),
        shutdown_timeout=read("SHUTDOWN_TIMEOUT", 20.0, "a duration such as 20s", _duration),
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
