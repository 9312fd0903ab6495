package observe

import (
	"context"
	"log/slog"
)

type logKey struct{}

func withLog(ctx context.Context, logger *slog.Logger) context.Context {
	return context.WithValue(ctx, logKey{}, logger)
}

// Log writes lines with the id of the request or call that ctx belongs to.
func Log(ctx context.Context) *slog.Logger {
	if logger, ok := ctx.Value(logKey{}).(*slog.Logger); ok {
		return logger
	}
	return slog.Default()
}
