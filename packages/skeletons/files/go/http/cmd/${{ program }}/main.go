// Command ${{ program }} runs ${{ name }}.
package main

import (
	"context"
	"log/slog"
	"net/http"

	"${{ module }}/internal/api"
	"${{ module }}/internal/config"
	"${{ module }}/internal/health"
	"${{ module }}/internal/observe"
	"${{ module }}/internal/probes"
	"${{ module }}/internal/program"
	"${{ module }}/internal/serve"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	program.Main(version, config.Listen{Variable: "PORT", Port: ${{ port }}}, run)
}

func run(ctx context.Context, cfg config.Config, logger *slog.Logger) error {
	listener, err := serve.Listen(ctx, cfg.Port)
	if err != nil {
		return err
	}
	checks := health.New()
	handler := newHandler(checks, observe.NewMetrics(version, observe.Requests), logger)
	return serve.Until(ctx, listener, handler, cfg.ShutdownTimeout, logger, checks.SetReady)
}

func newHandler(checks *health.Checks, metrics *observe.Metrics, logger *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	api.Register(mux)
	root := probes.Handler(checks, metrics, version)
	root.Handle("/", observe.WithRequestLog(metrics.Observe(mux), logger))
	return root
}
