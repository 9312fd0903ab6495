package config

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"
)

// needed is what nobody else can know.
var needed = []string{
	"QUEUE",
	"DEAD_LETTER_QUEUE",
	"POSTGRES_HOST",
	"POSTGRES_DB",
	"POSTGRES_USER",
	"POSTGRES_PASSWORD",
	"RABBITMQ_URL",
}

func from(values map[string]string) (Config, error) {
	lookup := func(name string) (string, bool) {
		value, ok := values[name]
		if !ok && slices.Contains(needed, name) {
			return "there", true
		}
		return value, ok
	}
	return FromEnvironment(lookup, Program{PortVariable: "PORT", Port: 8080, Queue: true})
}

func TestDefaults(t *testing.T) {
	cfg, err := from(nil)
	if err != nil || cfg.Port != 8080 || cfg.LogLevel != slog.LevelInfo {
		t.Errorf("FromEnvironment = %+v, %v", cfg, err)
	}
}

func TestValues(t *testing.T) {
	cfg, err := from(map[string]string{"PORT": "9000", "LOG_LEVEL": "debug", "SHUTDOWN_TIMEOUT": "1s"})
	if err != nil || cfg.Port != 9000 || cfg.LogLevel != slog.LevelDebug || cfg.ShutdownTimeout != time.Second {
		t.Errorf("FromEnvironment = %+v, %v", cfg, err)
	}
}

func TestAllProblemsAreToldAtOnce(t *testing.T) {
	_, err := from(map[string]string{"PORT": "http", "LOG_LEVEL": "loud", "SHUTDOWN_TIMEOUT": "-1s"})
	if err == nil {
		t.Fatal("want an error")
	}
	for _, name := range []string{"PORT", "LOG_LEVEL", "SHUTDOWN_TIMEOUT"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%q does not name %s", err, name)
		}
	}
}

func TestAllThatIsMissingIsToldAtOnce(t *testing.T) {
	nothing := map[string]string{}
	for _, name := range needed {
		nothing[name] = ""
	}
	_, err := from(nothing)
	if err == nil {
		t.Fatal("want an error")
	}
	for _, name := range needed {
		if !strings.Contains(err.Error(), name+" is missing") {
			t.Errorf("%q does not name %s", err, name)
		}
	}
}
