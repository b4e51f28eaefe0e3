package control

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"
)

// open are the only paths that answer without the token: they tell whoever
// watches over the process one bit, and a probe has nowhere to keep a secret.
func open(path string) bool { return path == "/healthz" || path == "/readyz" }

// locked lets through who has the token, and to open paths anybody. A route
// that does not exist is locked too.
func locked(token string, next http.Handler) http.Handler {
	if token == "" {
		return next
	}
	want := sha256.Sum256([]byte(token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if open(r.URL.EscapedPath()) || bears(r.Header["Authorization"], want) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="numsim control"`)
		answer{problem: &problem{
			status: http.StatusUnauthorized,
			What:   "this control port asks for its token", Where: "header Authorization",
			Do: "send Authorization: Bearer and the token, which the simulator was given with --control-token or NUMSIM_CONTROL_TOKEN, or printed when it started",
		}}.write(w, r)
	})
}

// bears compares in constant time, whatever the length of what was sent.
func bears(headers []string, want [sha256.Size]byte) bool {
	if len(headers) != 1 {
		return false
	}
	scheme, token, _ := strings.Cut(headers[0], " ")
	sent := sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(sent[:], want[:]) == 1 && strings.EqualFold(scheme, "Bearer")
}
