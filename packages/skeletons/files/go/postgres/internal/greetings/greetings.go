{% if shapes.http or shapes.grpc or shapes.worker or shapes.job -%}
// Package greetings keeps greetings in the database. It shows the style; replace it with your own.
package greetings

import (
	"context"
{%- if shapes.http or shapes.grpc %}
	"errors"
{%- endif %}
{% if shapes.http or shapes.grpc %}
	"github.com/jackc/pgx/v5"
{%- endif %}
	"github.com/jackc/pgx/v5/pgxpool"
)

// Store is the table of greetings.
type Store struct{ Pool *pgxpool.Pool }
{%- if shapes.http or shapes.grpc %}

// Message is what somebody is greeted with; nothing where nobody said.
func (s Store) Message(ctx context.Context, name string) (string, error) {
	var message string
	err := s.Pool.QueryRow(ctx, `SELECT message FROM greetings WHERE name = $1`, name).Scan(&message)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return message, err
}
{%- endif %}
{%- if shapes.http or shapes.grpc or (shapes.worker and queues.any) %}

// Put says what somebody is greeted with from now on. Saying it twice changes nothing.
func (s Store) Put(ctx context.Context, name, message string) error {
	_, err := s.Pool.Exec(ctx, `
		INSERT INTO greetings (name, message) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET message = excluded.message`, name, message)
	return err
}
{%- endif %}
{%- if shapes.job or (shapes.worker and not queues.any) %}

// Tidy takes out greetings that say nothing, and tells how many they were. Doing it twice changes nothing.
func (s Store) Tidy(ctx context.Context) (int, error) {
	done, err := s.Pool.Exec(ctx, `DELETE FROM greetings WHERE message = ''`)
	return int(done.RowsAffected()), err
}
{%- endif %}
{% endif -%}
