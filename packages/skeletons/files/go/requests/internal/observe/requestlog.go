package observe

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// WithRequestLog writes one line a request. The request id comes from the caller, when it is a plain one, and goes back to
// the caller; Log has it for what is said meanwhile. A handler that panics fails its own request alone.
func WithRequestLog(next http.Handler, logger *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := requestID(r.Header.Get("X-Request-Id"))
		w.Header().Set("X-Request-Id", id)
		scoped := logger.With("request_id", id)
		r = r.WithContext(withLog(r.Context(), scoped))
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		start := time.Now()
		defer func() {
			reason := recover()
			if reason != nil && !onPurpose(reason) {
				scoped.ErrorContext(r.Context(), "panic", "error", reason, "stack", string(debug.Stack()))
				if !recorder.begun {
					recorder.Header().Set("Content-Type", "application/problem+json")
					recorder.WriteHeader(http.StatusInternalServerError)
					_, _ = io.WriteString(recorder, `{"title":"Internal Server Error","status":500}`+"\n")
					reason = nil
				}
			}
			scoped.InfoContext(r.Context(), "request",
				"method", r.Method,
				"path", r.URL.Path,
				"code", recorder.status,
				"duration_ms", time.Since(start).Milliseconds(),
			)
			if reason != nil {
				// The caller is not to take half an answer for a whole one.
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(recorder, r)
	})
}

// onPurpose is how a handler breaks off an answer that it cannot finish.
func onPurpose(reason any) bool {
	failure, is := reason.(error)
	return is && errors.Is(failure, http.ErrAbortHandler)
}
