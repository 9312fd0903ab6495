// Package greetings keeps greetings in the database. It shows the style; replace it with your own.
package greetings

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Store is the table of greetings.
type Store struct{ Pool *pgxpool.Pool }

// Message is what somebody is greeted with; nothing where nobody said.
func (s Store) Message(ctx context.Context, name string) (string, error) {
	var message string
	err := s.Pool.QueryRow(ctx, `SELECT message FROM greetings WHERE name = $1`, name).Scan(&message)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return message, err
}

// Put says what somebody is greeted with from now on. Saying it twice changes nothing.
func (s Store) Put(ctx context.Context, name, message string) error {
	_, err := s.Pool.Exec(ctx, `
		INSERT INTO greetings (name, message) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET message = excluded.message`, name, message)
	return err
}
