// Command ${{ program }} is what ${{ name }} does at its times. It ends with 0 when the work is done, with 1 when it makes
// sense to try again, and with 2 when its environment cannot be used.
package main

import (
	"context"
	"log/slog"
	"time"

	"${{ module }}/internal/config"
	"${{ module }}/internal/program"
	"${{ module }}/internal/task"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	program.Main(version, config.Listen{}, run)
}

func run(ctx context.Context, _ config.Config, logger *slog.Logger) error {
	report, err := task.Run(ctx, time.Now().UTC())
	if err != nil {
		return err
	}
	logger.Info("done", "day", report.Day, "items", report.Items)
	return nil
}
