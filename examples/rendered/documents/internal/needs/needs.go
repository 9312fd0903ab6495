// Package needs is what the service cannot work without.
package needs

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/xeodocs/git-worker/internal/config"
)

const (
	// Ok is the state of a need that answers.
	Ok       = "ok"
	interval = 5 * time.Second
	patience = 3 * time.Second
)

// need is one of them: how it is asked whether it answers, and how it is left.
type need struct {
	name  string
	check func(ctx context.Context) error
	close func() error
}

// Needs are open from the start of a program to its end. Nothing waits for them: a program starts while what it needs is
// away, says so when it is asked whether it is ready, and goes on when they come.
type Needs struct {
	// Postgres is the database.
	Postgres *pgxpool.Pool
	// RabbitMQ is the connection to the broker.
	RabbitMQ *RabbitMQ

	logger *slog.Logger
	all    []need
	stop   func()

	mu     sync.Mutex
	states map[string]string
}

// Open makes everything ready for use, and asks each from then on whether it answers.
func Open(cfg config.Config, logger *slog.Logger) (*Needs, error) {
	n := &Needs{logger: logger, states: map[string]string{}}
	opened := errors.Join(
		n.openPostgres(cfg.Postgres),
		n.openRabbitMQ(cfg.RabbitMQ),
	)
	n.watch()
	if opened != nil {
		return nil, errors.Join(opened, n.Close())
	}
	return n, nil
}

// States tells of each need whether it answers, or why not.
func (n *Needs) States() map[string]string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return maps.Clone(n.states)
}

// Close leaves all of them.
func (n *Needs) Close() error {
	n.stop()
	var failed error
	for _, one := range n.all {
		failed = errors.Join(failed, one.close())
	}
	return failed
}

func (n *Needs) add(name string, check func(context.Context) error, leave func() error) {
	n.all = append(n.all, need{name, check, leave})
	n.states[name] = "not asked yet"
}

func (n *Needs) watch() {
	ctx, cancel := context.WithCancel(context.Background())
	var watching sync.WaitGroup
	for _, one := range n.all {
		watching.Go(func() {
			for ctx.Err() == nil {
				n.ask(ctx, one)
				select {
				case <-ctx.Done():
				case <-time.After(interval):
				}
			}
		})
	}
	n.stop = func() {
		cancel()
		watching.Wait()
	}
}

func (n *Needs) ask(ctx context.Context, one need) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	state, level := Ok, slog.LevelInfo
	if err := one.check(ctx); err != nil {
		state, level = err.Error(), slog.LevelWarn
	}
	n.mu.Lock()
	before := n.states[one.name]
	n.states[one.name] = state
	n.mu.Unlock()
	if before != state {
		n.logger.Log(ctx, level, "need", "name", one.name, "state", state)
	}
}
