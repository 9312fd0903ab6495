// Command ${{ program }} runs the open connections of ${{ name }}.
package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	"${{ module }}/internal/config"
	"${{ module }}/internal/health"
	"${{ module }}/internal/live"
{%- if needs.any %}
	"${{ module }}/internal/needs"
{%- endif %}
	"${{ module }}/internal/observe"
	"${{ module }}/internal/probes"
	"${{ module }}/internal/program"
	"${{ module }}/internal/serve"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	program.Main(version, config.Program{PortVariable: "PORT", Port: ${{ port }}}, run)
}

func run(ctx context.Context, cfg config.Config, logger *slog.Logger) (err error) {
	listener, err := serve.Listen(ctx, cfg.Port)
	if err != nil {
		return err
	}
{%- if needs.any %}
	open, err := needs.Open(cfg, logger)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, open.Close()) }()
{%- endif %}
	checks := health.New({% if needs.any %}open.States{% endif %})
	hub := live.NewHub({% if needs.redis %}live.NewRedis(open.Redis){% else %}live.NewLocal(){% endif %}{% if needs.postgres %}, live.Words{Pool: open.Postgres}{% endif %}, logger)
	// Guests are sent elsewhere once nobody new comes.
	defer func() {
		stopCtx, cancel := context.WithTimeout(context.Background(), cfg.ShutdownTimeout)
		defer cancel()
		err = errors.Join(err, hub.Close(stopCtx))
	}()
	return serve.Until(ctx, listener, newHandler(checks, hub, logger), cfg.ShutdownTimeout, logger, checks.SetReady)
}

func newHandler(checks *health.Checks, hub *live.Hub, logger *slog.Logger) http.Handler {
	metrics := observe.NewMetrics(version, observe.Requests)
	metrics.Gauge("open_connections", "Guests who are here.", hub.Open)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/rooms/{room}", hub.Join)
	root := probes.Handler(checks, metrics, version)
	root.Handle("/", otelhttp.NewHandler(metrics.Observe(mux, observe.WithRequestLog(mux, logger)), "request"))
	return root
}
