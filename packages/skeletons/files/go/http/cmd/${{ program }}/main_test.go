package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"${{ module }}/internal/config"
	"${{ module }}/internal/health"
	"${{ module }}/internal/observe"
)

{% if needs.postgres -%}
// nobody has said anything.
type nobody struct{}

func (nobody) Message(context.Context, string) (string, error) { return "", nil }
func (nobody) Put(context.Context, string, string) error       { return nil }

{% endif -%}
func TestWhatTheAPIAnswersIsCounted(t *testing.T) {
	handler := newHandler(health.New({% if needs.any %}func() map[string]string { return nil }{% endif %}), {% if needs.postgres %}nobody{}, {% endif %}observe.NewMetrics("test", observe.Requests), slog.New(slog.DiscardHandler))
	get := func(path string) *httptest.ResponseRecorder {
		response := httptest.NewRecorder()
		handler.ServeHTTP(response, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		return response
	}

	if got := get("/v1/greetings/Ada"); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "Hello, Ada") {
		t.Errorf("GET /v1/greetings/Ada = %d %s", got.Code, got.Body)
	}
	if got := get("/healthz").Code; got != http.StatusOK {
		t.Errorf("GET /healthz = %d, want 200", got)
	}
	if got := get("/metrics").Body.String(); !strings.Contains(got, `http_requests_total{code="200",method="GET",route="/v1/greetings/{name}"} 1`) {
		t.Errorf("the request was not counted:\n%s", got)
	}
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
