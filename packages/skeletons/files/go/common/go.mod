module ${{ module }}

go 1.26.0

require (
{%- if needs.s3 or queues.sqs %}
	github.com/aws/aws-sdk-go-v2 v1.48.0
{%- endif %}
{%- if needs.sqs or needs.s3 %}
	github.com/aws/aws-sdk-go-v2/config v1.33.18
{%- endif %}
{%- if needs.s3 %}
	github.com/aws/aws-sdk-go-v2/credentials v1.21.0
	github.com/aws/aws-sdk-go-v2/service/s3 v1.114.10
{%- endif %}
{%- if needs.sqs %}
	github.com/aws/aws-sdk-go-v2/service/sqs v1.53.0
{%- endif %}
{%- if shapes.realtime %}
	github.com/coder/websocket v1.8.15
{%- endif %}
{%- if needs.postgres %}
	github.com/jackc/pgx/v5 v5.13.0
	github.com/pressly/goose/v3 v3.30.1
{%- endif %}
{%- if shapes.http or shapes.worker or shapes.grpc or shapes.realtime %}
	github.com/prometheus/client_golang v1.25.0
{%- endif %}
{%- if needs.rabbitmq %}
	github.com/rabbitmq/amqp091-go v1.16.0
{%- endif %}
{%- if needs.redis %}
	github.com/redis/go-redis/v9 v9.23.0
{%- endif %}
{%- if needs.kafka %}
	github.com/twmb/franz-go v1.22.3
{%- endif %}
{%- if shapes.grpc %}
	go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc v0.72.0
{%- endif %}
	go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp v0.72.0
	go.opentelemetry.io/otel v1.47.0
	go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp v1.47.0
	go.opentelemetry.io/otel/sdk v1.47.0
	go.opentelemetry.io/otel/trace v1.47.0
{%- if shapes.grpc %}
	google.golang.org/grpc v1.85.0
	google.golang.org/protobuf v1.36.12
{%- endif %}
)

require (
{%- if (needs.s3 or queues.sqs or needs.sqs) and not (needs.s3 or queues.sqs) %}
	github.com/aws/aws-sdk-go-v2 v1.48.0 // indirect
{%- endif %}
{%- if needs.s3 %}
	github.com/aws/aws-sdk-go-v2/aws/protocol/eventstream v1.7.27 // indirect
{%- endif %}
{%- if (needs.s3 or needs.sqs) and not (needs.s3) %}
	github.com/aws/aws-sdk-go-v2/credentials v1.21.0 // indirect
{%- endif %}
{%- if needs.sqs or needs.s3 %}
	github.com/aws/aws-sdk-go-v2/feature/ec2/imds v1.20.9 // indirect
	github.com/aws/aws-sdk-go-v2/internal/configsources v1.5.12 // indirect
	github.com/aws/aws-sdk-go-v2/internal/endpoints/v2 v2.8.12 // indirect
	github.com/aws/aws-sdk-go-v2/internal/v4a v1.5.12 // indirect
	github.com/aws/aws-sdk-go-v2/service/internal/accept-encoding v1.13.25 // indirect
{%- endif %}
{%- if needs.s3 %}
	github.com/aws/aws-sdk-go-v2/service/internal/checksum v1.11.13 // indirect
{%- endif %}
{%- if needs.sqs or needs.s3 %}
	github.com/aws/aws-sdk-go-v2/service/internal/presigned-url v1.14.12 // indirect
{%- endif %}
{%- if needs.s3 %}
	github.com/aws/aws-sdk-go-v2/service/internal/s3shared v1.20.12 // indirect
{%- endif %}
{%- if needs.sqs or needs.s3 %}
	github.com/aws/aws-sdk-go-v2/service/signin v1.13.1 // indirect
	github.com/aws/aws-sdk-go-v2/service/sso v1.39.5 // indirect
	github.com/aws/aws-sdk-go-v2/service/ssooidc v1.44.5 // indirect
	github.com/aws/aws-sdk-go-v2/service/sts v1.52.0 // indirect
	github.com/aws/smithy-go v1.28.9 // indirect
{%- endif %}
{%- if shapes.http or shapes.worker or shapes.grpc or shapes.realtime %}
	github.com/beorn7/perks v1.0.1 // indirect
{%- endif %}
	github.com/cenkalti/backoff/v5 v5.0.3 // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/felixge/httpsnoop v1.1.0 // indirect
	github.com/go-logr/logr v1.4.4 // indirect
	github.com/go-logr/stdr v1.2.2 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/grpc-ecosystem/grpc-gateway/v2 v2.30.0 // indirect
{%- if needs.postgres %}
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
{%- endif %}
{%- if needs.kafka or (not needs.postgres and (shapes.http or shapes.worker or shapes.grpc or shapes.realtime)) %}
	github.com/klauspost/compress v1.20.4 // indirect
{%- endif %}
{%- if needs.postgres %}
	github.com/mfridman/interpolate v0.2.0 // indirect
{%- endif %}
{%- if shapes.http or shapes.worker or shapes.grpc or shapes.realtime %}
	github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822 // indirect
{%- endif %}
{%- if needs.kafka %}
	github.com/pierrec/lz4/v4 v4.1.33 // indirect
{%- endif %}
{%- if shapes.http or shapes.worker or shapes.grpc or shapes.realtime %}
	github.com/prometheus/client_model v0.6.3 // indirect
	github.com/prometheus/common v0.72.0 // indirect
	github.com/prometheus/procfs v0.23.0 // indirect
{%- endif %}
{%- if needs.postgres %}
	github.com/sethvargo/go-retry v0.5.0 // indirect
{%- endif %}
{%- if needs.kafka %}
	github.com/twmb/franz-go/pkg/kmsg v1.15.1 // indirect
{%- endif %}
	go.opentelemetry.io/auto/sdk v1.2.1 // indirect
	go.opentelemetry.io/otel/exporters/otlp/otlptrace v1.47.0 // indirect
	go.opentelemetry.io/otel/log v1.47.0 // indirect
	go.opentelemetry.io/otel/metric v1.47.0 // indirect
	go.opentelemetry.io/proto/otlp v1.11.0 // indirect
{%- if needs.redis %}
	go.uber.org/atomic v1.12.0 // indirect
{%- endif %}
{%- if needs.postgres %}
	go.uber.org/multierr v1.11.0 // indirect
{%- endif %}
{%- if not needs.postgres %}
	go.yaml.in/yaml/v3 v3.0.6 // indirect
{%- endif %}
	golang.org/x/net v0.62.0 // indirect
{%- if needs.postgres %}
	golang.org/x/sync v0.25.0 // indirect
{%- endif %}
	golang.org/x/sys v0.50.0 // indirect
	golang.org/x/text v0.44.0 // indirect
	google.golang.org/genproto/googleapis/api v0.0.0-20261110000943-09e21b237f2c // indirect
	google.golang.org/genproto/googleapis/rpc v0.0.0-20261110000943-09e21b237f2c // indirect
{%- if not (shapes.grpc) %}
	google.golang.org/grpc v1.85.0 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
{%- endif %}
)
