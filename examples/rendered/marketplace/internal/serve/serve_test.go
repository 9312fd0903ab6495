package serve

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"
)

func TestWhatIsUnderWayIsAnsweredAfterTheEnd(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	listener, err := Listen(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	entered, leave := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-leave
		_, _ = io.WriteString(w, "done")
	})
	ended := make(chan error, 1)
	draining := make(chan struct{})
	ready := func(ready bool) {
		if !ready {
			close(draining)
		}
	}
	go func() { ended <- Until(ctx, listener, handler, time.Minute, slog.New(slog.DiscardHandler), ready) }()

	answered := make(chan string, 1)
	go func() { answered <- get(t.Context(), "http://"+listener.Addr().String()) }()
	<-entered
	end()
	<-draining
	close(leave)
	if got := <-answered; got != "done" {
		t.Errorf("the request under way was answered with %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("Until = %v, want nil", err)
	}
}

func get(ctx context.Context, url string) string {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err.Error()
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = response.Body.Close() }()
	body, _ := io.ReadAll(response.Body)
	return string(body)
}
