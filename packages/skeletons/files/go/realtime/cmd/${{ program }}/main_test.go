package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"${{ module }}/internal/config"
	"${{ module }}/internal/health"
	"${{ module }}/internal/live"
)

// nobody speaks on this bus.
type nobody struct{}

func (nobody) Publish(context.Context, live.Message) error { return nil }
func (nobody) Subscribe(ctx context.Context, _ func(live.Message)) error {
	<-ctx.Done()
	return nil
}
{%- if needs.postgres %}
func (nobody) Keep(context.Context, live.Message) error       { return nil }
func (nobody) Last(context.Context, string) ([]string, error) { return nil, nil }
{%- endif %}

func TestOpenConnectionsAreCounted(t *testing.T) {
	logger := slog.New(slog.DiscardHandler)
	hub := live.NewHub(nobody{}, {% if needs.postgres %}nobody{}, {% endif %}logger)
	server := httptest.NewServer(newHandler(health.New({% if needs.any %}func() map[string]string { return nil }{% endif %}), hub, logger))
	defer server.Close()

	guest, response, err := websocket.Dial(t.Context(), server.URL+"/v1/rooms/lobby", nil) //nolint:bodyclose // the library closes it
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = guest.CloseNow() }()
	// Reads on, so that it hears that it is sent away.
	guest.CloseRead(t.Context())
	if response.StatusCode != http.StatusSwitchingProtocols {
		t.Errorf("joining = %d, want 101", response.StatusCode)
	}
	for _, want := range []string{
		"open_connections 1",
		`http_requests_total{code="101",method="GET",route="/v1/rooms/{room}"} 1`,
	} {
		// What is counted at the end of a request may come after its answer.
		for range 100 {
			if strings.Contains(metricsOf(t, server.URL), want) {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if got := metricsOf(t, server.URL); !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if err := hub.Close(t.Context()); err != nil {
		t.Errorf("Close = %v", err)
	}
}

func metricsOf(t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var text strings.Builder
	if err := response.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestRunStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cfg := config.Config{ShutdownTimeout: time.Second}
{%- if needs.postgres %}
	cfg.Postgres = config.Postgres{Host: "127.0.0.1", Port: 1}
{%- endif %}
{%- if needs.kafka %}
	cfg.Kafka.Brokers = []string{"127.0.0.1:1"}
{%- endif %}
	stopped := make(chan error, 1)
	go func() {
		stopped <- run(ctx, cfg, slog.New(slog.DiscardHandler))
	}()
	cancel()
	if err := <-stopped; err != nil {
		t.Errorf("run = %v, want nil", err)
	}
}
