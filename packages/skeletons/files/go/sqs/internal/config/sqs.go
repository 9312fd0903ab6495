package config

// SQS is the queue; where it is and who asks, the AWS library reads from its own variables.
type SQS struct{ Queue string }

func sqs(r *reader) SQS { return SQS{Queue: r.required("SQS_QUEUE")} }
