// Command ${{ program }} runs ${{ name }}.
package main

import (
	"context"
	"errors"
	"log/slog"

	"${{ module }}/internal/config"
{%- if needs.postgres %}
	"${{ module }}/internal/greetings"
{%- endif %}
	"${{ module }}/internal/greetingsv1"
	"${{ module }}/internal/health"
{%- if needs.any %}
	"${{ module }}/internal/needs"
{%- endif %}
	"${{ module }}/internal/observe"
	"${{ module }}/internal/probes"
	"${{ module }}/internal/program"
	"${{ module }}/internal/rpc"
	"${{ module }}/internal/serve"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	program.Main(version, config.Program{PortVariable: "PORT", Port: ${{ port }}, MetricsPort: ${{ sidePort }}}, run)
}

// run answers calls until ctx is done, and is asked for its metrics on a port of its own until the last call is answered.
func run(ctx context.Context, cfg config.Config, logger *slog.Logger) (err error) {
	calls, err := serve.Listen(ctx, cfg.Port)
	if err != nil {
		return err
	}
	side, err := serve.Listen(ctx, cfg.MetricsPort)
	if err != nil {
		return errors.Join(err, calls.Close())
	}
{%- if needs.any %}
	open, err := needs.Open(cfg, logger)
	if err != nil {
		return errors.Join(err, calls.Close(), side.Close())
	}
	defer func() { err = errors.Join(err, open.Close()) }()
	checks := health.New(open.States)
{%- else %}
	checks := health.New()
{%- endif %}
	metrics := observe.NewMetrics(version, observe.Calls)
	server := rpc.NewServer(checks, metrics, logger)
	greetingsv1.RegisterGreetingsServer(server, rpc.Greetings{ {%- if needs.postgres %}Store: greetings.Store{Pool: open.Postgres}{% endif -%} })

	calling, stop := context.WithCancel(ctx)
	defer stop()
	asked, quiet := context.WithCancel(context.WithoutCancel(ctx))
	defer quiet()
	served := make(chan error, 1)
	go func() {
		// Nobody could tell any more how the calls are, so they end as well.
		defer stop()
		served <- serve.Until(asked, side, probes.Handler(checks, metrics, version), cfg.ShutdownTimeout, logger, func(bool) {})
	}()
	err = rpc.Until(calling, calls, server, cfg.ShutdownTimeout, logger, checks.SetReady)
	quiet()
	return errors.Join(err, <-served)
}
