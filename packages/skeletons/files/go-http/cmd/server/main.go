// Command server runs ${{ name }}.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"${{ module }}/internal/api"
	"${{ module }}/internal/config"
	"${{ module }}/internal/health"
	"${{ module }}/internal/observe"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	cfg, err := config.FromEnvironment(os.LookupEnv)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	logger := slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: cfg.LogLevel})).
		With("service", "${{ name }}", "version", version)

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	if err := run(ctx, cfg, logger); err != nil {
		logger.Error("stopped", "error", err)
		os.Exit(1)
	}
}

// run serves until ctx is done, then lets the requests under way finish. Kubernetes sends no new ones
// by then: the pod's preStop waits for that.
func run(ctx context.Context, cfg config.Config, logger *slog.Logger) error {
	checks := health.New()
	counters := observe.NewMetrics(version)
	server := &http.Server{
		Handler:           newHandler(checks, counters, logger),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", fmt.Sprintf(":%d", cfg.Port))
	if err != nil {
		return fmt.Errorf("listen on PORT %d: %w", cfg.Port, err)
	}

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	checks.SetReady(true)
	logger.Info("serving", "address", listener.Addr().String())

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}

	checks.SetReady(false)
	logger.Info("draining", "timeout", cfg.ShutdownTimeout.String())
	stopCtx, cancel := context.WithTimeout(context.Background(), cfg.ShutdownTimeout)
	defer cancel()
	if err := server.Shutdown(stopCtx); err != nil {
		return fmt.Errorf("requests were still running after %s: %w", cfg.ShutdownTimeout, err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func newHandler(checks *health.Checks, counters *observe.Metrics, logger *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	api.Register(mux)
	handler := observe.WithRequestLog(counters.Observe(mux), logger)

	// Probes, metrics and version stay outside the log and the counters: they are not traffic.
	root := http.NewServeMux()
	root.HandleFunc("GET /healthz", checks.Live)
	root.HandleFunc("GET /startupz", checks.Live)
	root.HandleFunc("GET /readyz", checks.Ready)
	root.Handle("GET /metrics", counters)
	root.Handle("GET /version", observe.Version("${{ name }}", version))
	root.Handle("/", handler)
	return root
}
