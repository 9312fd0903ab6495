package live

import (
	"context"
{%- if needs.postgres %}
	"crypto/rand"
{%- endif %}
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
{%- if needs.redis or needs.postgres %}
	"os"
{%- endif %}
{%- if needs.postgres %}
	"slices"
	"strconv"
{%- endif %}
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
{%- if needs.redis or needs.postgres %}

	"${{ module }}/internal/config"
	"${{ module }}/internal/needs"
{%- endif %}
)

// together is a bus that several replicas share.
type together struct {
	mu       sync.Mutex
	replicas []func(Message)
}

func (b *together) Publish(_ context.Context, message Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, deliver := range b.replicas {
		deliver(message)
	}
	return nil
}

func (b *together) Subscribe(ctx context.Context, deliver func(Message)) error {
	b.mu.Lock()
	b.replicas = append(b.replicas, deliver)
	b.mu.Unlock()
	<-ctx.Done()
	return nil
}

{% if needs.postgres -%}
// heard is a memory of what was said.
type heard struct {
	mu   sync.Mutex
	said []string
	away error
}

func (m *heard) Keep(_ context.Context, message Message) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.said = append(m.said, string(message.Text))
	return m.away
}

func (m *heard) Last(context.Context, string) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.said, m.away
}

{% endif -%}
// replica serves a hub, and ends with the test.
func replica(t *testing.T, bus Bus) (*Hub, func(room string) *websocket.Conn) {
	t.Helper()
{%- if needs.postgres %}
	return remembering(t, bus, &heard{away: errors.New("away")})
}

func remembering(t *testing.T, bus Bus, memory Memory) (*Hub, func(room string) *websocket.Conn) {
	t.Helper()
{%- endif %}
	hub := NewHub(bus, {% if needs.postgres %}memory, {% endif %}slog.New(slog.DiscardHandler))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /rooms/{room}", hub.Join)
	server := httptest.NewServer(mux)
	t.Cleanup(func() {
		if err := hub.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("Close = %v", err)
		}
		server.Close()
	})
	return hub, func(room string) *websocket.Conn {
		guest, _, err := websocket.Dial(t.Context(), server.URL+"/rooms/"+room, nil) //nolint:bodyclose // the library closes it
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = guest.CloseNow() })
		return guest
	}
}

func say(t *testing.T, guest *websocket.Conn, text string) {
	t.Helper()
	if err := guest.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

func hears(t *testing.T, guest *websocket.Conn, want string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, text, err := guest.Read(ctx); err != nil || string(text) != want {
		t.Errorf("heard %q, %v, want %q", text, err, want)
	}
}

// passesOn tells whether a room is one room on two replicas of a bus, once both listen to it.
func passesOn(t *testing.T, bus1, bus2 Bus) {
	t.Helper()
	_, join1 := replica(t, bus1)
	_, join2 := replica(t, bus2)
	ada, eve, stranger := join1("lobby"), join2("lobby"), join2("other")
	var listening sync.WaitGroup
	listening.Go(func() { hears(t, ada, "hello") })
	listening.Go(func() { hears(t, eve, "hello") })
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		listening.Wait()
	}()
	for waiting := true; waiting; {
		say(t, ada, "hello")
		select {
		case <-heard:
			waiting = false
		case <-time.After(20 * time.Millisecond):
		}
	}
	say(t, stranger, "here?")
	hears(t, stranger, "here?")
}

func TestARoomIsOneRoomOnAllReplicas(t *testing.T) {
	bus := &together{}
	passesOn(t, bus, bus)
}

{% if needs.postgres -%}
func TestWhoComesInHearsWhatWasSaidLast(t *testing.T) {
	bus := &together{}
	memory := &heard{said: []string{"one", "two"}}
	_, join := remembering(t, bus, memory)
	ada := join("lobby")
	hears(t, ada, "one")
	hears(t, ada, "two")
	say(t, ada, "three")
	for range 1000 {
		if said, _ := memory.Last(t.Context(), "lobby"); len(said) == 3 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if said, _ := memory.Last(t.Context(), "lobby"); !slices.Equal(said, []string{"one", "two", "three"}) {
		t.Errorf("kept %q, want what was said, too", said)
	}
}

// With the database that the environment names, where it says that tests may write there.
func TestWords(t *testing.T) {
	if os.Getenv("TEST_NEEDS") == "" {
		t.Skip("TEST_NEEDS is not set: the tests that need a database are left out")
	}
	cfg, err := config.FromEnvironment(os.LookupEnv, config.Program{})
	if err != nil {
		t.Fatal(err)
	}
	open, err := needs.Open(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = open.Close() }()
	if err := needs.Migrate(t.Context(), open.Postgres); err != nil {
		t.Fatal(err)
	}
	words, ctx, room := Words{open.Postgres}, t.Context(), rand.Text()
	defer func() {
		_, _ = open.Postgres.Exec(context.WithoutCancel(ctx), `DELETE FROM words WHERE room = $1`, room)
	}()
	var want []string
	for number := range remembered + 2 {
		text := strconv.Itoa(number)
		want = append(want, text)
		if err := words.Keep(ctx, Message{Room: room, Text: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := words.Last(ctx, room); err != nil || !slices.Equal(got, want[2:]) {
		t.Errorf("Last = %q, %v, want %q", got, err, want[2:])
	}
	if got, err := words.Last(ctx, room+" beside"); err != nil || len(got) != 0 {
		t.Errorf("Last = %q, %v, want none", got, err)
	}
	var kept int
	if err := open.Postgres.QueryRow(ctx, `SELECT count(*) FROM words WHERE room = $1`, room).Scan(&kept); err != nil || kept != remembered {
		t.Errorf("%d are kept, %v, want %d", kept, err, remembered)
	}
}

{% endif -%}
func TestGuestsAreSentElsewhereInTheEnd(t *testing.T) {
	hub, join := replica(t, &together{})
	guest := join("lobby")
	// A guest hears of being let in before the hub has written it down.
	for range 1000 {
		if hub.Open() == 1 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if hub.Open() != 1 {
		t.Errorf("Open = %d, want 1", hub.Open())
	}
	read := make(chan error, 1)
	go func() {
		_, _, err := guest.Read(t.Context())
		read <- err
	}()
	if err := hub.Close(t.Context()); err != nil {
		t.Errorf("Close = %v", err)
	}
	if code := websocket.CloseStatus(<-read); code != websocket.StatusGoingAway || hub.Open() != 0 {
		t.Errorf("closed with %d, %d still here, want %d and nobody", code, hub.Open(), websocket.StatusGoingAway)
	}
}

// lost is a bus that passes nothing on.
type lost struct{}

func (lost) Publish(context.Context, Message) error { return errors.New("lost") }
func (lost) Subscribe(ctx context.Context, _ func(Message)) error {
	<-ctx.Done()
	return nil
}

func TestWhoIsNotPassedOnIsTold(t *testing.T) {
	_, join := replica(t, lost{})
	guest := join("lobby")
	say(t, guest, "hello")
	if _, _, err := guest.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusTryAgainLater {
		t.Errorf("closed with %v, want to try again later", err)
	}
}

func TestOnlyTextIsPassedOn(t *testing.T) {
	for name, send := range map[string]func(ctx context.Context, guest *websocket.Conn) error{
		"what is no text": func(ctx context.Context, guest *websocket.Conn) error {
			return guest.Write(ctx, websocket.MessageBinary, []byte("hello"))
		},
		"broken text": func(ctx context.Context, guest *websocket.Conn) error {
			return guest.Write(ctx, websocket.MessageText, []byte{0xff})
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, join := replica(t, &together{})
			guest := join("lobby")
			if err := send(t.Context(), guest); err != nil {
				t.Fatal(err)
			}
			if _, _, err := guest.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusUnsupportedData {
				t.Errorf("closed with %v, want that only text is passed on", err)
			}
		})
	}
}

func TestARoomWithAnEndlessNameIsRefused(t *testing.T) {
	hub := NewHub(lost{}, {% if needs.postgres %}&heard{}, {% endif %}slog.New(slog.DiscardHandler))
	defer func() { _ = hub.Close(context.WithoutCancel(t.Context())) }()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	request.SetPathValue("room", strings.Repeat("a", longestName+1))
	response := httptest.NewRecorder()
	hub.Join(response, request)
	if response.Code != http.StatusBadRequest {
		t.Errorf("joined with %d, want 400", response.Code)
	}
}
{%- if needs.redis %}

// With the Redis that the environment names, where it says that tests may use it.
func TestRedisReachesAllReplicas(t *testing.T) {
	if os.Getenv("TEST_NEEDS") == "" {
		t.Skip("TEST_NEEDS is not set: the tests that need servers are left out")
	}
	cfg, err := config.FromEnvironment(os.LookupEnv, config.Program{})
	if err != nil {
		t.Fatal(err)
	}
	open, err := needs.Open(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = open.Close() })
	passesOn(t, NewRedis(open.Redis), NewRedis(open.Redis))
}
{%- else %}

func TestALocalBusReachesItsOwnReplica(t *testing.T) {
	_, join := replica(t, NewLocal())
	guest := join("lobby")
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		hears(t, guest, "hello")
	}()
	for waiting := true; waiting; {
		say(t, guest, "hello")
		select {
		case <-heard:
			waiting = false
		case <-time.After(20 * time.Millisecond):
		}
	}
}
{%- endif %}
