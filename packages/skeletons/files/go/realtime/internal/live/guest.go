package live

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/coder/websocket"
)

const (
	// A guest who reads more slowly than others speak is sent away rather than remembered for ever.
	backlog  = 64
	longest  = 32 * 1024
	patience = 10 * time.Second
	// More often than proxies forget a quiet connection.
	heartbeat = 30 * time.Second
)

// guest is somebody whose connection is open.
type guest struct {
	connection *websocket.Conn
	unheard    chan []byte
}

func newGuest(connection *websocket.Conn) *guest {
	connection.SetReadLimit(longest)
	return &guest{connection, make(chan []byte, backlog)}
}

{% if needs.postgres -%}
// stay tells the guest what was said before, and hands what the guest says to say, until the guest is gone.
func (g *guest) stay(before func(ctx context.Context) []string, say func(ctx context.Context, text []byte) error) {
{%- else -%}
// stay hands what the guest says to say, until the guest is gone.
func (g *guest) stay(say func(ctx context.Context, text []byte) error) {
{%- endif %}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go g.listen(ctx{% if needs.postgres %}, before{% endif %})
	for {
		kind, text, err := g.connection.Read(ctx)
		if err != nil {
			return
		}
		if kind != websocket.MessageText || !utf8.Valid(text) {
			// A browser that hears anything else as text leaves.
			g.sendAway(websocket.StatusUnsupportedData, "only text is passed on")
			return
		}
		if err := say(ctx, text); err != nil {
			g.sendAway(websocket.StatusTryAgainLater, "what was said was not passed on")
			return
		}
	}
}

// tell hands the guest a message, without waiting for it to be heard.
func (g *guest) tell(text []byte) {
	select {
	case g.unheard <- text:
	default:
		go g.sendAway(websocket.StatusPolicyViolation, "too slow")
	}
}

func (g *guest) sendAway(code websocket.StatusCode, reason string) {
	_ = g.connection.Close(code, reason)
}

// listen writes to the guest what was said, and asks now and then whether anybody is there.
{%- if needs.postgres %}
// What is said meanwhile waits; what is said in that very moment may come twice, and is never missed.
func (g *guest) listen(ctx context.Context, before func(ctx context.Context) []string) {
	for _, text := range before(ctx) {
		if err := g.write(ctx, []byte(text)); err != nil {
			_ = g.connection.CloseNow()
			return
		}
	}
{%- else %}
func (g *guest) listen(ctx context.Context) {
{%- endif %}
	alive := time.NewTicker(heartbeat)
	defer alive.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case text := <-g.unheard:
			err = g.write(ctx, text)
		case <-alive.C:
			err = g.within(ctx, g.connection.Ping)
		}
		if err != nil {
			_ = g.connection.CloseNow()
			return
		}
	}
}

func (g *guest) write(ctx context.Context, text []byte) error {
	return g.within(ctx, func(ctx context.Context) error {
		return g.connection.Write(ctx, websocket.MessageText, text)
	})
}

func (g *guest) within(ctx context.Context, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return do(ctx)
}
