package work

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"github.com/xeodocs/git-worker/internal/observe"
)

// fake is a queue of messages that are there; what was said of them is kept.
type fake struct {
	waiting []Message
	said    []string
	ended   func()
}

func (q *fake) Receive(ctx context.Context) (Message, error) {
	if len(q.waiting) == 0 {
		q.ended()
		<-ctx.Done()
		return Message{}, ctx.Err()
	}
	message := q.waiting[0]
	q.waiting = q.waiting[1:]
	if message.ID == "" {
		return Message{}, errors.New("away")
	}
	return message, nil
}

func (q *fake) say(what string, message Message) error {
	q.said = append(q.said, what+" "+message.ID)
	return nil
}

func (q *fake) Done(_ context.Context, m Message) error { return q.say("done", m) }
func (q *fake) Retry(_ context.Context, m Message, after time.Duration) error {
	return q.say(fmt.Sprintf("retry after %s", after), m)
}
func (q *fake) Bury(_ context.Context, m Message, _ error) error { return q.say("bury", m) }

type memory map[string]string

func (m memory) Put(_ context.Context, name, message string) error {
	m[name] = message
	return nil
}

var handle = Handler(memory{})

func worked(t *testing.T, handle func(context.Context, Message) error, waiting ...Message) []string {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	queue := &fake{waiting: waiting, ended: end}
	worker := Worker{Queue: queue, Handle: handle, Metrics: observe.NewMetrics("test", Messages), Logger: slog.New(slog.DiscardHandler)}
	if err := worker.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return queue.said
}

func TestWhatBecomesOfAMessage(t *testing.T) {
	fails := func(context.Context, Message) error { return errors.New("not now") }
	tests := map[string]struct {
		handle  func(context.Context, Message) error
		message Message
		want    string
	}{
		"it succeeds":               {handle, Message{ID: "a", Body: []byte("x"), Attempt: 1}, "done a"},
		"it fails":                  {fails, Message{ID: "a", Attempt: 1}, "retry after 1s a"},
		"it fails again":            {fails, Message{ID: "a", Attempt: 3}, "retry after 4s a"},
		"it fails too often":        {fails, Message{ID: "a", Attempt: attempts}, "bury a"},
		"it can never succeed":      {handle, Message{ID: "a", Attempt: 1}, "bury a"},
		"it breaks what handles it": {func(context.Context, Message) error { panic("oh") }, Message{ID: "a", Attempt: 1}, "retry after 1s a"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := worked(t, test.handle, test.message); !slices.Equal(got, []string{test.want}) {
				t.Errorf("said %q, want %q", got, test.want)
			}
		})
	}
}

func TestTheLogSaysWhatBecameOfAMessageAndWhy(t *testing.T) {
	for attempt, want := range map[int]string{
		1:        `"level":"WARN","msg":"message","id":"a","attempt":1,"result":"retried"`,
		attempts: `"level":"ERROR","msg":"message","id":"a","attempt":5,"result":"buried"`,
	} {
		var log bytes.Buffer
		queue := &fake{}
		worker := Worker{Queue: queue, Metrics: observe.NewMetrics("test", Messages), Logger: slog.New(slog.NewJSONHandler(&log, nil))}
		worker.Handle = func(context.Context, Message) error { return errors.New("not now") }
		worker.handle(t.Context(), Message{ID: "a", Attempt: attempt})
		if line := log.String(); !strings.Contains(line, want) || !strings.Contains(line, `"error":"not now"`) {
			t.Errorf("the log has %s, want %s", line, want)
		}
	}
}

func TestAQueueThatIsAwayIsAskedAgainLaterAndLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		said := worked(t, handle, Message{}, Message{}, Message{}, Message{ID: "a", Body: []byte("x"), Attempt: 1})
		if waited := time.Since(start); waited != 7*time.Second || !slices.Equal(said, []string{"done a"}) {
			t.Errorf("said %q after %s, want done a after 1 + 2 + 4 s", said, waited)
		}
	})
}

func TestWhatIsUnderWayIsFinished(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	queue := &fake{waiting: []Message{{ID: "a", Attempt: 1}, {ID: "b", Attempt: 1}}, ended: func() {}}
	handle := func(ctx context.Context, _ Message) error {
		end()
		return ctx.Err()
	}
	worker := Worker{Queue: &until{fake: queue, ctx: ctx}, Handle: handle, Metrics: observe.NewMetrics("test", Messages), Logger: slog.New(slog.DiscardHandler)}
	if err := worker.Run(ctx); err != nil || !slices.Equal(queue.said, []string{"done a"}) {
		t.Errorf("Run = %v, said %q, want done a", err, queue.said)
	}
}

// until hands out nothing once its context is done, as real queues do.
type until struct {
	*fake
	ctx context.Context
}

func (q *until) Receive(ctx context.Context) (Message, error) {
	if q.ctx.Err() != nil {
		return Message{}, q.ctx.Err()
	}
	return q.fake.Receive(ctx)
}

func TestAMessageGoesOnWithTheTraceOfItsSender(t *testing.T) {
	otel.SetTextMapPropagator(propagation.TraceContext{})
	sent := propagation.MapCarrier{"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
	var trace string
	worked(t, func(ctx context.Context, _ Message) error {
		now := propagation.MapCarrier{}
		otel.GetTextMapPropagator().Inject(ctx, now)
		trace = now["traceparent"]
		return nil
	}, Message{ID: "a", Attempt: 1, Trace: sent})
	if !strings.Contains(trace, "4bf92f3577b34da6a3ce929d0e0e4736") {
		t.Errorf("the trace is %q", trace)
	}
}

func TestEveryHandsOutTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		message, err := Every(time.Minute).Receive(t.Context())
		if err != nil || time.Since(start) != time.Minute || len(message.Body) == 0 {
			t.Errorf("Receive = %+v, %v after %s", message, err, time.Since(start))
		}
	})
}
