package needs

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"${{ module }}/internal/config"
)

// Bucket is the client, and the bucket that the service has.
type Bucket struct {
	*s3.Client
	Name string
}

func (n *Needs) openS3(cfg config.S3) error {
	options := []func(*awsconfig.LoadOptions) error{awsconfig.WithRegion(cfg.Region)}
	if cfg.AccessKeyID != "" {
		options = append(options, awsconfig.WithCredentialsProvider(
			credentials.NewStaticCredentialsProvider(cfg.AccessKeyID, cfg.SecretAccessKey, ""),
		))
	}
	loaded, err := awsconfig.LoadDefaultConfig(context.Background(), options...)
	if err != nil {
		return err
	}
	n.S3 = &Bucket{s3.NewFromConfig(loaded, func(o *s3.Options) {
		if cfg.Endpoint != "" {
			o.BaseEndpoint = aws.String(cfg.Endpoint)
			o.UsePathStyle = true
		}
	}), cfg.Bucket}
	n.add("s3", func(ctx context.Context) error {
		_, err := n.S3.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &n.S3.Name})
		return err
	}, func() error { return nil })
	return nil
}
