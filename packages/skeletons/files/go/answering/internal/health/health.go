// Package health answers the probes of the cluster.
package health

import (
{%- if needs.any %}
	"encoding/json"
{%- endif %}
	"net/http"
	"sync/atomic"
{%- if needs.any %}

	"${{ module }}/internal/needs"
{%- endif %}
)

{% if needs.any -%}
// Checks tells whether the service lives, whether it wants traffic, and how what it needs is.
type Checks struct {
	ready  atomic.Bool
	states func() map[string]string
}

// New returns checks that are not ready yet. The states of what the service needs are asked for again and again.
func New(states func() map[string]string) *Checks { return &Checks{states: states} }
{%- else -%}
// Checks tells whether the service lives and whether it wants traffic.
type Checks struct{ ready atomic.Bool }

// New returns checks that are not ready yet.
func New() *Checks { return &Checks{} }
{%- endif %}

// SetReady says whether requests should be routed here.
func (c *Checks) SetReady(ready bool) { c.ready.Store(ready) }

// Live answers liveness and startup: the process serves.
func (c *Checks) Live(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, "ok")
}

{% if needs.any -%}
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
{%- if shapes.grpc %}

// IsReady is the same for those who ask otherwise.
func (c *Checks) IsReady() bool { return c.readiness().Ready }
{%- endif %}
{%- else -%}
// Ready answers readiness: the process wants traffic.
func (c *Checks) Ready(w http.ResponseWriter, _ *http.Request) {
	if c.ready.Load() {
		write(w, http.StatusOK, "ready")
		return
	}
	write(w, http.StatusServiceUnavailable, "not ready")
}
{%- if shapes.grpc %}

// IsReady is the same for those who ask otherwise.
func (c *Checks) IsReady() bool { return c.ready.Load() }
{%- endif %}
{%- endif %}

func write(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}
