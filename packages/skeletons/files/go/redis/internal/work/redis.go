{%- if queues.redis -%}
package work

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// redisLease is how long a reader may say nothing before others take up what it left.
	redisLease = 30 * time.Second
	// redisLook is how often a reader that waits looks after what waits elsewhere.
	redisLook = time.Second
)

// tend says that this reader lives, and puts back into the queue what has waited for its next attempt, what readers left
// that died, and what this one itself was handed without knowing of it. The clock is the server's.
var tend = redis.NewScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local gone = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now)
redis.call('ZADD', KEYS[3], now + ARGV[2], ARGV[1])
if ARGV[3] == 'idle' then
  table.insert(gone, ARGV[1])
end
for _, reader in ipairs(gone) do
  if reader ~= ARGV[1] or ARGV[3] == 'idle' then
    while redis.call('LMOVE', KEYS[1] .. '-taken-' .. reader, KEYS[1], 'LEFT', 'RIGHT') do end
  end
end
for _, message in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do
  redis.call('ZREM', KEYS[2], message)
  redis.call('RPUSH', KEYS[1], message)
end
-- One that only slept may still take a message before it says so: it is known for an hour.
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - 3600000)
`)

// later takes the message that was handed out last, and lets it wait. Where somebody took it up meanwhile, nothing is done.
var later = redis.NewScript(`
if redis.call('LPOP', KEYS[1]) then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2], ARGV[1])
end
`)

// bury does the same, for a person to look at.
var bury = redis.NewScript(`
if redis.call('LPOP', KEYS[1]) then
  redis.call('LPUSH', KEYS[2], ARGV[1])
end
`)

// Redis is a list: who has work puts it in with LPUSH, and a message is what was put in. One that is worked on lies in a list
// of this reader's own, -taken-<reader>, until it is done; -retry keeps what waits for its next attempt, with its name and
// the number of the attempt before it; the list for dead letters keeps what a person looks at; -readers says until when each
// reader is known to live. The queue is as safe as that Redis is: it has to write to disk, and to evict nothing.
type Redis struct {
	client  *redis.Client
	queue   string
	dead    string
	reader  string
	lease   time.Duration
	stop    context.CancelFunc
	beating sync.WaitGroup
}

// NewRedis reads from a list; dead is the one for what cannot be done.
func NewRedis(client *redis.Client, queue, dead string) *Redis {
	return newRedis(client, queue, dead, redisLease)
}

func newRedis(client *redis.Client, queue, dead string, lease time.Duration) *Redis {
	// Nothing is sent twice by itself: what the server moved, although its answer was lost, would be moved again.
	options := *client.Options()
	options.MaxRetries = -1
	ctx, stop := context.WithCancel(context.Background())
	q := &Redis{client: redis.NewClient(&options), queue: queue, dead: dead, reader: rand.Text(), lease: lease, stop: stop}
	q.beating.Go(func() {
		for wait(ctx, lease/3); ctx.Err() == nil; wait(ctx, lease/3) {
			// Where the server is away, whoever waits for a message hears of it.
			_ = q.tend(ctx, lease, "busy")
		}
	})
	return q
}

// Receive waits for a message.
func (q *Redis) Receive(ctx context.Context) (Message, error) {
	for ctx.Err() == nil {
		if err := q.tend(ctx, q.lease, "idle"); err != nil {
			return Message{}, err
		}
		// It is not broken off: what the server hands out meanwhile would be nobody's.
		got, err := q.client.BLMove(context.WithoutCancel(ctx), q.queue, q.taken(), "RIGHT", "LEFT", redisLook).Result()
		switch {
		case errors.Is(err, redis.Nil):
		case err != nil:
			return Message{}, err
		case ctx.Err() == nil:
			return fromRedis(got), nil
		}
	}
	return Message{}, ctx.Err()
}

// Done tells that the message was worked on.
func (q *Redis) Done(ctx context.Context, _ Message) error {
	if err := q.client.LPop(ctx, q.taken()).Err(); !errors.Is(err, redis.Nil) {
		return err
	}
	return nil
}

// Retry lets the message be handed out again after a while.
func (q *Redis) Retry(ctx context.Context, message Message, after time.Duration) error {
	waiting := fmt.Sprintf("%s%d/%s/%s", again, message.Attempt+1, message.ID, message.Body)
	return said(later.Run(ctx, q.client, []string{q.taken(), q.queue + "-retry"}, waiting, after.Milliseconds()))
}

// Bury puts the message into the list for dead letters, as it was first put in; the log says why.
func (q *Redis) Bury(ctx context.Context, message Message, _ error) error {
	return said(bury.Run(ctx, q.client, []string{q.taken(), q.dead}, message.Body))
}

// Close gives back what was handed out and not done. Where the server is away, the others do so when the lease ends.
func (q *Redis) Close() error {
	q.stop()
	q.beating.Wait()
	_ = q.tend(context.Background(), 0, "idle")
	return q.client.Close()
}

func (q *Redis) taken() string { return q.queue + "-taken-" + q.reader }

func (q *Redis) tend(ctx context.Context, lease time.Duration, state string) error {
	keys := []string{q.queue, q.queue + "-retry", q.queue + "-readers"}
	return said(tend.Run(ctx, q.client, keys, q.reader, lease.Milliseconds(), state))
}

// said is what went wrong; that a script has nothing to tell did not.
func said(answer *redis.Cmd) error {
	if err := answer.Err(); !errors.Is(err, redis.Nil) {
		return err
	}
	return nil
}

// again marks what was tried before: again/<attempt>/<name>/<what was put in>.
const again = "again/"

func fromRedis(text string) Message {
	if rest, ok := strings.CutPrefix(text, again); ok {
		if parts := strings.SplitN(rest, "/", 3); len(parts) == 3 {
			if attempt, err := strconv.Atoi(parts[0]); err == nil {
				return Message{ID: parts[1], Body: []byte(parts[2]), Attempt: attempt}
			}
		}
	}
	return Message{ID: rand.Text(), Body: []byte(text), Attempt: 1}
}
{%- endif %}
