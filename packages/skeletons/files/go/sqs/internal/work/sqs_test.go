{%- if queues.sqs -%}
package work

import (
	"context"
	"crypto/rand"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"${{ module }}/internal/needs"
)

func onSQS(ctx context.Context, t *testing.T, open *needs.Needs) tried {
	t.Helper()
	name := "test-" + rand.Text()
	dead := name + "-dead"
	urls := map[string]*string{}
	for _, one := range []string{name, dead} {
		made, err := open.SQS.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: &one})
		if err != nil {
			t.Fatal(err)
		}
		urls[one] = made.QueueUrl
		t.Cleanup(func() {
			if _, err := open.SQS.DeleteQueue(context.WithoutCancel(ctx), &sqs.DeleteQueueInput{QueueUrl: made.QueueUrl}); err != nil {
				t.Error(err)
			}
		})
	}
	queue := NewSQS(open.SQS, name, dead)
	return tried{queue, func(body string) error {
		_, err := open.SQS.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: urls[name], MessageBody: &body})
		return err
	}, queue.Close}
}
{%- endif %}
