package work

import (
	"context"
	"fmt"
)

// Greetings are where they are kept.
type Greetings interface {
	Put(ctx context.Context, name, message string) error
}

// Handler does what a message asks for. It may get the same one twice, and the second time must change nothing. This one
// shows the style; replace it with your own.
func Handler(greetings Greetings) func(context.Context, Message) error {
	return func(ctx context.Context, message Message) error {
		if len(message.Body) == 0 {
			return fmt.Errorf("message %s is empty: %w", message.ID, ErrUseless)
		}
		name := string(message.Body)
		return greetings.Put(ctx, name, "Hello, "+name)
	}
}
