package needs

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/redis/go-redis/v9"

	"${{ module }}/internal/config"
)

// logger lets the library write its lines as the service writes them.
type logger struct{ *slog.Logger }

func (l logger) Printf(ctx context.Context, format string, args ...any) {
	l.WarnContext(ctx, fmt.Sprintf(format, args...))
}

func (n *Needs) openRedis(cfg config.Redis) error {
	redis.SetLogger(logger{n.logger})
	n.Redis = redis.NewClient(&redis.Options{Addr: cfg.Address, Password: cfg.Password})
	n.add("redis", func(ctx context.Context) error { return n.Redis.Ping(ctx).Err() }, n.Redis.Close)
	return nil
}
