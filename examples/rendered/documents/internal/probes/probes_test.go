package probes

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/xeodocs/git-worker/internal/health"
	"github.com/xeodocs/git-worker/internal/observe"
)

func TestProbesMetricsAndVersion(t *testing.T) {
	checks := health.New(func() map[string]string { return nil })
	handler := Handler(checks, observe.NewMetrics("dev"), "dev")
	get := func(path string) *httptest.ResponseRecorder {
		response := httptest.NewRecorder()
		handler.ServeHTTP(response, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		return response
	}

	if got := get("/healthz").Code; got != http.StatusOK {
		t.Errorf("GET /healthz = %d, want 200", got)
	}
	if got := get("/readyz").Code; got != http.StatusServiceUnavailable {
		t.Errorf("GET /readyz before ready = %d, want 503", got)
	}
	checks.SetReady(true)
	if got := get("/readyz").Code; got != http.StatusOK {
		t.Errorf("GET /readyz = %d, want 200", got)
	}
	if got := get("/metrics").Body.String(); !strings.Contains(got, `build_info{version="dev"} 1`) {
		t.Errorf("GET /metrics = %s", got)
	}
	if got := get("/version").Body.String(); !strings.Contains(got, `"service":"git-worker"`) || !strings.Contains(got, `"version":"dev"`) {
		t.Errorf("GET /version = %s", got)
	}
}

func TestWhatAProxyPassesOnIsNotToldWhatIsInside(t *testing.T) {
	checks := health.New(func() map[string]string { return nil })
	checks.SetReady(true)
	handler := Handler(checks, observe.NewMetrics("dev"), "dev")
	for _, header := range []string{"X-Forwarded-For", "Forwarded"} {
		for path, want := range map[string]int{
			"/healthz": http.StatusOK,
			"/readyz":  http.StatusNotFound,
			"/metrics": http.StatusNotFound,
			"/version": http.StatusOK,
		} {
			request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
			request.Header.Set(header, "192.0.2.1")
			response := httptest.NewRecorder()
			handler.ServeHTTP(response, request)
			if response.Code != want {
				t.Errorf("GET %s with %s = %d, want %d", path, header, response.Code, want)
			}
		}
	}
}
