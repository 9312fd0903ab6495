// Package api is what the service offers. The greeting shows the style; replace it with your own.
package api

import (
{%- if needs.postgres %}
	"cmp"
	"context"
{%- endif %}
	"encoding/json"
	"fmt"
	"net/http"
	"unicode/utf8"
{%- if needs.postgres %}

	"${{ module }}/internal/observe"
{%- endif %}
)

const longest = 100
{%- if needs.postgres %}

// Greetings are where they are kept.
type Greetings interface {
	// Message is nothing where nobody said.
	Message(ctx context.Context, name string) (string, error)
	Put(ctx context.Context, name, message string) error
}

type api struct{ greetings Greetings }

// Register adds the service's routes.
func Register(mux *http.ServeMux, greetings Greetings) {
	a := api{greetings}
	mux.HandleFunc("GET /v1/greetings/{name}", a.greet)
	mux.HandleFunc("PUT /v1/greetings/{name}", a.put)
}
{%- else %}

// Register adds the service's routes.
func Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /v1/greetings/{name}", greet)
}
{%- endif %}

type greeting struct {
	Message string `json:"message"`
}

// problem is an error as RFC 9457 has it.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
}
{% if needs.postgres %}
func (a api) greet(w http.ResponseWriter, r *http.Request) {
	name, ok := short(w, "name", r.PathValue("name"))
	if !ok {
		return
	}
	message, err := a.greetings.Message(r.Context(), name)
	if err != nil {
		unavailable(w, r, "the greetings cannot be read just now", err)
		return
	}
	writeJSON(w, http.StatusOK, "application/json", greeting{Message: cmp.Or(message, "Hello, "+name)})
}

func (a api) put(w http.ResponseWriter, r *http.Request) {
	var said greeting
	name, ok := short(w, "name", r.PathValue("name"))
	if !ok {
		return
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4096)).Decode(&said); err != nil || said.Message == "" {
		writeProblem(w, http.StatusBadRequest, `the body is not such as {"message": "Good morning"}`)
		return
	}
	if _, ok = short(w, "message", said.Message); !ok {
		return
	}
	if err := a.greetings.Put(r.Context(), name, said.Message); err != nil {
		unavailable(w, r, "the greeting cannot be kept just now", err)
		return
	}
	writeJSON(w, http.StatusOK, "application/json", said)
}

// short refuses what is too long to be kept.
func short(w http.ResponseWriter, what, text string) (string, bool) {
	if utf8.RuneCountInString(text) > longest {
		writeProblem(w, http.StatusBadRequest, fmt.Sprintf("the %s is longer than %d characters", what, longest))
		return "", false
	}
	return text, true
}

// unavailable tells the caller that it is no fault of theirs, and the log alone why.
func unavailable(w http.ResponseWriter, r *http.Request, detail string, err error) {
	observe.Log(r.Context()).ErrorContext(r.Context(), detail, "error", err)
	writeProblem(w, http.StatusServiceUnavailable, detail)
}
{% else %}
func greet(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if utf8.RuneCountInString(name) > longest {
		writeProblem(w, http.StatusBadRequest, fmt.Sprintf("the name is longer than %d characters", longest))
		return
	}
	writeJSON(w, http.StatusOK, "application/json", greeting{Message: "Hello, " + name})
}
{% endif %}
func writeProblem(w http.ResponseWriter, status int, detail string) {
	writeJSON(w, status, "application/problem+json", problem{Title: http.StatusText(status), Status: status, Detail: detail})
}

func writeJSON(w http.ResponseWriter, status int, contentType string, body any) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
