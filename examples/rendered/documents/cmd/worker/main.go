// Command worker does the work of git-worker that waits.
package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/xeodocs/git-worker/internal/config"
	"github.com/xeodocs/git-worker/internal/health"
	"github.com/xeodocs/git-worker/internal/observe"
	"github.com/xeodocs/git-worker/internal/probes"
	"github.com/xeodocs/git-worker/internal/program"
	"github.com/xeodocs/git-worker/internal/serve"
	"github.com/xeodocs/git-worker/internal/work"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	program.Main(version, config.Listen{Variable: "METRICS_PORT", Port: 9090}, func(ctx context.Context, cfg config.Config, logger *slog.Logger) error {
		return run(ctx, cfg, logger, work.Every(time.Minute))
	})
}

// run works until ctx is done, and is asked for its health meanwhile. What is under way is finished first.
func run(ctx context.Context, cfg config.Config, logger *slog.Logger, queue work.Queue) error {
	listener, err := serve.Listen(ctx, cfg.Port)
	if err != nil {
		return err
	}
	metrics := observe.NewMetrics(version, work.Messages)
	checks := health.New()
	working, stop := context.WithCancel(ctx)
	defer stop()
	asked, quiet := context.WithCancel(context.WithoutCancel(ctx))
	defer quiet()

	served := make(chan error, 1)
	go func() {
		// Nobody could tell any more how the worker is, so it ends as well.
		defer stop()
		served <- serve.Until(asked, listener, probes.Handler(checks, metrics, version), cfg.ShutdownTimeout, logger, checks.SetReady)
	}()
	worker := work.Worker{Queue: queue, Handle: work.Handle, Metrics: metrics, Logger: logger}
	err = worker.Run(working)
	quiet()
	return errors.Join(err, <-served)
}
