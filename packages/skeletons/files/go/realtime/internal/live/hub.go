// Package live passes on what is said in a room to everybody in it. The rooms show the style; replace them with your own.
package live

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"

	"${{ module }}/internal/observe"
)

const longestName = 100

// Message is what was said in a room.
type Message struct {
	Room string
	Text []byte
}

// Bus carries messages between the replicas.
type Bus interface {
	// Publish hands a message to all replicas, this one included.
	Publish(ctx context.Context, message Message) error
	// Subscribe hands each message to deliver until ctx is done or the bus is lost.
	Subscribe(ctx context.Context, deliver func(Message)) error
}

{% if needs.postgres -%}
// Memory knows what was said last.
type Memory interface {
	Keep(ctx context.Context, message Message) error
	Last(ctx context.Context, room string) ([]string, error)
}

{% endif -%}
// Hub has the guests of this replica.
type Hub struct {
	bus    Bus
{%- if needs.postgres %}
	memory Memory
{%- endif %}
	logger *slog.Logger
	leave  context.CancelFunc
	left   sync.WaitGroup

	mu      sync.Mutex
	rooms   map[string]map[*guest]bool
	closing bool
}

// NewHub listens to the bus from now on.
func NewHub(bus Bus, {% if needs.postgres %}memory Memory, {% endif %}logger *slog.Logger) *Hub {
	ctx, leave := context.WithCancel(context.Background())
	h := &Hub{bus: bus, {% if needs.postgres %}memory: memory, {% endif %}logger: logger, leave: leave, rooms: map[string]map[*guest]bool{}}
	h.left.Go(func() { h.listen(ctx) })
	return h
}

// Join takes a guest into a room, and returns at once: a guest stays longer than a request.
func (h *Hub) Join(w http.ResponseWriter, r *http.Request) {
	room := r.PathValue("room")
	if len(room) > longestName {
		http.Error(w, fmt.Sprintf("the name of a room has at most %d bytes", longestName), http.StatusBadRequest)
		return
	}
	// Only pages of this host may connect; add others by OriginPatterns.
	connection, err := websocket.Accept(w, r, nil)
	if err != nil {
		observe.Log(r.Context()).WarnContext(r.Context(), "a guest was not let in", "error", err)
		return
	}
	g := newGuest(connection)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing {
		go g.sendAway(websocket.StatusGoingAway, "this replica ends")
		return
	}
	if h.rooms[room] == nil {
		h.rooms[room] = map[*guest]bool{}
	}
	h.rooms[room][g] = true
	h.left.Go(func() {
{%- if needs.postgres %}
		before := func(ctx context.Context) []string { return h.last(ctx, room) }
		g.stay(before, func(ctx context.Context, text []byte) error {
			return h.say(ctx, Message{Room: room, Text: text})
		})
{%- else %}
		g.stay(func(ctx context.Context, text []byte) error {
			return h.passOn(ctx, Message{Room: room, Text: text})
		})
{%- endif %}
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.rooms[room], g)
		if len(h.rooms[room]) == 0 {
			delete(h.rooms, room)
		}
	})
}

{% if needs.postgres -%}
// say passes a message on, and remembers it where that can be: those who are here hear it in any case.
func (h *Hub) say(ctx context.Context, message Message) error {
	if err := h.passOn(ctx, message); err != nil {
		return err
	}
	if err := h.memory.Keep(ctx, message); err != nil && ctx.Err() == nil {
		h.logger.Warn("what was said was not kept", "error", err)
	}
	return nil
}

// last is what whoever comes in hears first; nothing where nobody can tell.
func (h *Hub) last(ctx context.Context, room string) []string {
	words, err := h.memory.Last(ctx, room)
	if err != nil && ctx.Err() == nil {
		h.logger.Warn("what was said last is not known", "error", err)
	}
	return words
}

{% endif -%}
func (h *Hub) passOn(ctx context.Context, message Message) error {
	err := h.bus.Publish(ctx, message)
	if err != nil && ctx.Err() == nil {
		h.logger.Warn("what was said was not passed on", "error", err)
	}
	return err
}

// Open is how many guests are here: replicas are added by it.
func (h *Hub) Open() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	open := 0
	for _, guests := range h.rooms {
		open += len(guests)
	}
	return open
}

// Close sends all guests away, who come back to another replica, and waits for them as long as ctx says.
func (h *Hub) Close(ctx context.Context) error {
	h.mu.Lock()
	h.closing = true
	for _, guests := range h.rooms {
		for g := range guests {
			go g.sendAway(websocket.StatusGoingAway, "this replica ends")
		}
	}
	h.mu.Unlock()
	h.leave()
	gone := make(chan struct{})
	go func() {
		h.left.Wait()
		close(gone)
	}()
	select {
	case <-gone:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%d guests were still here: %w", h.Open(), ctx.Err())
	}
}

func (h *Hub) listen(ctx context.Context) {
	for ctx.Err() == nil {
		if err := h.bus.Subscribe(ctx, h.deliver); err != nil && ctx.Err() == nil {
			h.logger.Warn("the bus was lost", "error", err)
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
		}
	}
}

func (h *Hub) deliver(message Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for g := range h.rooms[message.Room] {
		g.tell(message.Text)
	}
}
