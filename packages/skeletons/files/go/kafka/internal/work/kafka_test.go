{%- if queues.kafka -%}
package work

import (
	"context"
	"crypto/rand"
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"

	"${{ module }}/internal/config"
)

// onKafka has a group of its own; the topics are there, or made by the brokers when they are first named.
func onKafka(ctx context.Context, t *testing.T, cfg config.Config) tried {
	t.Helper()
	cfg.Queue, cfg.ConsumerGroup = cfg.Queue+"-"+rand.Text(), cfg.ConsumerGroup+"-"+rand.Text()
	cfg.DeadLetters = cfg.Queue + "-dead"
	producer, err := kgo.NewClient(kgo.SeedBrokers(cfg.Kafka.Brokers...), kgo.AllowAutoTopicCreation())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(producer.Close)
	put := func(topic, body string) error {
		return producer.ProduceSync(ctx, &kgo.Record{Topic: topic, Value: []byte(body)}).FirstErr()
	}
	if err := put(cfg.DeadLetters, "made by a test"); err != nil {
		t.Fatal(err)
	}
	queue, err := NewKafka(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return tried{queue, func(body string) error { return put(cfg.Queue, body) }, queue.Close}
}
{%- endif %}
