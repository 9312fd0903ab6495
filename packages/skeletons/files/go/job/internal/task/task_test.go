package task

import (
	"context"
	"errors"
	"testing"
	"time"
)

{% if needs.postgres -%}
// useless is how many greetings say nothing.
type useless struct {
	count int
	err   error
}

func (u *useless) Tidy(context.Context) (int, error) {
	removed := u.count
	u.count = 0
	return removed, u.err
}

func TestTheSameDayIsTheSameWork(t *testing.T) {
	morning, greetings := time.Date(2026, time.November, 21, 3, 0, 0, 0, time.UTC), &useless{count: 2}
	first, err := Run(t.Context(), morning, greetings)
	if err != nil || first.Day != "2026-11-21" || first.Items != 2 {
		t.Errorf("Run = %+v, %v", first, err)
	}
	if again, err := Run(t.Context(), morning.Add(20*time.Hour), greetings); err != nil || again.Day != first.Day || again.Items != 0 {
		t.Errorf("Run = %+v again, %v, want nothing to do", again, err)
	}
}

func TestADatabaseThatIsAwayIsTold(t *testing.T) {
	away := errors.New("away")
	if _, err := Run(t.Context(), time.Now(), &useless{err: away}); !errors.Is(err, away) {
		t.Errorf("Run = %v, want the reason", err)
	}
}
{%- else -%}
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
{%- endif %}
