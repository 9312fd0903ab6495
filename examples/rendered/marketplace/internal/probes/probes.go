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
	mux.HandleFunc("GET /readyz", checks.Ready)
	mux.Handle("GET /metrics", metrics)
	mux.Handle("GET /version", observe.Version("order-service", version))
	return mux
}
