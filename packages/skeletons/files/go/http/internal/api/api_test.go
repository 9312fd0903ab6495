package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestGreetings(t *testing.T) {
	mux := http.NewServeMux()
	Register(mux)

	tests := map[string]struct {
		path   string
		status int
		body   string
	}{
		"greets by name":         {"/v1/greetings/Ada", http.StatusOK, `{"message":"Hello, Ada"}`},
		"takes any alphabet":     {"/v1/greetings/%C5%81ukasz", http.StatusOK, `{"message":"Hello, Łukasz"}`},
		"refuses an endless one": {"/v1/greetings/" + strings.Repeat("a", 101), http.StatusBadRequest, "longer than 100 characters"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			response := httptest.NewRecorder()
			mux.ServeHTTP(response, httptest.NewRequestWithContext(t.Context(), http.MethodGet, test.path, nil))
			if response.Code != test.status || !strings.Contains(response.Body.String(), test.body) {
				t.Errorf("GET %s = %d %s, want %d %s", test.path, response.Code, response.Body, test.status, test.body)
			}
		})
	}
}
