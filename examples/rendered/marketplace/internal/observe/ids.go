package observe

import (
	"crypto/rand"
	"regexp"
)

var (
	usableID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,128}$`)
	// As the W3C has it: version, trace, span, flags.
	traceparent = regexp.MustCompile(`^[0-9a-f]{2}-([0-9a-f]{32})-`)
)

// requestID is the caller's own, when it is a plain one, or else a new one.
func requestID(header string) string {
	if usableID.MatchString(header) {
		return header
	}
	return rand.Text()
}

// traceID is that of the caller, or nothing.
func traceID(header string) string {
	if found := traceparent.FindStringSubmatch(header); found != nil {
		return found[1]
	}
	return ""
}
