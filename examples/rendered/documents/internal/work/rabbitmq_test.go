package work

import (
	"context"
	"crypto/rand"
	"testing"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/xeodocs/git-worker/internal/needs"
)

func onRabbitMQ(ctx context.Context, t *testing.T, open *needs.Needs) tried {
	t.Helper()
	name := "test-" + rand.Text()
	queue := NewRabbitMQ(open.RabbitMQ, name, name+"-dead")
	if err := queue.subscribe(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		channel, err := open.RabbitMQ.Channel()
		if err != nil {
			t.Fatal(err)
		}
		for _, suffix := range []string{"", "-retry", "-dead"} {
			if _, err := channel.QueueDelete(name+suffix, false, false, false); err != nil {
				t.Error(err)
			}
		}
	})
	return tried{queue, func(body string) error {
		return queue.channel.PublishWithContext(ctx, "", queue.queue, false, false, amqp.Publishing{Body: []byte(body)})
	}, queue.Close}
}
