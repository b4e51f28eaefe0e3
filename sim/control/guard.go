package control

import (
	"crypto/rand"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// secure refuses a Host that is not ours, against DNS rebinding, and what pages
// of other sites ask, and sets the headers that keep a browser from making
// anything of an answer.
func secure(hosts []string, next http.Handler) http.Handler {
	allowed := []string{"localhost", "127.0.0.1", "::1"}
	for _, name := range hosts {
		allowed = append(allowed, strings.ToLower(name))
	}
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(refuseForeign))
	guarded := guard.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		harden(w.Header())
		if len(r.TransferEncoding) > 0 { // maybe with a length as well, which can no longer be seen
			w.Header().Set("Connection", "close")
		}
		switch {
		case !slices.Contains(allowed, hostname(r.Host)):
			answer{problem: &problem{
				status: http.StatusMisdirectedRequest,
				What:   "this name is not one of mine", Do: "call me by the address I printed when I started",
			}}.write(w, r)
		case foreign(r, allowed):
			refuseForeign(w, r)
		default:
			guarded.ServeHTTP(w, r)
		}
	})
}

func harden(h http.Header) {
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set(requestID, rand.Text())
}

func refuseForeign(w http.ResponseWriter, r *http.Request) {
	answer{problem: &problem{
		status: http.StatusForbidden,
		What:   "pages of other sites may not ask me anything", Do: "ask from a program on this machine",
	}}.write(w, r)
}

// foreign reports a request that a page of another site made. GET counts:
// what it reads is as much at stake as what a POST changes.
func foreign(r *http.Request, allowed []string) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return !link(r)
	}
	origin := r.Header.Get("Origin")
	u, err := url.Parse(origin)
	return origin != "" && (err != nil || !slices.Contains(allowed, u.Hostname()))
}

// link reports somebody who follows a link of another site to a page for people.
// A window or frame that shows what programs read is opened by a page and not by
// a person: it may keep a stream open, or a page may learn whether there was one.
func link(r *http.Request) bool {
	people := !versioned(r) && r.URL.Path != "/metrics"
	return people && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// hostname takes the port off, exactly; a host that cannot be split has none.
func hostname(hostport string) string {
	if h, port, err := net.SplitHostPort(hostport); err == nil {
		if strings.Trim(port, "0123456789") != "" {
			return ""
		}
		return strings.ToLower(h)
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(hostport), "["), "]")
}
