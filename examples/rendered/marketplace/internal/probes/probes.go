// Package probes is what the cluster asks for: probes, metrics and the version. None of it is traffic, so it stays
// outside of the log and the counters.
package probes

import (
	"net/http"

	"github.com/ha-soranu/order-service/internal/health"
	"github.com/ha-soranu/order-service/internal/observe"
)

// Handler answers the probes of the cluster.
func Handler(checks *health.Checks, metrics *observe.Metrics, version string) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", checks.Live)
	mux.Handle("GET /readyz", inside(http.HandlerFunc(checks.Ready)))
	mux.Handle("GET /metrics", inside(metrics))
	mux.Handle("GET /version", observe.Version("order-service", version))
	return mux
}

// inside hides from those outside what measures tell, and where readiness looks for what it needs: a gateway or an ingress
// says for whom it asks, and the cluster asks for nobody.
func inside(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Values("X-Forwarded-For") != nil || r.Header.Values("Forwarded") != nil {
			http.NotFound(w, r)
			return
		}
		handler.ServeHTTP(w, r)
	})
}
