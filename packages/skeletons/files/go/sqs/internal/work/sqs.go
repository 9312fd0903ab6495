{%- if queues.sqs -%}
package work

import (
	"context"
	"maps"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"go.opentelemetry.io/otel/propagation"

	"${{ module }}/internal/needs"
)

// SQS is a queue. What was handed out and is neither done nor put back comes again when the queue's visibility timeout
// is over: make it longer than the work takes.
type SQS struct {
	client  *needs.SQS
	queue   string
	dead    string
	url     *string
	current types.Message
}

// NewSQS reads from a queue; dead is the one for what cannot be done.
func NewSQS(client *needs.SQS, queue, dead string) *SQS {
	return &SQS{client: client, queue: queue, dead: dead}
}

// Receive waits for a message.
func (q *SQS) Receive(ctx context.Context) (message Message, err error) {
	if q.url == nil {
		if q.url, err = q.client.URL(ctx, q.queue); err != nil {
			return Message{}, err
		}
	}
	for {
		received, err := q.client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
			QueueUrl:            q.url,
			MaxNumberOfMessages: 1,
			WaitTimeSeconds:     20,
			MessageSystemAttributeNames: []types.MessageSystemAttributeName{
				types.MessageSystemAttributeNameApproximateReceiveCount,
			},
			MessageAttributeNames: []string{"All"},
		})
		if err != nil {
			return Message{}, err
		}
		for _, one := range received.Messages {
			q.current = one
			count, _ := strconv.Atoi(one.Attributes["ApproximateReceiveCount"])
			trace := propagation.MapCarrier{}
			for name, value := range one.MessageAttributes {
				trace[name] = aws.ToString(value.StringValue)
			}
			return Message{ID: aws.ToString(one.MessageId), Body: []byte(aws.ToString(one.Body)), Attempt: max(count, 1), Trace: trace}, nil
		}
	}
}

// Done tells that the message was worked on.
func (q *SQS) Done(ctx context.Context, _ Message) error {
	_, err := q.client.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: q.url, ReceiptHandle: q.current.ReceiptHandle})
	return err
}

// Retry lets the message be handed out again after a while.
func (q *SQS) Retry(ctx context.Context, _ Message, after time.Duration) error {
	_, err := q.client.ChangeMessageVisibility(ctx, &sqs.ChangeMessageVisibilityInput{
		QueueUrl:          q.url,
		ReceiptHandle:     q.current.ReceiptHandle,
		VisibilityTimeout: int32(after.Seconds()),
	})
	return err
}

// Bury puts the message into the queue for dead letters, where a person looks at it.
func (q *SQS) Bury(ctx context.Context, message Message, reason error) error {
	dead, err := q.client.URL(ctx, q.dead)
	if err != nil {
		return err
	}
	// What its sender said of it, such as its trace, goes along.
	attributes := map[string]types.MessageAttributeValue{}
	maps.Copy(attributes, q.current.MessageAttributes)
	attributes["reason"] = types.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(reason.Error())}
	_, err = q.client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: dead, MessageBody: q.current.Body, MessageAttributes: attributes})
	if err != nil {
		return err
	}
	return q.Done(ctx, message)
}

// Close has nothing to end: the queue hands out again what was not done.
func (q *SQS) Close() error { return nil }
{%- endif %}
