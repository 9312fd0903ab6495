package health

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ha-soranu/order-service/internal/needs"
)

func TestOnlyReadinessFollowsWhatTheServiceWants(t *testing.T) {
	checks := New(func() map[string]string { return nil })
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

func TestReadinessTellsHowEachNeedIs(t *testing.T) {
	states := map[string]string{"database": needs.Ok, "queue": "connection refused"}
	checks := New(func() map[string]string { return states })
	checks.SetReady(true)
	ask := func() *httptest.ResponseRecorder {
		response := httptest.NewRecorder()
		checks.Ready(response, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
		return response
	}
	if got := ask(); got.Code != http.StatusServiceUnavailable || !strings.Contains(got.Body.String(), `"database":"ok","queue":"connection refused"`) {
		t.Errorf("readiness = %d %s, want 503 and the reason", got.Code, got.Body)
	}
	states["queue"] = needs.Ok
	if got := ask(); got.Code != http.StatusOK {
		t.Errorf("readiness = %d %s, want 200", got.Code, got.Body)
	}
}
