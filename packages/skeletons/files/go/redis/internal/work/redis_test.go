{%- if queues.redis -%}
package work

import (
	"context"
	"crypto/rand"
	"slices"
	"testing"
	"time"

	"${{ module }}/internal/needs"
)

func onRedis(ctx context.Context, t *testing.T, open *needs.Needs) tried {
	t.Helper()
	name := "test-" + rand.Text()
	t.Cleanup(func() {
		ctx := context.WithoutCancel(ctx)
		if buried := open.Redis.LRange(ctx, name+"-dead", 0, -1).Val(); !slices.Equal(buried, []string{"useless"}) {
			t.Errorf("buried %q, want useless", buried)
		}
		if err := open.Redis.Del(ctx, name+"-dead", name+"-readers").Err(); err != nil {
			t.Error(err)
		}
	})
	queue := NewRedis(open.Redis, name, name+"-dead")
	return tried{queue, func(body string) error { return open.Redis.LPush(ctx, name, body).Err() }, queue.Close}
}

// What a reader left that died is handed out by another, once nothing was heard of the first for a while.
func leftBehind(ctx context.Context, t *testing.T, open *needs.Needs) {
	t.Helper()
	name, lease := "test-"+rand.Text(), time.Second
	first, second := newRedis(open.Redis, name, name+"-dead", lease), newRedis(open.Redis, name, name+"-dead", lease)
	defer func() {
		_ = second.Close()
		_ = open.Redis.Del(ctx, name+"-readers").Err()
	}()
	if err := open.Redis.LPush(ctx, name, "left").Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := first.Receive(ctx); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * lease)
	if left := open.Redis.LRange(ctx, first.taken(), 0, -1).Val(); !slices.Equal(left, []string{"left"}) {
		t.Errorf("a reader that lives has %q, want what it works on", left)
	}
	first.stop()
	message, err := second.Receive(ctx)
	if err != nil || string(message.Body) != "left" {
		t.Fatalf("Receive = %q, %v, want what the first left", message.Body, err)
	}
	// The first one was only slow: the message is no longer its own.
	if err := first.Retry(ctx, message, 0); err != nil {
		t.Error(err)
	}
	if err := second.Done(ctx, message); err != nil {
		t.Error(err)
	}
	if waiting := open.Redis.Exists(ctx, name, name+"-retry", first.taken(), second.taken()).Val(); waiting != 0 {
		t.Error("what was done still waits")
	}
}

func TestAMessageOfRedisSaysHowOftenItWasTried(t *testing.T) {
	for text, want := range map[string]Message{
		"again/3/a/b/c":  {ID: "a", Body: []byte("b/c"), Attempt: 3},
		"hello":          {Body: []byte("hello"), Attempt: 1},
		"again/and/a/b":  {Body: []byte("again/and/a/b"), Attempt: 1},
		"again/3/nobody": {Body: []byte("again/3/nobody"), Attempt: 1},
	} {
		got := fromRedis(text)
		if string(got.Body) != string(want.Body) || got.Attempt != want.Attempt || got.ID == "" || (want.ID != "" && got.ID != want.ID) {
			t.Errorf("fromRedis(%q) = %+v, want %+v", text, got, want)
		}
	}
}
{%- endif %}
