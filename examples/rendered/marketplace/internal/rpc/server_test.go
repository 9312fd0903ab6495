package rpc

import (
	"context"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/test/bufconn"

	"github.com/ha-soranu/order-service/internal/greetingsv1"
	"github.com/ha-soranu/order-service/internal/health"
	"github.com/ha-soranu/order-service/internal/observe"
)

// dial reaches a server inside of this process.
func dial(t *testing.T, listener *bufconn.Listener) *grpc.ClientConn {
	t.Helper()
	conn, err := grpc.NewClient("passthrough:///test",
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// served is a server that answers until end is called; done then tells how it ended.
func served(t *testing.T, greetings greetingsv1.GreetingsServer, timeout time.Duration) (conn *grpc.ClientConn, end func(), done chan error) {
	t.Helper()
	logger := slog.New(slog.DiscardHandler)
	checks := health.New(func() map[string]string { return nil })
	server := NewServer(checks, observe.NewMetrics("test", observe.Calls), logger)
	greetingsv1.RegisterGreetingsServer(server, greetings)
	listener := bufconn.Listen(1 << 16)
	ctx, cancel := context.WithCancel(t.Context())
	done = make(chan error, 1)
	go func() { done <- Until(ctx, listener, server, timeout, logger, checks.SetReady) }()
	return dial(t, listener), cancel, done
}

func TestHealthIsToldByTheProtocol(t *testing.T) {
	conn, end, done := served(t, greetingsv1.UnimplementedGreetingsServer{}, time.Second)
	client := healthpb.NewHealthClient(conn)
	for _, service := range []string{"", "ready"} {
		answer, err := client.Check(t.Context(), &healthpb.HealthCheckRequest{Service: service})
		if err != nil || answer.GetStatus() != healthpb.HealthCheckResponse_SERVING {
			t.Errorf("%q is %v, %v, want SERVING", service, answer, err)
		}
	}
	if _, err := client.Check(t.Context(), &healthpb.HealthCheckRequest{Service: "other"}); err == nil {
		t.Error("a service that nobody knows is healthy")
	}
	end()
	if err := <-done; err != nil {
		t.Errorf("it ended with %v", err)
	}
}

// slow answers when it is told to.
type slow struct {
	greetingsv1.UnimplementedGreetingsServer
	entered, goOn chan struct{}
}

func (s slow) Greet(ctx context.Context, _ *greetingsv1.GreetRequest) (*greetingsv1.GreetResponse, error) {
	close(s.entered)
	select {
	case <-s.goOn:
		return &greetingsv1.GreetResponse{Message: "done"}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func TestCallsUnderWayAreAnsweredAfterTheEnd(t *testing.T) {
	handler := slow{entered: make(chan struct{}), goOn: make(chan struct{})}
	conn, end, done := served(t, handler, 10*time.Second)
	answered := make(chan string, 1)
	go func() {
		answer, err := greetingsv1.NewGreetingsClient(conn).Greet(context.WithoutCancel(t.Context()), &greetingsv1.GreetRequest{})
		if err != nil {
			t.Error(err)
		}
		answered <- answer.GetMessage()
	}()
	<-handler.entered
	end()
	close(handler.goOn)
	if got := <-answered; got != "done" {
		t.Errorf("the call under way got %q", got)
	}
	if err := <-done; err != nil {
		t.Errorf("it ended with %v", err)
	}
}

func TestCallsThatTakeTooLongAreTold(t *testing.T) {
	handler := slow{entered: make(chan struct{}), goOn: make(chan struct{})}
	conn, end, done := served(t, handler, time.Millisecond)
	go func() {
		_, _ = greetingsv1.NewGreetingsClient(conn).Greet(context.WithoutCancel(t.Context()), &greetingsv1.GreetRequest{})
	}()
	<-handler.entered
	end()
	if err := <-done; err == nil || !strings.Contains(err.Error(), "still running after 1ms") {
		t.Errorf("it ended with %v", err)
	}
}
