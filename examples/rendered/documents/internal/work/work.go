// Package work takes messages from a queue, one after the other, and never loses one.
package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/xeodocs/git-worker/internal/observe"
)

// Message is a piece of work that waits.
type Message struct {
	ID   string
	Body []byte
	// Attempt counts from 1.
	Attempt int
	// Trace is what the sender's headers tell of the trace that the message belongs to.
	Trace propagation.MapCarrier
}

// Queue hands out messages. One that is neither done, nor put back, nor buried, because the process died over it,
// is handed out again by the queue itself.
type Queue interface {
	// Receive waits for a message.
	Receive(ctx context.Context) (Message, error)
	Done(ctx context.Context, message Message) error
	Retry(ctx context.Context, message Message, after time.Duration) error
	// Bury puts a message where a person looks at it.
	Bury(ctx context.Context, message Message, reason error) error
}

// ErrUseless marks what no further attempt would mend.
var ErrUseless = errors.New("no attempt will succeed")

// Messages are those that were worked on.
var Messages = &observe.Kind{
	Counter:   "messages_total",
	Histogram: "message_duration_seconds",
	Help:      "Messages worked on.",
	Labels:    []string{"result"},
}

// Buried is the result of a message that is now a person's.
const Buried = "buried"

const (
	attempts  = 5
	firstWait = time.Second
	longest   = time.Minute
)

// Worker works on what waits in a queue.
type Worker struct {
	Queue   Queue
	Handle  func(ctx context.Context, message Message) error
	Metrics *observe.Metrics
	Logger  *slog.Logger
}

// Run works until ctx is done. The message under way is finished, and said to be. A queue that is away is asked again, less
// and less often: to end and be started anew would mend nothing, and readiness tells it meanwhile.
func (w Worker) Run(ctx context.Context) error {
	for failures := 0; ; {
		message, err := w.Queue.Receive(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			failures++
			w.Logger.Warn("the queue does not answer", "error", err, "failures", failures)
			wait(ctx, backOff(failures))
		default:
			failures = 0
			w.handle(context.WithoutCancel(ctx), message)
		}
	}
}

func (w Worker) handle(ctx context.Context, message Message) {
	ctx, span := begin(ctx, message)
	defer span.End()
	start := time.Now()
	err := w.try(ctx, message)
	result, settle := "done", w.Queue.Done
	switch {
	case err == nil:
	case errors.Is(err, ErrUseless) || message.Attempt >= attempts:
		result, settle = Buried, func(ctx context.Context, message Message) error {
			return w.Queue.Bury(ctx, message, err)
		}
	default:
		result, settle = "retried", func(ctx context.Context, message Message) error {
			return w.Queue.Retry(ctx, message, backOff(message.Attempt))
		}
	}
	// Where the queue does not hear it, it hands the message out again: work may come twice, and is never lost.
	settled := settle(ctx, message)
	w.Metrics.Done(Messages, time.Since(start), result)
	line := w.Logger.With("id", message.ID, "attempt", message.Attempt, "result", result, "duration_ms", time.Since(start).Milliseconds())
	level := slog.LevelInfo
	if failed := errors.Join(err, settled); failed != nil {
		span.SetStatus(codes.Error, failed.Error())
		line, level = line.With("error", failed), slog.LevelWarn
	}
	if result == Buried {
		level = slog.LevelError
	}
	line.Log(ctx, level, "message")
}

// begin goes on with the trace of who sent the message.
func begin(ctx context.Context, message Message) (context.Context, trace.Span) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, message.Trace)
	return otel.Tracer("github.com/xeodocs/git-worker/internal/work").Start(ctx, "process message", trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithAttributes(attribute.String("messaging.message.id", message.ID), attribute.Int("attempt", message.Attempt)))
}

// try keeps one bad message from ending the worker.
func (w Worker) try(ctx context.Context, message Message) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			w.Logger.ErrorContext(ctx, "panic", "id", message.ID, "error", reason, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	return w.Handle(ctx, message)
}

// backOff doubles from attempt to attempt.
func backOff(attempt int) time.Duration {
	return min(firstWait<<min(attempt-1, 10), longest)
}

func wait(ctx context.Context, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
