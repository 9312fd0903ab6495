{%- if shapes.realtime -%}
package live

import (
	"context"
	"errors"
	"strings"

	"github.com/redis/go-redis/v9"
)

// prefix keeps the service's channels apart from those of others.
const prefix = "${{ name }}:rooms:"

// Redis is the bus of all replicas.
type Redis struct{ client *redis.Client }

// NewRedis returns a bus that reaches whoever has the same Redis.
func NewRedis(client *redis.Client) *Redis { return &Redis{client} }

// Publish hands the message to all who listen just now: whoever is away misses it.
func (b *Redis) Publish(ctx context.Context, message Message) error {
	return b.client.Publish(ctx, prefix+message.Room, message.Text).Err()
}

// Subscribe hands on what is published until ctx is done; the library subscribes again when the connection was lost.
func (b *Redis) Subscribe(ctx context.Context, deliver func(Message)) (err error) {
	subscription := b.client.PSubscribe(ctx, prefix+"*")
	defer func() { err = errors.Join(err, subscription.Close()) }()
	if _, err := subscription.Receive(ctx); err != nil {
		return err
	}
	for messages := subscription.Channel(); ; {
		select {
		case <-ctx.Done():
			return nil
		case message, open := <-messages:
			if !open {
				return errors.New("the subscription ended")
			}
			deliver(Message{Room: strings.TrimPrefix(message.Channel, prefix), Text: []byte(message.Payload)})
		}
	}
}
{%- endif %}
