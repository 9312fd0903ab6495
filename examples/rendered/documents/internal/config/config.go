// Package config reads what the service needs to know from the environment, once, at the start.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"
)

// Config is everything that can be set from outside.
type Config struct {
	// Port that is listened on; 0 takes a free one.
	Port     int
	LogLevel slog.Level
	// ShutdownTimeout is how long what is under way may take to finish.
	ShutdownTimeout time.Duration
	// Queue is what a worker reads from; only a program that asks for it has one.
	Queue string
	// DeadLetters is where it puts what cannot be done.
	DeadLetters string
	// Postgres is how the database is reached.
	Postgres Postgres
	// RabbitMQ is how the broker is reached.
	RabbitMQ RabbitMQ
}

// Program is what one of the service's programs asks of its environment.
type Program struct {
	// PortVariable tells the port, and Port is it when nobody sets the variable. A job listens on none.
	PortVariable string
	Port         int
	// Queue is whether the program reads from a queue.
	Queue bool
}

// FromEnvironment reads the port, LOG_LEVEL, SHUTDOWN_TIMEOUT and how each need is reached. Everything that is wrong is told in one error.
func FromEnvironment(lookup func(string) (string, bool), program Program) (Config, error) {
	cfg := Config{
		Port:            program.Port,
		LogLevel:        slog.LevelInfo,
		ShutdownTimeout: 20 * time.Second,
	}
	r := &reader{lookup: lookup}
	r.optional(program.PortVariable, "a port from 0 to 65535", port(&cfg.Port))
	r.optional("LOG_LEVEL", "debug, info, warn or error", func(value string) error {
		return cfg.LogLevel.UnmarshalText([]byte(value))
	})
	r.optional("SHUTDOWN_TIMEOUT", "a duration such as 20s", duration(&cfg.ShutdownTimeout))
	if program.Queue {
		cfg.Queue = r.required("QUEUE")
		cfg.DeadLetters = r.required("DEAD_LETTER_QUEUE")
	}
	cfg.Postgres = postgres(r)
	cfg.RabbitMQ = rabbitMQ(r)
	if len(r.problems) > 0 {
		return Config{}, fmt.Errorf("the environment cannot be used:\n%w", errors.Join(r.problems...))
	}
	return cfg, nil
}

// reader reads variables, and keeps what is wrong with them.
type reader struct {
	lookup   func(string) (string, bool)
	problems []error
}

func (r *reader) required(name string) string {
	value, _ := r.lookup(name)
	if value == "" {
		r.problems = append(r.problems, fmt.Errorf("%s is missing", name))
	}
	return value
}

func (r *reader) optional(name, want string, parse func(string) error) {
	value, ok := r.lookup(name)
	if !ok || value == "" {
		return
	}
	if err := parse(value); err != nil {
		r.problems = append(r.problems, fmt.Errorf("%s is %q: want %s", name, value, want))
	}
}

func port(target *int) func(string) error {
	return func(value string) error {
		parsed, err := strconv.ParseUint(value, 10, 16)
		*target = int(parsed)
		return err
	}
}

func duration(target *time.Duration) func(string) error {
	return func(value string) error {
		parsed, err := time.ParseDuration(value)
		if err == nil && parsed < 0 {
			return errors.New("negative")
		}
		*target = parsed
		return err
	}
}
