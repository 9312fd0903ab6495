package api

import (
{%- if needs.postgres %}
	"context"
	"errors"
{%- endif %}
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

{% if needs.postgres -%}
// memory keeps greetings while a test runs.
type memory map[string]string

func (m memory) Message(_ context.Context, name string) (string, error) { return m[name], nil }

func (m memory) Put(_ context.Context, name, message string) error {
	m[name] = message
	return nil
}

{% endif -%}
func TestGreetings(t *testing.T) {
	mux := http.NewServeMux()
	Register(mux{% if needs.postgres %}, memory{}{% endif %})

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
{%- if needs.postgres %}

func TestAGreetingIsKept(t *testing.T) {
	mux := http.NewServeMux()
	Register(mux, memory{})
	send := func(method, body string) *httptest.ResponseRecorder {
		response := httptest.NewRecorder()
		mux.ServeHTTP(response, httptest.NewRequestWithContext(t.Context(), method, "/v1/greetings/Ada", strings.NewReader(body)))
		return response
	}
	if got := send(http.MethodPut, `{"message":"Good morning"}`); got.Code != http.StatusOK {
		t.Errorf("PUT = %d %s, want 200", got.Code, got.Body)
	}
	if got := send(http.MethodGet, ""); !strings.Contains(got.Body.String(), `{"message":"Good morning"}`) {
		t.Errorf("GET = %d %s, want what was put", got.Code, got.Body)
	}
	for _, body := range []string{"", "{}", `{"message":1}`, `{"message":"` + strings.Repeat("a", 101) + `"}`} {
		if got := send(http.MethodPut, body); got.Code != http.StatusBadRequest {
			t.Errorf("PUT %s = %d %s, want 400", body, got.Code, got.Body)
		}
	}
}

// away is a database that does not answer.
type away struct{}

func (away) Message(context.Context, string) (string, error) { return "", errors.New("refused") }
func (away) Put(context.Context, string, string) error       { return errors.New("refused") }

func TestADatabaseThatIsAwayIsNoFaultOfTheCaller(t *testing.T) {
	mux := http.NewServeMux()
	Register(mux, away{})
	for _, method := range []string{http.MethodGet, http.MethodPut} {
		response := httptest.NewRecorder()
		mux.ServeHTTP(response, httptest.NewRequestWithContext(t.Context(), method, "/v1/greetings/Ada", strings.NewReader(`{"message":"Hi"}`)))
		if response.Code != http.StatusServiceUnavailable || strings.Contains(response.Body.String(), "refused") {
			t.Errorf("%s = %d %s, want 503 and nothing of the reason", method, response.Code, response.Body)
		}
	}
}
{%- endif %}
