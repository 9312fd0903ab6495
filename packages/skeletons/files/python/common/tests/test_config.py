import pytest

from app.core.config import Program, UnusableEnvironmentError, from_environment

PROGRAM = Program("PORT", 8080{% if queues.any %}, queue=True{% endif %})
{% if needs.any -%}
NEEDED = dict.fromkeys(
    [
{%- if queues.any %}
        "QUEUE",
        "DEAD_LETTER_QUEUE",
{%- endif %}
{%- if queues.kafka %}
        "CONSUMER_GROUP",
{%- endif %}
{%- if needs.postgres %}
        "POSTGRES_HOST",
        "POSTGRES_DB",
        "POSTGRES_USER",
        "POSTGRES_PASSWORD",
{%- endif %}
{%- if needs.redis %}
        "REDIS_ADDR",
{%- endif %}
{%- if needs.kafka %}
        "KAFKA_BROKERS",
{%- endif %}
{%- if needs.rabbitmq %}
        "RABBITMQ_URL",
{%- endif %}
{%- if needs.sqs %}
        "SQS_QUEUE",
{%- endif %}
{%- if needs.s3 %}
        "S3_BUCKET",
{%- endif %}
    ],
    "there",
)
"""What nobody else can know."""
{%- else -%}
NEEDED: dict[str, str] = {}
{%- endif %}


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
{%- if needs.any %}


def test_tells_everything_that_is_missing_at_once() -> None:
    with pytest.raises(UnusableEnvironmentError) as caught:
        from_environment({}, PROGRAM)
    assert set(str(caught.value).splitlines()[1:]) == {f"{name} is missing" for name in NEEDED}
{%- endif %}
