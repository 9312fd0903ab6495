package work

import (
	"context"
	"fmt"
)
{% if needs.postgres %}
// Greetings are where they are kept.
type Greetings interface {
{%- if queues.any %}
	Put(ctx context.Context, name, message string) error
{%- else %}
	Tidy(ctx context.Context) (int, error)
{%- endif %}
}

// Handler does what a message asks for. It may get the same one twice, and the second time must change nothing. This one
// shows the style; replace it with your own.
func Handler(greetings Greetings) func(context.Context, Message) error {
	return func(ctx context.Context, message Message) error {
		if len(message.Body) == 0 {
			return fmt.Errorf("message %s is empty: %w", message.ID, ErrUseless)
		}
{%- if queues.any %}
		name := string(message.Body)
		return greetings.Put(ctx, name, "Hello, "+name)
{%- else %}
		_, err := greetings.Tidy(ctx)
		return err
{%- endif %}
	}
}
{%- else %}
// Handle does what a message asks for. It may get the same one twice, and the second time must change nothing. This one
// shows the style; replace it with your own.
func Handle(_ context.Context, message Message) error {
	if len(message.Body) == 0 {
		return fmt.Errorf("message %s is empty: %w", message.ID, ErrUseless)
	}
	return nil
}
{%- endif %}
