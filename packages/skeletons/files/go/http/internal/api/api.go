// Package api is what the service offers. The greeting shows the style; replace it with your own.
package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"unicode/utf8"
)

const longestName = 100

// Register adds the service's routes.
func Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /v1/greetings/{name}", greet)
}

type greeting struct {
	Message string `json:"message"`
}

// problem is an error as RFC 9457 has it.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
}

func greet(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if utf8.RuneCountInString(name) > longestName {
		writeProblem(w, http.StatusBadRequest, fmt.Sprintf("the name is longer than %d characters", longestName))
		return
	}
	writeJSON(w, http.StatusOK, "application/json", greeting{Message: fmt.Sprintf("Hello, %s", name)})
}

func writeProblem(w http.ResponseWriter, status int, detail string) {
	writeJSON(w, status, "application/problem+json", problem{Title: http.StatusText(status), Status: status, Detail: detail})
}

func writeJSON(w http.ResponseWriter, status int, contentType string, body any) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
