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
}

// Listen is the variable that tells a program's port, and the port when nobody sets it.
type Listen struct {
	Variable string
	Port     int
}

// FromEnvironment reads the port, LOG_LEVEL and SHUTDOWN_TIMEOUT. Everything that is wrong is told in one error.
func FromEnvironment(lookup func(string) (string, bool), listen Listen) (Config, error) {
	cfg := Config{
		Port:            listen.Port,
		LogLevel:        slog.LevelInfo,
		ShutdownTimeout: 20 * time.Second,
	}
	var problems []error
	set := func(name, want string, parse func(string) error) {
		value, ok := lookup(name)
		if !ok || value == "" {
			return
		}
		if err := parse(value); err != nil {
			problems = append(problems, fmt.Errorf("%s is %q: want %s", name, value, want))
		}
	}
	set(listen.Variable, "a port from 0 to 65535", func(value string) error {
		port, err := strconv.ParseUint(value, 10, 16)
		cfg.Port = int(port)
		return err
	})
	set("LOG_LEVEL", "debug, info, warn or error", func(value string) error {
		return cfg.LogLevel.UnmarshalText([]byte(value))
	})
	set("SHUTDOWN_TIMEOUT", "a duration such as 20s", duration(&cfg.ShutdownTimeout))
	if len(problems) > 0 {
		return Config{}, fmt.Errorf("the environment cannot be used:\n%w", errors.Join(problems...))
	}
	return cfg, nil
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
