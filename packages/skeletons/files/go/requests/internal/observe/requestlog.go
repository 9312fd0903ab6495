package observe

import (
	"log/slog"
	"net/http"
	"time"
)

// WithRequestLog writes one line a request. The request id comes from the caller, when it is a plain
// one, and goes back to the caller.
func WithRequestLog(next http.Handler, logger *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := requestID(r.Header.Get("X-Request-Id"))
		w.Header().Set("X-Request-Id", id)
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		start := time.Now()
		next.ServeHTTP(recorder, r)
		logger.InfoContext(r.Context(), "request",
			"request_id", id,
			"method", r.Method,
			"path", r.URL.Path,
			"code", recorder.status,
			"duration_ms", time.Since(start).Milliseconds(),
		)
	})
}
