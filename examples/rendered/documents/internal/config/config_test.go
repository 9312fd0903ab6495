package config

import (
	"log/slog"
	"strings"
	"testing"
	"time"
)

func from(values map[string]string) (Config, error) {
	lookup := func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	}
	return FromEnvironment(lookup, Listen{Variable: "PORT", Port: 8080})
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
