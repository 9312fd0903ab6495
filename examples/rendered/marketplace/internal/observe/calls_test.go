package observe

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

func TestCallsAreCountedAndTold(t *testing.T) {
	var log bytes.Buffer
	o := Observer{NewMetrics("1.2.3", Calls), slog.New(slog.NewJSONHandler(&log, nil))}
	ctx := metadata.NewIncomingContext(t.Context(), metadata.Pairs("x-request-id", "abc-123"))
	call := func(name string, handle grpc.UnaryHandler) error {
		_, err := o.Unary(ctx, nil, &grpc.UnaryServerInfo{FullMethod: name}, handle)
		return err
	}
	fine := func(context.Context, any) (any, error) { return nil, nil }
	panics := func(context.Context, any) (any, error) { panic("boom") }
	fails := func(context.Context, any) (any, error) { return nil, errors.New("a secret") }

	if err := call("/orders.v1.Orders/Get", fine); err != nil {
		t.Error(err)
	}
	if err := call("/orders.v1.Orders/Get", panics); status.Code(err) != codes.Internal {
		t.Errorf("a panic is told as %v, want Internal", err)
	}
	if err := call("/orders.v1.Orders/List", fails); status.Code(err) != codes.Internal || strings.Contains(err.Error(), "secret") {
		t.Errorf("what failed inside is told as %v, want Internal", err)
	}
	if err := call("/grpc.health.v1.Health/Check", fine); err != nil {
		t.Error(err)
	}

	page := httptest.NewRecorder()
	o.Metrics.ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		`grpc_server_handled_total{grpc_code="OK",grpc_method="Get",grpc_service="orders.v1.Orders",grpc_type="unary"} 1`,
		`grpc_server_handled_total{grpc_code="Internal",grpc_method="Get",grpc_service="orders.v1.Orders",grpc_type="unary"} 1`,
	} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("no %s in\n%s", want, page.Body)
		}
	}
	if strings.Contains(page.Body.String()+log.String(), "Health") {
		t.Error("probes are counted or told")
	}
	for _, want := range []string{`"request_id":"abc-123"`, `"grpc_code":"OK"`, `"error":"boom"`, `"error":"a secret"`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %s in\n%s", want, log.String())
		}
	}
}
