package needs

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"net"
	"net/url"
	"strconv"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/ha-soranu/order-service/internal/config"
)

// Each file is applied once, in order. One that was deployed is never changed: write another. The version before runs
// beside this one for a while, so a column is dropped one version after its last use.
//
//go:embed migrations/*.sql
var migrations embed.FS

func (n *Needs) openPostgres(cfg config.Postgres) error {
	address := url.URL{
		Scheme: "postgres",
		User:   url.UserPassword(cfg.User, cfg.Password),
		Host:   net.JoinHostPort(cfg.Host, strconv.Itoa(cfg.Port)),
		Path:   cfg.Database,
	}
	settings, err := pgxpool.ParseConfig(address.String())
	if err != nil {
		return err
	}
	connection := settings.ConnConfig
	// Also works through a pooler that gives each transaction another connection.
	connection.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	connection.StatementCacheCapacity = 0
	if n.Postgres, err = pgxpool.NewWithConfig(context.Background(), settings); err != nil {
		return err
	}
	n.add("postgres", migrateThenPing(n.Postgres), func() error {
		n.Postgres.Close()
		return nil
	})
	return nil
}

// The first answer of the database is the schema that this version needs; replicas that start together take turns.
func migrateThenPing(pool *pgxpool.Pool) func(context.Context) error {
	var migrated atomic.Bool
	return func(ctx context.Context) error {
		if migrated.Load() {
			return pool.Ping(ctx)
		}
		err := Migrate(ctx, pool)
		migrated.Store(err == nil)
		return err
	}
}

// Migrate brings the schema to what this version needs.
func Migrate(ctx context.Context, pool *pgxpool.Pool) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	// A row in a table rather than the session's lock, which a pooler may give to another session.
	locker, err := lock.NewPostgresTableLocker()
	if err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(pool)
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithLocker(locker))
	if err != nil {
		return errors.Join(err, db.Close())
	}
	_, err = provider.Up(ctx)
	return errors.Join(err, db.Close())
}
