package observe

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRequestLogCarriesTheIDOfTheRequest(t *testing.T) {
	var log bytes.Buffer
	handler := WithRequestLog(http.NotFoundHandler(), slog.New(slog.NewJSONHandler(&log, nil)))
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/orders", nil)
	request.Header.Set("X-Request-Id", "abc-123")
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)

	var line struct {
		RequestID string `json:"request_id"`
		Code      int    `json:"code"`
	}
	if err := json.Unmarshal(log.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line.RequestID != "abc-123" || line.Code != http.StatusNotFound || response.Header().Get("X-Request-Id") != "abc-123" {
		t.Errorf("log %+v, response header %q", line, response.Header().Get("X-Request-Id"))
	}
}

func TestRequestLogReplacesAnIDThatCouldForgeALine(t *testing.T) {
	handler := WithRequestLog(http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	request.Header.Set("X-Request-Id", "a b\"c")
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)
	if id := response.Header().Get("X-Request-Id"); id == "" || strings.ContainsAny(id, " \"") {
		t.Errorf("X-Request-Id = %q, want a fresh one", id)
	}
}

func TestAPanicFailsItsOwnRequestAlone(t *testing.T) {
	for name, test := range map[string]struct {
		handle http.HandlerFunc
		ends   any
		code   int
	}{
		"before the answer":   {func(http.ResponseWriter, *http.Request) { panic("boom") }, nil, http.StatusInternalServerError},
		"in the middle of it": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("half")); panic("boom") }, http.ErrAbortHandler, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			response := httptest.NewRecorder()
			ends := func() (reason any) {
				defer func() { reason = recover() }()
				WithRequestLog(test.handle, slog.New(slog.NewJSONHandler(&log, nil))).
					ServeHTTP(response, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
				return nil
			}()
			if ends != test.ends || response.Code != test.code || strings.Contains(response.Body.String(), "boom") {
				t.Errorf("ended with %v, answered %d %s", ends, response.Code, response.Body)
			}
			if lines := log.String(); !strings.Contains(lines, `"error":"boom"`) || strings.Count(lines, `"request_id":`) != 2 {
				t.Errorf("the log has %s", lines)
			}
		})
	}
}
