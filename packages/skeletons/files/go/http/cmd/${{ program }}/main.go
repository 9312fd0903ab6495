// Command ${{ program }} runs ${{ name }}.
package main

import (
	"context"
{%- if needs.any %}
	"errors"
{%- endif %}
	"log/slog"
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	"${{ module }}/internal/api"
	"${{ module }}/internal/config"
{%- if needs.postgres %}
	"${{ module }}/internal/greetings"
{%- endif %}
	"${{ module }}/internal/health"
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

func run(ctx context.Context, cfg config.Config, logger *slog.Logger) {% if needs.any %}(err error){% else %}error{% endif %} {
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
	checks := health.New(open.States)
{%- else %}
	checks := health.New()
{%- endif %}
	handler := newHandler(checks, {% if needs.postgres %}greetings.Store{Pool: open.Postgres}, {% endif %}observe.NewMetrics(version, observe.Requests), logger)
	return serve.Until(ctx, listener, handler, cfg.ShutdownTimeout, logger, checks.SetReady)
}

func newHandler(checks *health.Checks, {% if needs.postgres %}store api.Greetings, {% endif %}metrics *observe.Metrics, logger *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	api.Register(mux{% if needs.postgres %}, store{% endif %})
	root := probes.Handler(checks, metrics, version)
	root.Handle("/", otelhttp.NewHandler(metrics.Observe(mux, observe.WithRequestLog(mux, logger)), "request"))
	return root
}
