// Package program is how every program of the service begins and ends.
package program

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/xeodocs/git-worker/internal/config"
	"github.com/xeodocs/git-worker/internal/tracing"
)

// Exit codes: an environment that cannot be used is not mended by starting again.
const (
	failed  = 1
	misused = 2
)

// lastSpans is how long the collector may take to hear the last of a program that has ended.
const lastSpans = 3 * time.Second

// Main runs a program until it has ended by itself or is told to.
func Main(version string, asks config.Program, run func(context.Context, config.Config, *slog.Logger) error) {
	cfg, err := config.FromEnvironment(os.LookupEnv, asks)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(misused)
	}
	options := &slog.HandlerOptions{Level: cfg.LogLevel, ReplaceAttr: small}
	logger := slog.New(tracing.InLog(slog.NewJSONHandler(os.Stdout, options))).
		With("service", "git-worker", "version", version)

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	err = traced(ctx, version, cfg, logger, run)
	stop()
	if err != nil {
		logger.Error("stopped", "error", err)
		os.Exit(failed)
	}
}

// small writes the level as LOG_LEVEL has it, and as services in other languages do.
func small(groups []string, attr slog.Attr) slog.Attr {
	if len(groups) == 0 && attr.Key == slog.LevelKey {
		return slog.String(attr.Key, strings.ToLower(attr.Value.String()))
	}
	return attr
}

// traced runs the program, and tells the collector the last of it.
func traced(ctx context.Context, version string, cfg config.Config, logger *slog.Logger, run func(context.Context, config.Config, *slog.Logger) error) error {
	flush, err := tracing.Start(ctx, os.LookupEnv, "git-worker", version, logger)
	if err != nil {
		return err
	}
	err = run(ctx, cfg, logger)
	flushCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastSpans)
	defer cancel()
	if lost := flush(flushCtx); lost != nil {
		logger.Warn("the last spans were not told", "error", lost)
	}
	return err
}
