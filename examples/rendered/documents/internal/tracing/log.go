package tracing

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel/trace"
)

// InLog adds to each line that is written with a context which trace and which span it belongs to.
func InLog(next slog.Handler) slog.Handler { return inLog{next} }

type inLog struct{ slog.Handler }

func (h inLog) Handle(ctx context.Context, line slog.Record) error {
	span := trace.SpanContextFromContext(ctx)
	if span.HasTraceID() {
		line.AddAttrs(slog.String("trace_id", span.TraceID().String()))
	}
	// The caller's span is none of ours.
	if span.HasSpanID() && !span.IsRemote() {
		line.AddAttrs(slog.String("span_id", span.SpanID().String()))
	}
	return h.Handler.Handle(ctx, line)
}

func (h inLog) WithAttrs(attrs []slog.Attr) slog.Handler { return inLog{h.Handler.WithAttrs(attrs)} }
func (h inLog) WithGroup(name string) slog.Handler       { return inLog{h.Handler.WithGroup(name)} }
