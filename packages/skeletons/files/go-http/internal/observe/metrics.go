package observe

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// Upper bounds of the duration histogram, in seconds.
var bounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5}

type key struct {
	method, route string
	code          int
}

type series struct {
	count   uint64
	seconds float64
	buckets []uint64
}

// Metrics counts requests and shows them in the text format that Prometheus reads. It is safe for
// concurrent use.
type Metrics struct {
	version string
	mu      sync.Mutex
	series  map[key]*series
}

// NewMetrics returns empty metrics that tell the version that runs.
func NewMetrics(version string) *Metrics {
	return &Metrics{version: version, series: map[key]*series{}}
}

// Observe counts what the mux serves, by its route rather than by path, so that the number of series is bounded.
func (m *Metrics) Observe(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, route := mux.Handler(r)
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		start := time.Now()
		mux.ServeHTTP(recorder, r)
		m.add(key{method(r.Method), cmp.Or(route, "none"), recorder.status}, time.Since(start).Seconds())
	})
}

// Anybody may send any method; only the known ones get a series of their own.
func method(name string) string {
	switch name {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return name
	}
	return "other"
}

func (m *Metrics) add(k key, seconds float64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.series[k]
	if s == nil {
		s = &series{buckets: make([]uint64, len(bounds))}
		m.series[k] = s
	}
	s.count++
	s.seconds += seconds
	for i, bound := range bounds {
		if seconds <= bound {
			s.buckets[i]++
		}
	}
}

// ServeHTTP writes the metrics.
func (m *Metrics) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	keys := make([]key, 0, len(m.series))
	for k := range m.series {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.route, b.route), cmp.Compare(a.method, b.method), cmp.Compare(a.code, b.code))
	})

	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	out := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }
	out("# HELP build_info The version that runs.\n# TYPE build_info gauge\nbuild_info{version=%q} 1\n", m.version)
	out("# HELP http_requests_total Requests served.\n# TYPE http_requests_total counter\n")
	for _, k := range keys {
		out("http_requests_total%s %d\n", k.labels(""), m.series[k].count)
	}
	out("# HELP http_request_duration_seconds Time to serve a request.\n# TYPE http_request_duration_seconds histogram\n")
	for _, k := range keys {
		s, labels := m.series[k], k.labels("")
		for i, bound := range bounds {
			le := strconv.FormatFloat(bound, 'g', -1, 64)
			out("http_request_duration_seconds_bucket%s %d\n", k.labels(le), s.buckets[i])
		}
		out("http_request_duration_seconds_bucket%s %d\n", k.labels("+Inf"), s.count)
		out("http_request_duration_seconds_sum%s %g\n", labels, s.seconds)
		out("http_request_duration_seconds_count%s %d\n", labels, s.count)
	}
}

func (k key) labels(le string) string {
	if le != "" {
		le = fmt.Sprintf(",le=%q", le)
	}
	return fmt.Sprintf("{method=%q,route=%q,code=\"%d\"%s}", k.method, k.route, k.code, le)
}
