package needs

import (
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"${{ module }}/internal/config"
)

// nowhere is an environment whose servers are all away: nothing listens on port 1.
func nowhere(name string) (string, bool) {
	for _, variable := range []string{
{%- if needs.postgres %}
		"POSTGRES_HOST=127.0.0.1",
		"POSTGRES_PORT=1",
		"POSTGRES_DB=none",
		"POSTGRES_USER=nobody",
		"POSTGRES_PASSWORD=none",
{%- endif %}
{%- if needs.redis %}
		"REDIS_ADDR=127.0.0.1:1",
{%- endif %}
{%- if needs.kafka %}
		"KAFKA_BROKERS=127.0.0.1:1",
{%- endif %}
{%- if needs.rabbitmq %}
		"RABBITMQ_URL=amqp://127.0.0.1:1/",
{%- endif %}
{%- if needs.sqs %}
		"SQS_QUEUE=none",
{%- endif %}
{%- if needs.s3 %}
		"S3_BUCKET=none",
		"S3_ENDPOINT=http://127.0.0.1:1",
		"S3_ACCESS_KEY_ID=nobody",
		"S3_SECRET_ACCESS_KEY=none",
{%- endif %}
	} {
		if value, ok := strings.CutPrefix(variable, name+"="); ok {
			return value, true
		}
	}
	return "", false
}

func opened(t *testing.T, lookup func(string) (string, bool)) *Needs {
	t.Helper()
	cfg, err := config.FromEnvironment(lookup, config.Program{})
	if err != nil {
		t.Fatal(err)
	}
	open, err := Open(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := open.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
	})
	return open
}

func waitFor(t *testing.T, what string, open *Needs, is func(state string) bool) {
	t.Helper()
	for range 300 {
		if states := slices.Collect(maps.Values(open.States())); !slices.ContainsFunc(states, func(state string) bool { return !is(state) }) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("not %s: %v", what, open.States())
}

func TestAProgramStartsWhileItsNeedsAreAway(t *testing.T) {
{%- if needs.sqs %}
	t.Setenv("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:1")
	t.Setenv("AWS_REGION", "eu-central-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "nobody")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "none")
{%- endif %}
	waitFor(t, "told to be away", opened(t, nowhere), func(state string) bool { return state != Ok && state != "not asked yet" })
}

// With the servers that the environment names, where it says that tests may use them.
func TestEachNeedAnswers(t *testing.T) {
	if os.Getenv("TEST_NEEDS") == "" {
		t.Skip("TEST_NEEDS is not set: the tests that need servers are left out")
	}
	waitFor(t, "ok", opened(t, os.LookupEnv), func(state string) bool { return state == Ok })
}
