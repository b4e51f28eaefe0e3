package control

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gorilla/mux"
)

// Options configure the control handler.
type Options struct {
	Hosts []string    // names a request's Host may have besides loopback's
	Ready func() bool // whether every listener serves; nil is always
}

// New returns the control handler.
func New(o Options) http.Handler {
	r := mux.NewRouter().SkipClean(true).UseEncodedPath() // a cleaned path would be a redirect
	r.HandleFunc("/healthz", plain("ok\n")).Methods(http.MethodGet, http.MethodHead).Name("healthz")
	r.HandleFunc("/readyz", ready(o.Ready)).Methods(http.MethodGet, http.MethodHead).Name("readyz")
	r.NotFoundHandler = http.HandlerFunc(notFound)
	r.MethodNotAllowedHandler = http.HandlerFunc(notAllowed)
	return secure(o.Hosts, r)
}

func plain(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(text)) }
}

func ready(is func() bool) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if is != nil && !is() {
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte("draining\n"))
			return
		}
		_, _ = w.Write([]byte("ready\n"))
	}
}

func notFound(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write([]byte("numsim control: nothing here; GET /healthz and GET /readyz are. Providers answer on their own ports.\n"))
}

func notAllowed(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Allow", "GET, HEAD")
	w.WriteHeader(http.StatusMethodNotAllowed)
	_, _ = w.Write([]byte("numsim control: this route takes GET and HEAD.\n"))
}

// secure refuses a Host that is not ours, against DNS rebinding, and sets the
// headers that keep a browser from making anything of an answer.
func secure(hosts []string, next http.Handler) http.Handler {
	allowed := []string{"localhost", "127.0.0.1", "::1"}
	for _, name := range hosts {
		allowed = append(allowed, strings.ToLower(name))
	}
	guarded := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/plain; charset=utf-8")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if !slices.Contains(allowed, hostname(r.Host)) {
			w.WriteHeader(http.StatusMisdirectedRequest)
			_, _ = w.Write([]byte("numsim control: this name is not one of mine; call me by the address I printed when I started.\n"))
			return
		}
		if foreign(r, allowed) {
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte("numsim control: pages of other sites may not ask me anything.\n"))
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

// foreign reports a request that a page of another site made. GET counts:
// what it reads is as much at stake as what a POST changes.
func foreign(r *http.Request, allowed []string) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return r.Header.Get("Sec-Fetch-Mode") != "navigate"
	}
	origin := r.Header.Get("Origin")
	u, err := url.Parse(origin)
	return origin != "" && (err != nil || !slices.Contains(allowed, u.Hostname()))
}

// hostname takes the port off, exactly; a host that cannot be split has none.
func hostname(hostport string) string {
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		return strings.ToLower(h)
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(hostport), "["), "]")
}
