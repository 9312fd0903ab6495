{%- if queues.kafka -%}
package work

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/otel/propagation"

	"${{ module }}/internal/config"
)

// settling is how long brokers that are away are waited for before a message counts as unheard.
const settling = 10 * time.Second

// Kafka is a topic. Its partitions are shared out among the pods of the group, and what was worked on is told message by
// message. A topic cannot take a message back, so one that is to be tried again is kept here and holds up those behind it
// in its partition: their order stays.
type Kafka struct {
	client *kgo.Client
	dead   string
	again  *kgo.Record
	tries  int
}

// NewKafka joins the group. What cannot be done goes to the topic for dead letters.
func NewKafka(cfg config.Config) (*Kafka, error) {
	client, err := kgo.NewClient(
		kgo.SeedBrokers(cfg.Kafka.Brokers...),
		kgo.ConsumerGroup(cfg.ConsumerGroup),
		kgo.ConsumeTopics(cfg.Queue),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.DisableAutoCommit(),
	)
	if err != nil {
		return nil, err
	}
	return &Kafka{client: client, dead: cfg.DeadLetters}, nil
}

// Receive waits for a message.
func (q *Kafka) Receive(ctx context.Context) (Message, error) {
	for q.again == nil {
		fetched := q.client.PollRecords(ctx, 1)
		if err := fetched.Err(); err != nil {
			return Message{}, err
		}
		for _, record := range fetched.Records() {
			q.again, q.tries = record, 0
		}
	}
	q.tries++
	id := fmt.Sprintf("%s/%d/%d", q.again.Topic, q.again.Partition, q.again.Offset)
	trace := propagation.MapCarrier{}
	for _, header := range q.again.Headers {
		trace[header.Key] = string(header.Value)
	}
	return Message{ID: id, Body: q.again.Value, Attempt: q.tries, Trace: trace}, nil
}

// Done tells that the message was worked on.
func (q *Kafka) Done(ctx context.Context, _ Message) error {
	record := q.again
	q.again = nil
	ctx, cancel := context.WithTimeout(ctx, settling)
	defer cancel()
	return q.client.CommitRecords(ctx, record)
}

// Retry hands the same message out again.
func (q *Kafka) Retry(ctx context.Context, _ Message, after time.Duration) error {
	wait(ctx, after)
	return nil
}

// Bury writes the message to the topic of those that a person looks at.
func (q *Kafka) Bury(ctx context.Context, message Message, reason error) error {
	headers := append(slices.Clone(q.again.Headers), kgo.RecordHeader{Key: "reason", Value: []byte(reason.Error())})
	record := &kgo.Record{Topic: q.dead, Key: q.again.Key, Value: q.again.Value, Headers: headers}
	producing, cancel := context.WithTimeout(ctx, settling)
	defer cancel()
	if err := q.client.ProduceSync(producing, record).FirstErr(); err != nil {
		return err
	}
	return q.Done(ctx, message)
}

// Close leaves the group.
func (q *Kafka) Close() error {
	q.client.Close()
	return nil
}
{%- endif %}
