// Package serve answers HTTP until it is told to end.
package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Listen opens a port; 0 takes a free one.
func Listen(ctx context.Context, port int) (net.Listener, error) {
	return (&net.ListenConfig{}).Listen(ctx, "tcp", fmt.Sprintf(":%d", port))
}

// Until answers until ctx is done, then lets the requests under way finish, for as long as the timeout. Kubernetes
// sends no new ones by then: the pod's preStop waits for that. ready is told when it begins and ends.
func Until(ctx context.Context, listener net.Listener, handler http.Handler, timeout time.Duration, logger *slog.Logger, ready func(bool)) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	ready(true)
	logger.Info("serving", "address", listener.Addr().String())

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}

	ready(false)
	logger.Info("draining", "timeout_ms", timeout.Milliseconds())
	stopCtx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	if err := server.Shutdown(stopCtx); err != nil {
		return fmt.Errorf("requests were still running after %s: %w", timeout, err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
