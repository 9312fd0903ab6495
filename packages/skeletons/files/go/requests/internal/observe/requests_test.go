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
	handler := m.Observe(mux)
	for _, path := range []string{"/orders/1", "/orders/2", "/nowhere"} {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	}

	page := httptest.NewRecorder()
	m.ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		`http_requests_total{method="GET",route="GET /orders/{id}",code="418"} 2`,
		`http_requests_total{method="GET",route="none",code="404"} 1`,
		`http_request_duration_seconds_bucket{method="GET",route="GET /orders/{id}",code="418",le="+Inf"} 2`,
	} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("no %s in\n%s", want, page.Body)
		}
	}
}
