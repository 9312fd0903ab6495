// Command ${{ program }} is what ${{ name }} does at its times. It ends with 0 when the work is done, with 1 when it makes
// sense to try again, and with 2 when its environment cannot be used.
package main

import (
	"context"
{%- if needs.any %}
	"errors"
{%- endif %}
	"log/slog"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"

	"${{ module }}/internal/config"
{%- if needs.postgres %}
	"${{ module }}/internal/greetings"
{%- endif %}
{%- if needs.any %}
	"${{ module }}/internal/needs"
{%- endif %}
	"${{ module }}/internal/program"
	"${{ module }}/internal/task"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	program.Main(version, config.Program{}, run)
}

func run(ctx context.Context, {% if needs.any %}cfg{% else %}_{% endif %} config.Config, logger *slog.Logger) (err error) {
	ctx, span := otel.Tracer("${{ module }}").Start(ctx, "${{ program }}")
	defer func() {
		if err != nil {
			span.SetStatus(codes.Error, err.Error())
		}
		span.End()
	}()
{%- if needs.any %}
	open, err := needs.Open(cfg, logger)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, open.Close()) }()
{%- endif %}
{%- if needs.postgres %}
	if err := needs.Migrate(ctx, open.Postgres); err != nil {
		return err
	}
{%- endif %}
	report, err := task.Run(ctx, time.Now().UTC(){% if needs.postgres %}, greetings.Store{Pool: open.Postgres}{% endif %})
	if err != nil {
		return err
	}
	logger.InfoContext(ctx, "done", "day", report.Day, "items", report.Items)
	return nil
}
