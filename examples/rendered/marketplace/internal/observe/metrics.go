// Package observe tells what the service does.
package observe

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Upper bounds of the duration histograms, in seconds.
var bounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5}

// Kind is a kind of work that is counted and timed: the names of its series, and of their labels.
type Kind struct {
	Counter, Histogram, Help string
	Labels                   []string
}

type series struct {
	count   uint64
	seconds float64
	buckets []uint64
}

// Metrics counts work and shows it in the text format that Prometheus reads. It is safe for
// concurrent use.
type Metrics struct {
	version string
	kinds   []*Kind
	mu      sync.Mutex
	series  map[*Kind]map[string]*series
}

// NewMetrics returns empty metrics that tell the version that runs.
func NewMetrics(version string, kinds ...*Kind) *Metrics {
	m := &Metrics{version: version, kinds: kinds, series: map[*Kind]map[string]*series{}}
	for _, kind := range kinds {
		m.series[kind] = map[string]*series{}
	}
	return m
}

// Done counts one piece of work. Values of labels come from a small set, since each makes a series.
func (m *Metrics) Done(kind *Kind, took time.Duration, values ...string) {
	labels := make([]string, len(kind.Labels))
	for i, name := range kind.Labels {
		labels[i] = fmt.Sprintf("%s=%q", name, values[i])
	}
	key, seconds := strings.Join(labels, ","), took.Seconds()
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.series[kind][key]
	if s == nil {
		s = &series{buckets: make([]uint64, len(bounds))}
		m.series[kind][key] = s
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
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	out := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }
	out("# HELP build_info The version that runs.\n# TYPE build_info gauge\nbuild_info{version=%q} 1\n", m.version)
	for _, kind := range m.kinds {
		all := m.series[kind]
		keys := make([]string, 0, len(all))
		for key := range all {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		out("# HELP %s %s\n# TYPE %s counter\n", kind.Counter, kind.Help, kind.Counter)
		for _, key := range keys {
			out("%s %d\n", kind.Counter+braced(key), all[key].count)
		}
		out("# HELP %s How long it took.\n# TYPE %s histogram\n", kind.Histogram, kind.Histogram)
		for _, key := range keys {
			s := all[key]
			for i, bound := range bounds {
				le := strconv.FormatFloat(bound, 'g', -1, 64)
				out("%s %d\n", kind.Histogram+"_bucket"+braced(key, fmt.Sprintf("le=%q", le)), s.buckets[i])
			}
			out("%s %d\n", kind.Histogram+"_bucket"+braced(key, `le="+Inf"`), s.count)
			out("%s %g\n", kind.Histogram+"_sum"+braced(key), s.seconds)
			out("%s %d\n", kind.Histogram+"_count"+braced(key), s.count)
		}
	}
}

func braced(labels ...string) string { return "{" + strings.Join(labels, ",") + "}" }
