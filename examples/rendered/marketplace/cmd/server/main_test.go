package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/ha-soranu/order-service/internal/config"
)

func TestRunStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cfg := config.Config{ShutdownTimeout: time.Second}
	cfg.Postgres = config.Postgres{Host: "127.0.0.1", Port: 1}
	cfg.Kafka.Brokers = []string{"127.0.0.1:1"}
	stopped := make(chan error, 1)
	go func() {
		stopped <- run(ctx, cfg, slog.New(slog.DiscardHandler))
	}()
	cancel()
	if err := <-stopped; err != nil {
		t.Errorf("run = %v, want nil", err)
	}
}
