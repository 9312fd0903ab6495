package observe

import (
	"crypto/rand"
	"regexp"
)

var usableID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,128}$`)

// requestID is the caller's own, when it is a plain one, or else a new one.
func requestID(header string) string {
	if usableID.MatchString(header) {
		return header
	}
	return rand.Text()
}
