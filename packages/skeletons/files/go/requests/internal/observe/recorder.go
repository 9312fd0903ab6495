package observe

import "net/http"

type statusRecorder struct {
	http.ResponseWriter
	status int
	begun  bool
}

func (r *statusRecorder) WriteHeader(status int) {
	r.status, r.begun = status, true
	r.ResponseWriter.WriteHeader(status)
}

func (r *statusRecorder) Write(part []byte) (int, error) {
	r.begun = true
	return r.ResponseWriter.Write(part)
}

// Unwrap lets http.ResponseController reach what the server's own writer can do.
func (r *statusRecorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
