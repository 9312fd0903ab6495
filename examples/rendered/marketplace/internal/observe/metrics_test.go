package observe

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestWorkIsCountedAndTimed(t *testing.T) {
	letters := &Kind{Counter: "letters_total", Histogram: "letter_duration_seconds", Help: "Letters sent.", Labels: []string{"to", "result"}}
	m := NewMetrics("1.2.3", letters)
	m.Done(letters, 30*time.Millisecond, "ada", "sent")
	m.Done(letters, 3*time.Second, "ada", "sent")
	m.Done(letters, time.Minute, `a "quoted" name`, "lost")

	page := httptest.NewRecorder()
	m.ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		`build_info{version="1.2.3"} 1`,
		`# HELP letters_total Letters sent.`,
		`letters_total{result="sent",to="ada"} 2`,
		`letters_total{result="lost",to="a \"quoted\" name"} 1`,
		`letter_duration_seconds_bucket{result="sent",to="ada",le="0.05"} 1`,
		`letter_duration_seconds_bucket{result="sent",to="ada",le="+Inf"} 2`,
		`letter_duration_seconds_sum{result="sent",to="ada"} 3.03`,
	} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("no %s in\n%s", want, page.Body)
		}
	}
}
