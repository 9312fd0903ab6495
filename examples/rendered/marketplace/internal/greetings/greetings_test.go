package greetings

import (
	"context"
	"crypto/rand"
	"log/slog"
	"os"
	"testing"

	"github.com/ha-soranu/order-service/internal/config"
	"github.com/ha-soranu/order-service/internal/needs"
)

// With the database that the environment names, where it says that tests may write there.
func TestGreetings(t *testing.T) {
	if os.Getenv("TEST_NEEDS") == "" {
		t.Skip("TEST_NEEDS is not set: the tests that need a database are left out")
	}
	cfg, err := config.FromEnvironment(os.LookupEnv, config.Program{})
	if err != nil {
		t.Fatal(err)
	}
	open, err := needs.Open(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = open.Close() }()
	// The second time nothing is left to do.
	for range 2 {
		if err := needs.Migrate(t.Context(), open.Postgres); err != nil {
			t.Fatal(err)
		}
	}
	store, ctx := Store{open.Postgres}, t.Context()
	name := t.Name() + rand.Text()
	defer func() {
		_, _ = open.Postgres.Exec(context.WithoutCancel(ctx), `DELETE FROM greetings WHERE name = $1`, name)
	}()

	if message, err := store.Message(ctx, name); err != nil || message != "" {
		t.Errorf("Message = %q, %v, want none", message, err)
	}
	for _, message := range []string{"Hello", "Good morning", "Good morning"} {
		if err := store.Put(ctx, name, message); err != nil {
			t.Fatal(err)
		}
	}
	if message, err := store.Message(ctx, name); err != nil || message != "Good morning" {
		t.Errorf("Message = %q, %v, want Good morning", message, err)
	}
}
