{%- if queues.any -%}
package work

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"${{ module }}/internal/config"
	"${{ module }}/internal/needs"
)

// With the servers that the environment names, where it says that tests may use them: what is put in comes out, again when
// it was put back, and no more when it is done.
func TestTheQueueKeepsItsPromises(t *testing.T) {
	if os.Getenv("TEST_NEEDS") == "" {
		t.Skip("TEST_NEEDS is not set: the tests that need servers are left out")
	}
	cfg, err := config.FromEnvironment(os.LookupEnv, config.Program{Queue: true})
	if err != nil {
		t.Fatal(err)
	}
	open, err := needs.Open(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = open.Close() }()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
{%- if queues.kafka %}
	t.Run("kafka", func(t *testing.T) { kept(ctx, t, onKafka(ctx, t, cfg)) })
{%- endif %}
{%- if queues.rabbitmq %}
	t.Run("rabbitmq", func(t *testing.T) { kept(ctx, t, onRabbitMQ(ctx, t, open)) })
{%- endif %}
{%- if queues.redis %}
	t.Run("redis", func(t *testing.T) { kept(ctx, t, onRedis(ctx, t, open)) })
	t.Run("redis, when a reader died", func(t *testing.T) { leftBehind(ctx, t, open) })
{%- endif %}
{%- if queues.sqs %}
	t.Run("sqs", func(t *testing.T) { kept(ctx, t, onSQS(ctx, t, open)) })
{%- endif %}
}

// tried is a queue of its own, with a way to put something in.
type tried struct {
	Queue
	put   func(body string) error
	close func() error
}

func kept(ctx context.Context, t *testing.T, queue tried) {
	t.Helper()
	defer func() { _ = queue.close() }()
	for _, body := range []string{"again", "useless", "last"} {
		if err := queue.put(body); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for len(got) < 4 {
		message, err := queue.Receive(ctx)
		if err != nil {
			t.Fatalf("after %q: %v", got, err)
		}
		body := string(message.Body)
		got = append(got, body)
		switch {
		case message.ID == "":
			t.Errorf("%s has no name", body)
		case body == "again" && message.Attempt == 1:
			err = queue.Retry(ctx, message, time.Second)
		case body == "useless":
			err = queue.Bury(ctx, message, errors.New("for a test"))
		default:
			err = queue.Done(ctx, message)
		}
		if err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
	if all := strings.Join(got, " "); strings.Count(all, "again") != 2 || strings.Count(all, "useless") != 1 || strings.Count(all, "last") != 1 {
		t.Errorf("handed out %s", all)
	}
	short, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	if message, err := queue.Receive(short); err == nil {
		t.Errorf("%s was handed out although it was done", message.Body)
	}
}
{%- endif %}
