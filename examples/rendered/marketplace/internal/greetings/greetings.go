// Package greetings keeps greetings in the database. It shows the style; replace it with your own.
package greetings

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Store is the table of greetings.
type Store struct{ Pool *pgxpool.Pool }
