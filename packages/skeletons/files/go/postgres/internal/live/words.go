{% if shapes.realtime -%}
package live

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	// remembered is how many words of a room whoever comes in hears of.
	remembered = 20
	// recalling takes no longer: the room goes on without.
	recalling = 2 * time.Second
)

// Words is the table of what was said last in each room.
type Words struct{ Pool *pgxpool.Pool }

// Keep remembers what was said, and forgets what is no longer among the last words of the room.
func (w Words) Keep(ctx context.Context, message Message) error {
	ctx, cancel := context.WithTimeout(ctx, recalling)
	defer cancel()
	_, err := w.Pool.Exec(ctx, `
		WITH said AS (INSERT INTO words (room, text) VALUES ($1, $2))
		DELETE FROM words WHERE room = $1 AND id <= (
			SELECT id FROM words WHERE room = $1 ORDER BY id DESC OFFSET $3 - 1 LIMIT 1
		)`, message.Room, string(message.Text), remembered)
	return err
}

// Last is what was said last in a room, in its order.
func (w Words) Last(ctx context.Context, room string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, recalling)
	defer cancel()
	rows, err := w.Pool.Query(ctx, `
		SELECT text FROM (SELECT id, text FROM words WHERE room = $1 ORDER BY id DESC LIMIT $2) AS last
		ORDER BY id`, room, remembered)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
{% endif -%}
