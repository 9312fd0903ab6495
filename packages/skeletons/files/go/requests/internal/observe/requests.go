package observe

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Requests are those that were answered.
var Requests = &Kind{
	Counter:   "http_requests_total",
	Histogram: "http_request_duration_seconds",
	Help:      "Requests served.",
	Labels:    []string{"method", "route", "code"},
}

// Observe counts what next answers, by the mux's route rather than by path, so that the number of series is bounded.
func (m *Metrics) Observe(mux *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, route := mux.Handler(r)
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		start := time.Now()
		defer func() {
			m.Done(Requests, time.Since(start), method(r.Method), routeOf(route), strconv.Itoa(recorder.status))
		}()
		next.ServeHTTP(recorder, r)
	})
}

// The method is a label of its own.
func routeOf(pattern string) string {
	_, route, found := strings.Cut(pattern, " ")
	if !found {
		route = pattern
	}
	return cmp.Or(route, "none")
}

// Anybody may send any method; only the known ones get a series of their own.
func method(name string) string {
	switch name {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return name
	}
	return "other"
}
