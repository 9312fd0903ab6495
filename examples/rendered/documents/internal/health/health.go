// Package health answers the probes of the cluster.
package health

import (
	"net/http"
	"sync/atomic"
)

// Checks tells whether the service lives and whether it wants traffic.
type Checks struct{ ready atomic.Bool }

// New returns checks that are not ready yet.
func New() *Checks { return &Checks{} }

// SetReady says whether requests should be routed here.
func (c *Checks) SetReady(ready bool) { c.ready.Store(ready) }

// Live answers liveness and startup: the process serves.
func (c *Checks) Live(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, "ok")
}

// Ready answers readiness: the process wants traffic.
func (c *Checks) Ready(w http.ResponseWriter, _ *http.Request) {
	if c.ready.Load() {
		write(w, http.StatusOK, "ready")
		return
	}
	write(w, http.StatusServiceUnavailable, "not ready")
}

func write(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}
