package main

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"${{ module }}/internal/config"
)

func TestRunTellsWhenItWasStopped(t *testing.T) {
	logger, cfg := slog.New(slog.DiscardHandler), config.Config{}
{%- if needs.postgres %}
	cfg.Postgres = config.Postgres{Host: "127.0.0.1", Port: 1}
{%- endif %}
{%- if needs.kafka %}
	cfg.Kafka.Brokers = []string{"127.0.0.1:1"}
{%- endif %}
{%- if not needs.postgres %}
	if err := run(t.Context(), cfg, logger); err != nil {
		t.Errorf("run = %v, want nil", err)
	}
{%- endif %}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := run(ctx, cfg, logger); !errors.Is(err, context.Canceled) {
		t.Errorf("run that was told to end = %v, want the reason", err)
	}
}
