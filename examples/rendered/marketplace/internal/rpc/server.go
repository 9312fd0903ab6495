// Package rpc is what the service offers over gRPC.
package rpc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc/filters"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"
	"google.golang.org/grpc/status"

	"github.com/ha-soranu/order-service/internal/health"
	"github.com/ha-soranu/order-service/internal/observe"
)

// NewServer returns a server that tells its health by gRPC's own protocol, and what is called.
func NewServer(checks *health.Checks, metrics *observe.Metrics, logger *slog.Logger) *grpc.Server {
	observer := observe.Observer{Metrics: metrics, Logger: logger}
	server := grpc.NewServer(
		// Probes are no traffic.
		grpc.StatsHandler(otelgrpc.NewServerHandler(otelgrpc.WithFilter(filters.Not(filters.HealthCheck())))),
		grpc.UnaryInterceptor(observer.Unary),
		grpc.StreamInterceptor(observer.Stream),
		// Callers keep their connection; without an end to it they would never find a replica that came later.
		grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionAge: 5 * time.Minute, MaxConnectionAgeGrace: time.Minute}),
	)
	healthpb.RegisterHealthServer(server, probe{checks: checks})
	// Tools such as grpcurl ask what can be called.
	reflection.Register(server)
	return server
}

// probe answers the cluster: of no service in particular that the process serves, of "ready" that it wants calls.
type probe struct {
	healthpb.UnimplementedHealthServer
	checks *health.Checks
}

func (p probe) Check(_ context.Context, asked *healthpb.HealthCheckRequest) (*healthpb.HealthCheckResponse, error) {
	answer := healthpb.HealthCheckResponse_SERVING
	switch asked.GetService() {
	case "":
	case "ready":
		if !p.checks.IsReady() {
			answer = healthpb.HealthCheckResponse_NOT_SERVING
		}
	default:
		return nil, status.Errorf(codes.NotFound, "no service %q is asked for here", asked.GetService())
	}
	return &healthpb.HealthCheckResponse{Status: answer}, nil
}

// Until answers calls until ctx is done, then lets those under way finish, for as long as the timeout. ready is told
// when it begins and ends.
func Until(ctx context.Context, listener net.Listener, server *grpc.Server, timeout time.Duration, logger *slog.Logger, ready func(bool)) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	ready(true)
	logger.Info("serving calls", "address", listener.Addr().String())

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}

	ready(false)
	logger.Info("draining calls", "timeout_ms", timeout.Milliseconds())
	finished := make(chan struct{})
	go func() {
		server.GracefulStop()
		close(finished)
	}()
	select {
	case <-finished:
		if err := <-failed; !errors.Is(err, grpc.ErrServerStopped) {
			return err
		}
		return nil
	case <-time.After(timeout):
		server.Stop()
		return fmt.Errorf("calls were still running after %s", timeout)
	}
}
