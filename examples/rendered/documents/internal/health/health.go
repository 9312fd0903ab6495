// Package health answers the probes of the cluster.
package health

import (
	"encoding/json"
	"net/http"
	"sync/atomic"

	"github.com/xeodocs/git-worker/internal/needs"
)

// Checks tells whether the service lives, whether it wants traffic, and how what it needs is.
type Checks struct {
	ready  atomic.Bool
	states func() map[string]string
}

// New returns checks that are not ready yet. The states of what the service needs are asked for again and again.
func New(states func() map[string]string) *Checks { return &Checks{states: states} }

// SetReady says whether requests should be routed here.
func (c *Checks) SetReady(ready bool) { c.ready.Store(ready) }

// Live answers liveness and startup: the process serves.
func (c *Checks) Live(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, "ok")
}

// Ready answers readiness: the process wants traffic, and what it needs is there. A new version that cannot reach its
// needs so takes no traffic from the one before.
func (c *Checks) Ready(w http.ResponseWriter, _ *http.Request) {
	answer := c.readiness()
	status := http.StatusOK
	if !answer.Ready {
		status = http.StatusServiceUnavailable
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer)
}

type readiness struct {
	Ready bool              `json:"ready"`
	Needs map[string]string `json:"needs"`
}

func (c *Checks) readiness() readiness {
	found := readiness{c.ready.Load(), c.states()}
	for _, state := range found.Needs {
		found.Ready = found.Ready && state == needs.Ok
	}
	return found
}

func write(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}
