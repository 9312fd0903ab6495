package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/xeodocs/git-worker/internal/config"
	"github.com/xeodocs/git-worker/internal/health"
	"github.com/xeodocs/git-worker/internal/work"
)

func TestRunStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() {
		worker := work.Worker{Queue: work.Every(time.Hour), Logger: slog.New(slog.DiscardHandler)}
		stopped <- run(ctx, config.Config{ShutdownTimeout: time.Second}, worker, health.New(func() map[string]string { return nil }))
	}()
	cancel()
	if err := <-stopped; err != nil {
		t.Errorf("run = %v, want nil", err)
	}
}
