package needs

import (
	"context"
	"errors"
	"sync"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/xeodocs/git-worker/internal/config"
)

// RabbitMQ is a connection that is made when it is first used, and again when it was lost.
type RabbitMQ struct {
	url        string
	mu         sync.Mutex
	connection *amqp.Connection
}

// NewRabbitMQ connects to nothing yet.
func NewRabbitMQ(cfg config.RabbitMQ) *RabbitMQ { return &RabbitMQ{url: cfg.URL} }

func (n *Needs) openRabbitMQ(cfg config.RabbitMQ) error {
	n.RabbitMQ = NewRabbitMQ(cfg)
	n.add("rabbitmq", n.RabbitMQ.check, n.RabbitMQ.Close)
	return nil
}

// Channel is for one goroutine, which closes it.
func (r *RabbitMQ) Channel() (*amqp.Channel, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.connection == nil || r.connection.IsClosed() {
		connection, err := amqp.Dial(r.url)
		if err != nil {
			return nil, err
		}
		r.connection = connection
	}
	return r.connection.Channel()
}

// Close ends the connection, and with it every channel.
func (r *RabbitMQ) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.connection == nil || r.connection.IsClosed() {
		return nil
	}
	return r.connection.Close()
}

func (r *RabbitMQ) check(ctx context.Context) error {
	answered := make(chan error, 1)
	go func() {
		channel, err := r.Channel()
		if err == nil {
			err = channel.Close()
		}
		answered <- err
	}()
	select {
	case err := <-answered:
		return err
	case <-ctx.Done():
		return errors.New("does not answer")
	}
}
