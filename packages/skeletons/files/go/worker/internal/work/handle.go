package work

import (
	"context"
	"fmt"
)

// Handle does what a message asks for. It may get the same one twice, and the second time must change nothing. This one
// shows the style; replace it with your own.
func Handle(_ context.Context, message Message) error {
	if len(message.Body) == 0 {
		return fmt.Errorf("message %s is empty: %w", message.ID, ErrUseless)
	}
	return nil
}
