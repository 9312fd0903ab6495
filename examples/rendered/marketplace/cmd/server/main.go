// Command server runs order-service.
package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/ha-soranu/order-service/internal/config"
	"github.com/ha-soranu/order-service/internal/greetings"
	"github.com/ha-soranu/order-service/internal/greetingsv1"
	"github.com/ha-soranu/order-service/internal/health"
	"github.com/ha-soranu/order-service/internal/needs"
	"github.com/ha-soranu/order-service/internal/observe"
	"github.com/ha-soranu/order-service/internal/probes"
	"github.com/ha-soranu/order-service/internal/program"
	"github.com/ha-soranu/order-service/internal/rpc"
	"github.com/ha-soranu/order-service/internal/serve"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	program.Main(version, config.Program{PortVariable: "PORT", Port: 50051, MetricsPort: 9090}, run)
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
	open, err := needs.Open(cfg, logger)
	if err != nil {
		return errors.Join(err, calls.Close(), side.Close())
	}
	defer func() { err = errors.Join(err, open.Close()) }()
	checks := health.New(open.States)
	metrics := observe.NewMetrics(version, observe.Calls)
	server := rpc.NewServer(checks, metrics, logger)
	greetingsv1.RegisterGreetingsServer(server, rpc.Greetings{Store: greetings.Store{Pool: open.Postgres}})

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
