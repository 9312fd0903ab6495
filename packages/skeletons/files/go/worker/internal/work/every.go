package work

import (
	"context"
	"time"
)

// Every is a queue that hands out the time, again and again: for work that nobody asks for. One that fails is tried
// again by itself, since the next comes anyway.
func Every(interval time.Duration) Queue { return clock{interval} }

type clock struct{ interval time.Duration }

func (c clock) Receive(ctx context.Context) (Message, error) {
	wait(ctx, c.interval)
	now := time.Now().UTC().Format(time.RFC3339)
	return Message{ID: now, Body: []byte(now), Attempt: 1}, ctx.Err()
}

func (clock) Done(context.Context, Message) error                 { return nil }
func (clock) Retry(context.Context, Message, time.Duration) error { return nil }
func (clock) Bury(context.Context, Message, error) error          { return nil }
