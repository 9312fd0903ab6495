package observe

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRequestsAreCountedByRoute(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders/{id}", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
	})
	m := NewMetrics("1.2.3", Requests)
	handler := m.Observe(mux, mux)
	for _, path := range []string{"/orders/1", "/orders/2", "/nowhere"} {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	}

	page := httptest.NewRecorder()
	m.ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		`http_requests_total{code="418",method="GET",route="/orders/{id}"} 2`,
		`http_requests_total{code="404",method="GET",route="none"} 1`,
		`http_request_duration_seconds_bucket{code="418",method="GET",route="/orders/{id}",le="+Inf"} 2`,
	} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("no %s in\n%s", want, page.Body)
		}
	}
}
