// Package task is what is done at its times. The example shows the style; replace it with your own.
package task

import (
	"context"
	"fmt"
	"time"
)

// Report is what was done.
type Report struct {
	// Day whose work it was. It may be done twice, after a failure or by hand, and the second time changes nothing:
	// what is written is named by the day rather than by the time.
	Day   string
	Items int
}

{% if needs.postgres -%}
// Greetings are where they are kept.
type Greetings interface {
	Tidy(ctx context.Context) (int, error)
}

// Run does the work of a day.
func Run(ctx context.Context, now time.Time, greetings Greetings) (Report, error) {
	report := Report{Day: now.Format(time.DateOnly)}
	removed, err := greetings.Tidy(ctx)
	if err != nil {
		return report, fmt.Errorf("the greetings were not tidied: %w", err)
	}
	report.Items = removed
	return report, nil
}
{%- else -%}
// Run does the work of a day, item by item, and stops between two of them when it is told to end.
func Run(ctx context.Context, now time.Time) (Report, error) {
	report := Report{Day: now.Format(time.DateOnly)}
	for range 3 {
		if err := ctx.Err(); err != nil {
			return report, fmt.Errorf("stopped after %d items: %w", report.Items, err)
		}
		report.Items++
	}
	return report, nil
}
{%- endif %}
