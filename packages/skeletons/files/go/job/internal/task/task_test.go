package task

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestTheSameDayIsTheSameWork(t *testing.T) {
	morning := time.Date(2026, time.November, 21, 3, 0, 0, 0, time.UTC)
	first, err := Run(t.Context(), morning)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Run(t.Context(), morning.Add(20*time.Hour))
	if err != nil || again != first || first.Day != "2026-11-21" || first.Items != 3 {
		t.Errorf("Run = %+v, and again %+v, %v", first, again, err)
	}
}

func TestItStopsBetweenTwoItems(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if report, err := Run(ctx, time.Now()); !errors.Is(err, context.Canceled) || report.Items != 0 {
		t.Errorf("Run = %+v, %v, want nothing and the reason", report, err)
	}
}
