package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/xeodocs/git-worker/internal/config"
	"github.com/xeodocs/git-worker/internal/work"
)

func TestRunStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() {
		stopped <- run(ctx, config.Config{ShutdownTimeout: time.Second}, slog.New(slog.DiscardHandler), work.Every(time.Hour))
	}()
	cancel()
	if err := <-stopped; err != nil {
		t.Errorf("run = %v, want nil", err)
	}
}
