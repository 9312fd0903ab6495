{%- if not needs.redis -%}
package live

import (
	"context"
	"sync"
)

// Local is the bus of a single replica: whoever is on another hears nothing of it. With a need of type redis the service
// gets one that reaches all.
type Local struct {
	mu      sync.Mutex
	deliver func(Message)
}

// NewLocal returns a bus that reaches this process.
func NewLocal() *Local { return &Local{deliver: func(Message) {}} }

// Publish hands the message on at once.
func (l *Local) Publish(_ context.Context, message Message) error {
	l.mu.Lock()
	deliver := l.deliver
	l.mu.Unlock()
	deliver(message)
	return nil
}

// Subscribe hands on what is published until ctx is done.
func (l *Local) Subscribe(ctx context.Context, deliver func(Message)) error {
	l.mu.Lock()
	l.deliver = deliver
	l.mu.Unlock()
	<-ctx.Done()
	return nil
}
{%- endif %}
