// Package observe tells what the service does.
package observe

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Kind is a kind of work that is counted and timed: the names of its series, and of their labels.
type Kind struct {
	Counter, Histogram, Help string
	Labels                   []string
}

// Metrics are what Prometheus reads. They are safe for concurrent use.
type Metrics struct {
	http.Handler
	registry  *prometheus.Registry
	counters  map[*Kind]*prometheus.CounterVec
	durations map[*Kind]*prometheus.HistogramVec
}

// NewMetrics returns metrics that tell the version that runs, and how its process is.
func NewMetrics(version string, kinds ...*Kind) *Metrics {
	registry := prometheus.NewRegistry()
	m := &Metrics{
		Handler:   promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
		registry:  registry,
		counters:  map[*Kind]*prometheus.CounterVec{},
		durations: map[*Kind]*prometheus.HistogramVec{},
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "build_info", Help: "The version that runs."}, []string{"version"})
	build.WithLabelValues(version).Set(1)
	registry.MustRegister(build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, kind := range kinds {
		m.counters[kind] = prometheus.NewCounterVec(prometheus.CounterOpts{Name: kind.Counter, Help: kind.Help}, kind.Labels)
		m.durations[kind] = prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    kind.Histogram,
			Help:    "How long it took.",
			Buckets: prometheus.DefBuckets,
		}, kind.Labels)
		registry.MustRegister(m.counters[kind], m.durations[kind])
	}
	return m
}

// Begin has a counter at nought from the start: in one that is first heard of with its first count nobody sees a rise.
func (m *Metrics) Begin(kind *Kind, values ...string) {
	m.counters[kind].WithLabelValues(values...)
}

// Done counts one piece of work. Values of labels come from a small set, since each makes a series.
func (m *Metrics) Done(kind *Kind, took time.Duration, values ...string) {
	m.counters[kind].WithLabelValues(values...).Inc()
	m.durations[kind].WithLabelValues(values...).Observe(took.Seconds())
}
