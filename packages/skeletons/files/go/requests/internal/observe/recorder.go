package observe

import "net/http"

type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (r *statusRecorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach what the server's own writer can do.
func (r *statusRecorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
