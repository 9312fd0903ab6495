import pytest

from app.core.config import Config, Listen, UnusableEnvironmentError, from_environment

LISTEN = Listen("PORT", 8080)


def test_has_defaults() -> None:
    assert from_environment({}, LISTEN) == Config(
        port=8080, log_level="info", shutdown_timeout=20.0
    )


def test_takes_what_is_set() -> None:
    env = {"PORT": "0", "LOG_LEVEL": "warn", "SHUTDOWN_TIMEOUT": "500ms"}
    assert from_environment(env, LISTEN) == Config(port=0, log_level="warn", shutdown_timeout=0.5)


def test_tells_everything_that_is_wrong_at_once() -> None:
    env = {"PORT": "65536", "LOG_LEVEL": "loud", "SHUTDOWN_TIMEOUT": "soon"}
    with pytest.raises(UnusableEnvironmentError) as caught:
        from_environment(env, LISTEN)
    assert str(caught.value).splitlines()[1:] == [
        'PORT is "65536": want a port from 0 to 65535',
        'LOG_LEVEL is "loud": want debug, info, warn, error',
        'SHUTDOWN_TIMEOUT is "soon": want a duration such as 20s',
    ]
