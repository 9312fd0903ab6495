package needs

import (
	"context"

	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"${{ module }}/internal/config"
)

// SQS is the client, and the queue that the service has.
type SQS struct {
	*sqs.Client
	Queue string
}

// URL is how SQS wants a queue to be named.
func (s *SQS) URL(ctx context.Context, queue string) (*string, error) {
	found, err := s.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: &queue})
	if err != nil {
		return nil, err
	}
	return found.QueueUrl, nil
}

func (n *Needs) openSQS(cfg config.SQS) error {
	loaded, err := awsconfig.LoadDefaultConfig(context.Background())
	if err != nil {
		return err
	}
	n.SQS = &SQS{sqs.NewFromConfig(loaded), cfg.Queue}
	n.add("sqs", func(ctx context.Context) error {
		_, err := n.SQS.URL(ctx, cfg.Queue)
		return err
	}, func() error { return nil })
	return nil
}
