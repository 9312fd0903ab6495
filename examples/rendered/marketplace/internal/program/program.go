// Package program is how every program of the service begins and ends.
package program

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/ha-soranu/order-service/internal/config"
)

// Exit codes: an environment that cannot be used is not mended by starting again.
const (
	failed  = 1
	misused = 2
)

// Main runs a program until it has ended by itself or is told to.
func Main(version string, asks config.Program, run func(context.Context, config.Config, *slog.Logger) error) {
	cfg, err := config.FromEnvironment(os.LookupEnv, asks)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(misused)
	}
	logger := slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: cfg.LogLevel})).
		With("service", "order-service", "version", version)

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	err = run(ctx, cfg, logger)
	stop()
	if err != nil {
		logger.Error("stopped", "error", err)
		os.Exit(failed)
	}
}
