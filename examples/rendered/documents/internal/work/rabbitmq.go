package work

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
	"go.opentelemetry.io/otel/propagation"

	"github.com/xeodocs/git-worker/internal/needs"
)

// attempt is the header that counts them.
const attempt = "x-attempt"

// RabbitMQ is a queue with two more beside it: -retry keeps what waits for its next attempt, the one for dead letters what
// a person looks at.
type RabbitMQ struct {
	broker  *needs.RabbitMQ
	queue   string
	dead    string
	channel *amqp.Channel
	waiting <-chan amqp.Delivery
	current amqp.Delivery
}

// NewRabbitMQ reads from a queue; dead is the one for what cannot be done. It makes them when they are not there.
func NewRabbitMQ(broker *needs.RabbitMQ, queue, dead string) *RabbitMQ {
	return &RabbitMQ{broker: broker, queue: queue, dead: dead}
}

// Receive waits for a message.
func (q *RabbitMQ) Receive(ctx context.Context) (Message, error) {
	if q.channel == nil {
		if err := q.subscribe(); err != nil {
			return Message{}, err
		}
	}
	select {
	case <-ctx.Done():
		return Message{}, ctx.Err()
	case delivery, open := <-q.waiting:
		if !open {
			q.channel = nil
			return Message{}, errors.New("the connection was lost")
		}
		q.current = delivery
		return Message{ID: identity(delivery), Body: delivery.Body, Attempt: attemptOf(delivery), Trace: traceOf(delivery)}, nil
	}
}

// Done tells that the message was worked on.
func (q *RabbitMQ) Done(_ context.Context, _ Message) error { return q.current.Ack(false) }

// Retry lets the message wait, then puts it back.
func (q *RabbitMQ) Retry(ctx context.Context, message Message, after time.Duration) error {
	return q.move(ctx, q.queue+"-retry", strconv.FormatInt(after.Milliseconds(), 10), amqp.Table{
		attempt: int32(message.Attempt + 1), //nolint:gosec // a small number
	})
}

// Bury puts the message where a person looks at it.
func (q *RabbitMQ) Bury(ctx context.Context, _ Message, reason error) error {
	return q.move(ctx, q.dead, "", amqp.Table{"x-reason": reason.Error()})
}

// Close gives back what was handed out and not worked on.
func (q *RabbitMQ) Close() error {
	if q.channel == nil {
		return nil
	}
	return q.channel.Close()
}

func (q *RabbitMQ) subscribe() error {
	channel, err := q.broker.Channel()
	if err != nil {
		return err
	}
	back := amqp.Table{"x-dead-letter-exchange": "", "x-dead-letter-routing-key": q.queue}
	for name, extra := range map[string]amqp.Table{q.queue: nil, q.queue + "-retry": back, q.dead: nil} {
		if _, err = channel.QueueDeclare(name, true, false, false, false, extra); err != nil {
			return errors.Join(err, channel.Close())
		}
	}
	// One at a time: what waits here would wait for this pod.
	err = errors.Join(channel.Qos(1, 0, false), channel.Confirm(false))
	if err == nil {
		q.waiting, err = channel.Consume(q.queue, "", false, false, false, false, nil)
	}
	if err != nil {
		return errors.Join(err, channel.Close())
	}
	q.channel = channel
	return nil
}

// move takes the message out of the queue once the broker has it in the other; else it is given back, since no other comes
// while it is held.
func (q *RabbitMQ) move(ctx context.Context, to, expiration string, headers amqp.Table) error {
	if err := q.publish(ctx, to, expiration, headers); err != nil {
		return errors.Join(err, q.current.Nack(false, true))
	}
	return q.current.Ack(false)
}

func (q *RabbitMQ) publish(ctx context.Context, to, expiration string, headers amqp.Table) error {
	// What its sender said of it, such as its trace, goes along.
	kept := maps.Clone(q.current.Headers)
	if kept == nil {
		kept = amqp.Table{}
	}
	maps.Copy(kept, headers)
	confirmed, err := q.channel.PublishWithDeferredConfirmWithContext(ctx, "", to, false, false, amqp.Publishing{
		Headers:      kept,
		MessageId:    identity(q.current),
		ContentType:  q.current.ContentType,
		DeliveryMode: amqp.Persistent,
		Expiration:   expiration,
		Body:         q.current.Body,
	})
	if err == nil && !confirmed.Wait() {
		err = errors.New("the broker did not keep the message")
	}
	return err
}

func identity(delivery amqp.Delivery) string {
	if delivery.MessageId != "" {
		return delivery.MessageId
	}
	return strconv.FormatUint(delivery.DeliveryTag, 10)
}

func traceOf(delivery amqp.Delivery) propagation.MapCarrier {
	trace := propagation.MapCarrier{}
	for name, value := range delivery.Headers {
		if text, ok := value.(string); ok {
			trace[name] = text
		}
	}
	return trace
}

func attemptOf(delivery amqp.Delivery) int {
	if count, ok := delivery.Headers[attempt].(int32); ok {
		return int(count)
	}
	return 1
}
