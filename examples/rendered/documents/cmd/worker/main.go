// Command worker does the work of git-worker that waits.
package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/xeodocs/git-worker/internal/config"
	"github.com/xeodocs/git-worker/internal/greetings"
	"github.com/xeodocs/git-worker/internal/health"
	"github.com/xeodocs/git-worker/internal/needs"
	"github.com/xeodocs/git-worker/internal/observe"
	"github.com/xeodocs/git-worker/internal/probes"
	"github.com/xeodocs/git-worker/internal/program"
	"github.com/xeodocs/git-worker/internal/serve"
	"github.com/xeodocs/git-worker/internal/work"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	program.Main(version, config.Program{PortVariable: "METRICS_PORT", Port: 9090, Queue: true}, func(ctx context.Context, cfg config.Config, logger *slog.Logger) (err error) {
		open, err := needs.Open(cfg, logger)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, open.Close()) }()
		queue := work.NewRabbitMQ(open.RabbitMQ, cfg.Queue, cfg.DeadLetters)
		defer func() { err = errors.Join(err, queue.Close()) }()
		handle := work.Handler(greetings.Store{Pool: open.Postgres})
		worker := work.Worker{Queue: queue, Handle: handle, Logger: logger}
		return run(ctx, cfg, worker, health.New(open.States))
	})
}

// run works until ctx is done, and is asked for its health meanwhile. What is under way is finished first.
func run(ctx context.Context, cfg config.Config, worker work.Worker, checks *health.Checks) error {
	listener, err := serve.Listen(ctx, cfg.Port)
	if err != nil {
		return err
	}
	worker.Metrics = observe.NewMetrics(version, work.Messages)
	worker.Metrics.Begin(work.Messages, work.Buried)
	working, stop := context.WithCancel(ctx)
	defer stop()
	asked, quiet := context.WithCancel(context.WithoutCancel(ctx))
	defer quiet()

	served := make(chan error, 1)
	go func() {
		// Nobody could tell any more how the worker is, so it ends as well.
		defer stop()
		served <- serve.Until(asked, listener, probes.Handler(checks, worker.Metrics, version), cfg.ShutdownTimeout, worker.Logger, checks.SetReady)
	}()
	err = worker.Run(working)
	quiet()
	return errors.Join(err, <-served)
}
