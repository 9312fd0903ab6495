package main

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"${{ module }}/internal/config"
)

func TestRunTellsWhenItWasStopped(t *testing.T) {
	logger := slog.New(slog.DiscardHandler)
	if err := run(t.Context(), config.Config{}, logger); err != nil {
		t.Errorf("run = %v, want nil", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := run(ctx, config.Config{}, logger); !errors.Is(err, context.Canceled) {
		t.Errorf("run that was told to end = %v, want the reason", err)
	}
}
