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

// Observer counts calls and writes one line of the log for each. A handler that panics fails its own call alone, and what
// goes wrong inside is told to the log alone.
type Observer struct {
	Metrics *Metrics
	Logger  *slog.Logger
}

// Unary is called around each call with one answer.
func (o Observer) Unary(ctx context.Context, in any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (answer any, err error) {
	id := requestID(header(ctx, "x-request-id"))
	_ = grpc.SetHeader(ctx, metadata.Pairs("x-request-id", id))
	ctx = withLog(ctx, o.Logger.With("request_id", id))
	defer o.tell(ctx, "unary", info.FullMethod, time.Now(), &err)
	return handle(ctx, in)
}

// Stream is called around each call with many.
func (o Observer) Stream(server any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) (err error) {
	id := requestID(header(stream.Context(), "x-request-id"))
	_ = stream.SetHeader(metadata.Pairs("x-request-id", id))
	ctx := withLog(stream.Context(), o.Logger.With("request_id", id))
	defer o.tell(ctx, "stream", info.FullMethod, time.Now(), &err)
	return handle(server, streamIn{stream, ctx})
}

// streamIn is a stream within a context that knows more.
type streamIn struct {
	grpc.ServerStream
	ctx context.Context
}

// Context of the stream.
func (s streamIn) Context() context.Context { return s.ctx }

func (o Observer) tell(ctx context.Context, kind, name string, start time.Time, err *error) {
	if reason := recover(); reason != nil {
		Log(ctx).ErrorContext(ctx, "panic", "error", reason, "stack", string(debug.Stack()))
		*err = status.Error(codes.Internal, "internal error")
	}
	*err = forCaller(ctx, *err)
	service, method, _ := strings.Cut(strings.TrimPrefix(name, "/"), "/")
	if strings.HasPrefix(service, "grpc.") {
		// Probes are no traffic.
		return
	}
	took, code := time.Since(start), status.Code(*err).String()
	o.Metrics.Done(Calls, took, kind, service, method, code)
	Log(ctx).InfoContext(ctx, "call", "grpc_type", kind, "grpc_service", service, "grpc_method", method, "grpc_code", code, "duration_ms", took.Milliseconds())
}

// forCaller leaves what was said in words for the caller; what was not is for the log.
func forCaller(ctx context.Context, err error) error {
	if _, told := status.FromError(err); told {
		return err
	}
	if ended := status.FromContextError(err); ended.Code() != codes.Unknown {
		return ended.Err()
	}
	Log(ctx).ErrorContext(ctx, "call failed", "error", err)
	return status.Error(codes.Internal, "internal error")
}

func header(ctx context.Context, name string) string {
	if values := metadata.ValueFromIncomingContext(ctx, name); len(values) > 0 {
		return values[0]
	}
	return ""
}
