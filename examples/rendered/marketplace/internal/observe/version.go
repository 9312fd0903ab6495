package observe

import (
	"encoding/json"
	"net/http"
	"runtime"
)

// Version answers which build runs, for people and for checks after a deployment.
func Version(service, version string) http.Handler {
	answer, _ := json.Marshal(map[string]string{
		"service": service,
		"version": version,
		"go":      runtime.Version(),
	})
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(append(answer, '\n'))
	})
}
