// Package greetings keeps greetings in the database. It shows the style; replace it with your own.
package greetings

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Store is the table of greetings.
type Store struct{ Pool *pgxpool.Pool }

// Put says what somebody is greeted with from now on. Saying it twice changes nothing.
func (s Store) Put(ctx context.Context, name, message string) error {
	_, err := s.Pool.Exec(ctx, `
		INSERT INTO greetings (name, message) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET message = excluded.message`, name, message)
	return err
}
