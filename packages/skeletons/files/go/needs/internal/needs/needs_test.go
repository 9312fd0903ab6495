package needs

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestEachNeedIsAskedAgainAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var there atomic.Bool
		closed := 0
		n := &Needs{logger: slog.New(slog.DiscardHandler), states: map[string]string{}}
		n.add("store", func(context.Context) error {
			if there.Load() {
				return nil
			}
			return errors.New("away")
		}, func() error { closed++; return nil })
		if got := n.States()["store"]; got == Ok {
			t.Error("a need that nobody asked is ok")
		}

		n.watch()
		synctest.Wait()
		if got := n.States()["store"]; got != "away" {
			t.Errorf("state = %q, want away", got)
		}
		there.Store(true)
		time.Sleep(interval)
		synctest.Wait()
		if got := n.States()["store"]; got != Ok {
			t.Errorf("state = %q, want ok", got)
		}

		if err := n.Close(); err != nil || closed != 1 {
			t.Errorf("Close = %v, closed %d times", err, closed)
		}
	})
}

func TestANeedThatSaysNothingIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &Needs{logger: slog.New(slog.DiscardHandler), states: map[string]string{}}
		n.add("store", func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}, func() error { return nil })
		n.watch()
		time.Sleep(patience)
		synctest.Wait()
		if got := n.States()["store"]; got != context.DeadlineExceeded.Error() {
			t.Errorf("state = %q", got)
		}
		_ = n.Close()
	})
}
