import pytest

from app.core.config import Program, UnusableEnvironmentError, from_environment

PROGRAM = Program("PORT", 8080, queue=True)
NEEDED = dict.fromkeys(
    [
        "QUEUE",
        "DEAD_LETTER_QUEUE",
        "POSTGRES_HOST",
        "POSTGRES_DB",
        "POSTGRES_USER",
        "POSTGRES_PASSWORD",
        "SQS_QUEUE",
        "S3_BUCKET",
    ],
    "there",
)
"""What nobody else can know."""


def test_has_defaults() -> None:
    config = from_environment(NEEDED, PROGRAM)
    assert (config.port, config.log_level, config.shutdown_timeout) == (8080, "info", 20.0)


def test_takes_what_is_set() -> None:
    env = {"PORT": "0", "LOG_LEVEL": "warn", "SHUTDOWN_TIMEOUT": "500ms"}
    config = from_environment(NEEDED | env, PROGRAM)
    assert (config.port, config.log_level, config.shutdown_timeout) == (0, "warn", 0.5)


def test_tells_everything_that_is_wrong_at_once() -> None:
    env = {"PORT": "65536", "LOG_LEVEL": "loud", "SHUTDOWN_TIMEOUT": "soon"}
    with pytest.raises(UnusableEnvironmentError) as caught:
        from_environment(NEEDED | env, PROGRAM)
    assert str(caught.value).splitlines()[1:] == [
        'PORT is "65536": want a port from 0 to 65535',
        'LOG_LEVEL is "loud": want debug, info, warn, error',
        'SHUTDOWN_TIMEOUT is "soon": want a duration such as 20s',
    ]


def test_tells_everything_that_is_missing_at_once() -> None:
    with pytest.raises(UnusableEnvironmentError) as caught:
        from_environment({}, PROGRAM)
    assert set(str(caught.value).splitlines()[1:]) == {f"{name} is missing" for name in NEEDED}
