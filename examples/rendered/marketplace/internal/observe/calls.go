package observe

import (
	"context"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// Calls are those that were answered, under the names that dashboards for gRPC know.
var Calls = &Kind{
	Counter:   "grpc_server_handled_total",
	Histogram: "grpc_server_handling_seconds",
	Help:      "Calls answered.",
	Labels:    []string{"grpc_type", "grpc_service", "grpc_method", "grpc_code"},
}

// Observer counts calls and writes one line of the log for each. A handler that panics fails its own call alone.
type Observer struct {
	Metrics *Metrics
	Logger  *slog.Logger
}

// Unary is called around each call with one answer.
func (o Observer) Unary(ctx context.Context, in any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (answer any, err error) {
	id := requestID(header(ctx, "x-request-id"))
	_ = grpc.SetHeader(ctx, metadata.Pairs("x-request-id", id))
	defer o.tell(ctx, id, "unary", info.FullMethod, time.Now(), &err)
	return handle(ctx, in)
}

// Stream is called around each call with many.
func (o Observer) Stream(server any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) (err error) {
	id := requestID(header(stream.Context(), "x-request-id"))
	_ = stream.SetHeader(metadata.Pairs("x-request-id", id))
	defer o.tell(stream.Context(), id, "stream", info.FullMethod, time.Now(), &err)
	return handle(server, stream)
}

func (o Observer) tell(ctx context.Context, id, kind, name string, start time.Time, err *error) {
	if reason := recover(); reason != nil {
		o.Logger.ErrorContext(ctx, "panic", "reason", reason, "stack", string(debug.Stack()))
		*err = status.Error(codes.Internal, "internal error")
	}
	service, method, _ := strings.Cut(strings.TrimPrefix(name, "/"), "/")
	if strings.HasPrefix(service, "grpc.") {
		// Probes are no traffic.
		return
	}
	took, code := time.Since(start), status.Code(*err).String()
	o.Metrics.Done(Calls, took, kind, service, method, code)
	o.Logger.InfoContext(ctx, "call", "request_id", id,
		"grpc_type", kind, "grpc_service", service, "grpc_method", method, "grpc_code", code, "duration_ms", took.Milliseconds())
}

func header(ctx context.Context, name string) string {
	if values := metadata.ValueFromIncomingContext(ctx, name); len(values) > 0 {
		return values[0]
	}
	return ""
}
