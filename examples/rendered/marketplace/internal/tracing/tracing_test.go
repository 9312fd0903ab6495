package tracing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

var silent = slog.New(slog.DiscardHandler)

// collect names the collector to whoever starts in this test.
func collect(t *testing.T, collector http.HandlerFunc) func(string) (string, bool) {
	t.Helper()
	server := httptest.NewServer(collector)
	t.Cleanup(server.Close)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", server.URL)
	return func(name string) (string, bool) { return server.URL, name == "OTEL_EXPORTER_OTLP_ENDPOINT" }
}

func TestTheLastSpansReachTheCollectorAndTheLogNamesThem(t *testing.T) {
	told := make(chan []byte, 1)
	lookup := collect(t, func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/traces" {
			body, _ := io.ReadAll(r.Body)
			told <- body
		}
	})
	t.Setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
	stop, err := Start(t.Context(), lookup, "orders", "1.2.3", silent)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	ctx, span := otel.Tracer("test").Start(t.Context(), "greet")
	slog.New(InLog(slog.NewJSONHandler(&log, nil))).InfoContext(ctx, "hello")
	span.End()
	if err := stop(t.Context()); err != nil {
		t.Fatal(err)
	}

	body, trace := <-told, span.SpanContext().TraceID()
	for _, want := range [][]byte{trace[:], []byte("greet"), []byte("orders"), []byte("1.2.3"), []byte("deployment.environment.name")} {
		if !bytes.Contains(body, want) {
			t.Errorf("no %q in %q", want, body)
		}
	}
	var line struct {
		TraceID string `json:"trace_id"`
		SpanID  string `json:"span_id"`
	}
	if err := json.Unmarshal(log.Bytes(), &line); err != nil || line.TraceID != trace.String() || line.SpanID != span.SpanContext().SpanID().String() {
		t.Errorf("the log has %s, %v", log.Bytes(), err)
	}
}

func TestACollectorThatHangsHoldsNobodyUp(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	stop, err := Start(t.Context(), collect(t, func(http.ResponseWriter, *http.Request) { <-release }), "orders", "1.2.3", silent)
	if err != nil {
		t.Fatal(err)
	}
	_, span := otel.Tracer("test").Start(t.Context(), "greet")
	span.End()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := stop(ctx); err == nil {
		t.Error("a span that nobody took counts as told")
	}
}

func TestNothingIsToldWithoutACollector(t *testing.T) {
	for name, env := range map[string]map[string]string{
		"nothing is set":     {},
		"it is switched off": {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_SDK_DISABLED": "true"},
	} {
		t.Run(name, func(t *testing.T) {
			before := otel.GetTracerProvider()
			lookup := func(name string) (string, bool) { value, ok := env[name]; return value, ok }
			if stop, err := Start(t.Context(), lookup, "orders", "1.2.3", silent); err != nil || stop(t.Context()) != nil {
				t.Errorf("Start = %v", err)
			}
			if otel.GetTracerProvider() != before {
				t.Error("spans are made for nobody")
			}
		})
	}
}

func TestTheCallersTraceIsToldWithoutACollector(t *testing.T) {
	var log bytes.Buffer
	ctx := trace.ContextWithRemoteSpanContext(t.Context(), trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}}))
	slog.New(InLog(slog.NewJSONHandler(&log, nil))).With("a", 1).InfoContext(ctx, "hello")
	if got := log.String(); !strings.Contains(got, `"trace_id":"01000000000000000000000000000000"`) || strings.Contains(got, "span_id") {
		t.Errorf("the log has %s", got)
	}
}

func TestComplaintsAreFew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		c := &complaints{logger: slog.New(slog.NewTextHandler(&log, nil))}
		for range 90 {
			c.Handle(errors.New("away"))
			time.Sleep(time.Second)
		}
		if lines := strings.Count(log.String(), "\n"); lines != 2 {
			t.Errorf("%d lines in a minute and a half, want 2", lines)
		}
	})
}
