package health

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyReadinessFollowsWhatTheServiceWants(t *testing.T) {
	checks := New()
	ask := func(probe http.HandlerFunc) int {
		response := httptest.NewRecorder()
		probe(response, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
		return response.Code
	}
	for _, step := range []struct {
		ready bool
		want  int
	}{
		{false, http.StatusServiceUnavailable},
		{true, http.StatusOK},
		{false, http.StatusServiceUnavailable},
	} {
		checks.SetReady(step.ready)
		if got := ask(checks.Ready); got != step.want {
			t.Errorf("ready %t: readiness = %d, want %d", step.ready, got, step.want)
		}
		if got := ask(checks.Live); got != http.StatusOK {
			t.Errorf("ready %t: liveness = %d, want 200", step.ready, got)
		}
	}
}
