package observe

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"regexp"
	"time"
)

var (
	usableID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,128}$`)
	// As the W3C has it: version, trace, span, flags.
	traceparent = regexp.MustCompile(`^[0-9a-f]{2}-([0-9a-f]{32})-`)
)

// WithRequestLog writes one line a request. The request id comes from the caller, when it is a plain
// one, and goes back to the caller; the trace is the caller's.
func WithRequestLog(next http.Handler, logger *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if !usableID.MatchString(id) {
			id = rand.Text()
		}
		w.Header().Set("X-Request-Id", id)
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		start := time.Now()
		next.ServeHTTP(recorder, r)
		log := logger
		if trace := traceparent.FindStringSubmatch(r.Header.Get("Traceparent")); trace != nil {
			log = log.With("trace_id", trace[1])
		}
		log.InfoContext(r.Context(), "request",
			"request_id", id,
			"method", r.Method,
			"path", r.URL.Path,
			"status", recorder.status,
			"duration_ms", time.Since(start).Milliseconds(),
		)
	})
}
