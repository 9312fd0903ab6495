package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"${{ module }}/internal/config"
	"${{ module }}/internal/health"
	"${{ module }}/internal/work"
)

func TestRunStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() {
		worker := work.Worker{Queue: work.Every(time.Hour), Logger: slog.New(slog.DiscardHandler)}
		stopped <- run(ctx, config.Config{ShutdownTimeout: time.Second}, worker, health.New({% if needs.any %}func() map[string]string { return nil }{% endif %}))
	}()
	cancel()
	if err := <-stopped; err != nil {
		t.Errorf("run = %v, want nil", err)
	}
}
