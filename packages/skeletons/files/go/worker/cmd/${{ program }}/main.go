// Command ${{ program }} does the work of ${{ name }} that waits.
package main

import (
	"context"
	"errors"
	"log/slog"
{%- if not queue %}
	"time"
{%- endif %}

	"${{ module }}/internal/config"
{%- if needs.postgres %}
	"${{ module }}/internal/greetings"
{%- endif %}
	"${{ module }}/internal/health"
{%- if needs.any %}
	"${{ module }}/internal/needs"
{%- endif %}
	"${{ module }}/internal/observe"
	"${{ module }}/internal/probes"
	"${{ module }}/internal/program"
	"${{ module }}/internal/serve"
	"${{ module }}/internal/work"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() {
	program.Main(version, config.Program{PortVariable: "METRICS_PORT", Port: ${{ port }}{% if queue %}, Queue: true{% endif %}}, func(ctx context.Context, cfg config.Config, logger *slog.Logger) {% if needs.any %}(err error){% else %}error{% endif %} {
{%- if needs.any %}
		open, err := needs.Open(cfg, logger)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, open.Close()) }()
{%- endif %}
{%- if queue == "kafka" %}
		queue, err := work.NewKafka(cfg)
		if err != nil {
			return err
		}
{%- elif queue == "rabbitmq" %}
		queue := work.NewRabbitMQ(open.RabbitMQ, cfg.Queue, cfg.DeadLetters)
{%- elif queue == "redis" %}
		queue := work.NewRedis(open.Redis, cfg.Queue, cfg.DeadLetters)
{%- elif queue == "sqs" %}
		queue := work.NewSQS(open.SQS, cfg.Queue, cfg.DeadLetters)
{%- else %}
		queue := work.Every(time.Minute)
{%- endif %}
{%- if queue %}
		defer func() { err = errors.Join(err, queue.Close()) }()
{%- endif %}
{%- if needs.postgres %}
		handle := work.Handler(greetings.Store{Pool: open.Postgres})
{%- endif %}
		worker := work.Worker{Queue: queue, Handle: {% if needs.postgres %}handle{% else %}work.Handle{% endif %}, Logger: logger}
		return run(ctx, cfg, worker, health.New({% if needs.any %}open.States{% endif %}))
	})
}

// run works until ctx is done, and is asked for its health meanwhile. What is under way is finished first.
func run(ctx context.Context, cfg config.Config, worker work.Worker, checks *health.Checks) error {
	listener, err := serve.Listen(ctx, cfg.Port)
	if err != nil {
		return err
	}
	worker.Metrics = observe.NewMetrics(version, work.Messages)
	worker.Metrics.Begin(work.Messages, work.Buried)
	working, stop := context.WithCancel(ctx)
	defer stop()
	asked, quiet := context.WithCancel(context.WithoutCancel(ctx))
	defer quiet()

	served := make(chan error, 1)
	go func() {
		// Nobody could tell any more how the worker is, so it ends as well.
		defer stop()
		served <- serve.Until(asked, listener, probes.Handler(checks, worker.Metrics, version), cfg.ShutdownTimeout, worker.Logger, checks.SetReady)
	}()
	err = worker.Run(working)
	quiet()
	return errors.Join(err, <-served)
}
