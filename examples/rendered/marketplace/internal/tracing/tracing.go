// Package tracing tells a collector what the service does, where the environment names one by OpenTelemetry's own
// variables: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER and the rest.
package tracing

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// Start sends spans to the collector from now on, in the background. What it returns sends the last of them, for as long
// as its context says. Without a collector there is nothing to do, and the log still tells the caller's trace.
func Start(ctx context.Context, lookup func(string) (string, bool), service, version string, logger *slog.Logger) (stop func(context.Context) error, err error) {
	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}))
	if !wanted(lookup) {
		return func(context.Context) error { return nil }, nil
	}
	otel.SetErrorHandler(&complaints{logger: logger})
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, err
	}
	about, err := resource.New(ctx,
		resource.WithAttributes(semconv.ServiceName(service), semconv.ServiceVersion(version)),
		resource.WithTelemetrySDK(),
		// Last, since the environment knows better.
		resource.WithFromEnv(),
	)
	if err != nil {
		// What could be read of it is there all the same.
		otel.Handle(err)
	}
	provider := trace.NewTracerProvider(trace.WithBatcher(exporter), trace.WithResource(about))
	otel.SetTracerProvider(provider)
	// What the service asks of others belongs to the trace as well.
	http.DefaultTransport = otelhttp.NewTransport(http.DefaultTransport)
	return provider.Shutdown, nil
}

func wanted(lookup func(string) (string, bool)) bool {
	if disabled, _ := lookup("OTEL_SDK_DISABLED"); disabled == "true" {
		return false
	}
	for _, name := range []string{"OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"} {
		if value, _ := lookup(name); value != "" {
			return true
		}
	}
	return false
}

// complaints are told once a minute at most: a collector that is away fails again and again.
type complaints struct {
	logger *slog.Logger
	mu     sync.Mutex
	last   time.Time
}

// Handle is told what is wrong.
func (c *complaints) Handle(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); now.Sub(c.last) >= time.Minute {
		c.last = now
		c.logger.Warn("traces are not told", "error", err)
	}
}
